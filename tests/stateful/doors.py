"""Ways to the same simulator: as an ASGI application in this process, wherever its state is, and over a socket."""

import http.client
import json
from collections.abc import Callable
from typing import Any, Protocol

from simulator.state.protocols import State
from tests.wire.live import PATIENCE, Live
from tests.wire.world import World


class Door(Protocol):
    """How the machine asks."""

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """The status and the JSON, or the text where it is none."""

    def close(self) -> None:
        """Let go of it."""


class AsgiDoor:
    """A simulator without a socket."""

    def __init__(self, state: State | None = None) -> None:
        self._world = World(state=state)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        answer = self._world.ask(method, path, json=body)
        return answer.status_code, _read(answer.text)

    def close(self) -> None:
        self._world.run(self._world.state.close())
        self._world.__exit__(None, None, None)


class SocketDoor:
    """A server; ``heard`` is what its stream of events has told in the end."""

    def __init__(self) -> None:
        self._live = Live().__enter__()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        answer = self._live.client.request(method, path, json=body)
        return answer.status_code, _read(answer.text)

    def heard(self, last: Callable[[], None]) -> list[tuple[str, str]]:
        """Every event that is remembered, as its site and kind; ``last`` makes one of the kind clock on "the-end"."""
        last()
        connection = http.client.HTTPConnection("127.0.0.1", self._live.port, timeout=PATIENCE)
        connection.request("GET", "/_simulator/events", headers={"Last-Event-ID": "from-the-start"})
        answer = connection.getresponse()
        told: list[tuple[str, str]] = []
        kind = ""
        while ("the-end", "clock") not in told:
            line = answer.readline().decode()
            assert line, "the stream ended"
            name, _, value = line.rstrip("\n").partition(": ")
            kind = value if name == "event" else kind
            if name == "data":
                told.append((json.loads(value)["siteId"], kind))
        connection.close()
        return told

    def close(self) -> None:
        self._live.__exit__(None, None, None)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
