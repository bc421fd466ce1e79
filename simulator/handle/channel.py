"""How a handle reaches its simulator: one request, one reply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.handle.errors import SimulatorError

__tracebackhide__ = True  # pytest shows the test's own line, and not how its request was sent

_FIRST_ERROR = 400
_SHOWN = 200


class Unanswered(Exception):
    """The connection ended before there was a whole reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and a body."""

    status: int
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body's JSON value; raises ValueError."""
        return json.loads(self.body) if self.body else None


class Channel(Protocol):
    """A way to a simulator."""

    def exchange(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Send one request and wait for its reply; raises Unanswered, or SimulatorError where nobody listens."""

    def close(self) -> None:
        """Let go of whatever is held open."""


def send(channel: Channel, method: str, path: str, body: Any = None) -> Reply:
    """The reply to a request with a JSON body, whatever its status."""
    data = None if body is None else json.dumps(body).encode()
    return channel.exchange(method, path, data, {} if data is None else {"content-type": "application/json"})


def ask(channel: Channel, method: str, path: str, body: Any = None) -> Reply:
    """The same, where an error is raised as a SimulatorError."""
    try:
        reply = send(channel, method, path, body)
    except Unanswered as error:
        raise SimulatorError(f"{method} {path}: {error}") from None
    if reply.status >= _FIRST_ERROR:
        raise error_of(f"{method} {path}", reply)
    return reply


def error_of(request: str, reply: Reply) -> SimulatorError:
    """The error that a reply speaks of."""
    try:
        error = reply.json()["error"]
        return SimulatorError(f"{error['message']} ({request}: {error['code']})", error["code"], error["field"])
    except (ValueError, LookupError, TypeError):
        return SimulatorError(f"{request} was answered with {reply.status} and not in JSON: {_start(reply)}")


def _start(reply: Reply) -> str:
    text = " ".join(reply.text.split())
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text or "an empty body"
