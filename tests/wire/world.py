"""A whole simulator in the test's own event loop, whose clock the test moves and whose brands the test plays."""

import asyncio
import itertools
from collections.abc import Coroutine
from functools import cache
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from simulator.app import build_app
from simulator.providers.iadvize.keys import PrivateKey, load_private_key
from simulator.settings import Settings
from simulator.state.memory import MemoryState
from simulator.state.protocols import State
from simulator.wire.later import Once
from tests import forge

SITE = "harbour"
USER = "customer-0042"
NO_OPTION = "A valid authentication option must be provided"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"
Value = TypeVar("Value")
Json = dict[str, Any]


@cache
def simulator_key() -> PrivateKey:
    return load_private_key(forge.key("simulator").private_pem())


class World:
    """Synchronous for tests. ``now`` is the machine's clock; ``ahead`` is how far the site's clock is before it."""

    def __init__(
        self, settings: Settings | None = None, *, caller: str = "127.0.0.1", state: State | None = None
    ) -> None:
        self.now = forge.NOW
        self.ahead = 0.0
        self.state: State = state or MemoryState()
        self.app = build_app(settings or Settings(), simulator_key(), Once(lambda: self.state), lambda: self.now)
        self._runner = asyncio.Runner()
        self._numbers = itertools.count(1)
        transport = httpx.ASGITransport(self.app, client=(caller, 50_000))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8787")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.run(self.client.aclose())
        self._runner.close()

    def run(self, work: Coroutine[Any, Any, Value]) -> Value:
        return self._runner.run(work)

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        return self.run(self.client.request(method, path, **request))

    def control(self, method: str, path: str, **request: Any) -> httpx.Response:
        return self.ask(method, f"/_simulator{path}", **request)

    def have_site(self, site_id: str = SITE, **fields: Any) -> None:
        """A site with the forge's brand key."""
        body = {"brandPublicKeys": [forge.key("brand").public_pem()], **fields}
        answer = self.control("PUT", f"/sites/{site_id}", json=body)
        assert answer.status_code in (200, 201), answer.text

    def token(self, user_id: Any = USER, **changes: Any) -> str:
        """A fresh, faultless token of the brand, but for the changed claims."""
        claims = forge.claims(**{"user_id": user_id, "exp": self.now + self.ahead + 60, **changes})
        return forge.token(claims)

    def activation_id(self) -> str:
        return f"activation-{next(self._numbers)}"

    def activate(
        self, token: str | None = None, *, site_id: str = SITE, kind: str = "SECURED_AUTHENTICATION", **body: Any
    ) -> httpx.Response:
        """One attempt, of a new activation unless ``activationId`` is among the rest of the body."""
        option = {"type": kind, "token": token}
        whole = {"siteId": site_id, "activationId": self.activation_id(), "authenticationOption": option, **body}
        return self.ask("POST", "/tag/activations", json=whole)

    def sign_in(self, user_id: str = USER, **body: Any) -> Json:
        """An accepted activation."""
        answer = self.activate(self.token(user_id), **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def arrive(self, **body: Any) -> Json:
        """An anonymous activation."""
        answer = self.activate(kind="ANONYMOUS", **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def renew(self, session_id: str, token: str | None, **more: Any) -> httpx.Response:
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        body = {"siteId": SITE, "authenticationOption": option, **more}
        return self.ask("PUT", f"/tag/sessions/{session_id}", json=body)

    def log_out(self, session_id: str) -> httpx.Response:
        return self.ask("DELETE", f"/tag/sessions/{session_id}?siteId={SITE}")

    def revoke(self, session_id: str) -> httpx.Response:
        return self.control("DELETE", f"/sites/{SITE}/sessions/{session_id}")

    def standing(self, session_id: str) -> Json:
        """What the tag sees when it looks."""
        answer = self.ask("GET", f"/tag/sessions/{session_id}?siteId={SITE}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def state_of(self, session_id: str) -> str:
        return str(self.standing(session_id)["session"]["state"])

    def say(self, session_id: str, text: str = "Hello", **more: Any) -> httpx.Response:
        return self.ask("POST", f"/tag/sessions/{session_id}/messages", json={"siteId": SITE, "text": text, **more})

    def talk(self, session_id: str, text: str = "Hello", **more: Any) -> Json:
        """The conversation after a message."""
        answer = self.say(session_id, text, **more)
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["conversation"])

    def advance(self, seconds: float) -> None:
        """Move the site's clock, not the machine's."""
        answer = self.control("PUT", f"/sites/{SITE}/clock", json={"advanceSeconds": seconds})
        assert answer.status_code == 200, answer.text
        self.ahead += seconds

    def attempts(self, **query: Any) -> list[Json]:
        answer = self.control("GET", f"/sites/{SITE}/attempts", params=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["attempts"])

    def sessions(self) -> list[Json]:
        return list(self.control("GET", f"/sites/{SITE}/sessions").json()["sessions"])

    def live(self) -> list[str]:
        """The ids of the sessions that somebody is signed in with, or was here with."""
        return [one["id"] for one in self.sessions() if one["state"] == "active"]


def error_of(answer: httpx.Response) -> Json:
    """The one error shape: exactly code, message and field."""
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "field"}
    return dict(body["error"])
