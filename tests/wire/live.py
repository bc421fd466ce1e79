"""A real server on a real socket, in a thread of the test's process, and a reader of its event streams."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import httpx

from simulator.app import build_app
from simulator.core.site import Site
from simulator.server import guest, listen
from simulator.settings import Settings
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.memory import MemoryState
from simulator.wire.later import Once
from tests import forge
from tests.wire.world import SITE, USER, simulator_key

PATIENCE = 20.0
Told = tuple[str, Any]


class Live:
    """A server with the site "harbour" and the machine's own clock."""

    def __init__(self, state: MemoryState | None = None, bounds: Bounds = DEFAULT, **site: Any) -> None:
        self.state = state or MemoryState()
        settings = Settings(port=0)
        brand = (forge.key("brand").public_pem(),)
        sites = [Site(SITE, verification_keys=brand, **site)]
        self.state.stand_by("", sites)
        opened = Once(lambda: self.state)
        app = build_app(settings, simulator_key(), opened)
        self._listener = listen(settings)
        self.port: int = self._listener.getsockname()[1]
        self._server = guest(app, opened, lambda: None, bounds)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            with suppress(httpx.TransportError):
                self.client.get("/_simulator/health")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()
        self.stop()
        self._listener.close()

    def connections(self) -> list[socket.socket]:
        """The server's ends of those that are open."""
        return [each.transport.get_extra_info("socket") for each in list(self._server.server_state.connections)]

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def ask(self, method: str, path: str, status: int, **request: Any) -> Any:
        answer = self.client.request(method, path, **request)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def control(self, method: str, path: str, status: int, **request: Any) -> Any:
        return self.ask(method, f"/_simulator/sites/{SITE}{path}", status, **request)

    def option(self, user_id: str = USER) -> dict[str, str]:
        now = float(self.control("GET", "/clock", 200)["now"])
        token = forge.token(forge.claims(user_id=user_id, exp=now + 60))
        return {"type": "SECURED_AUTHENTICATION", "token": token}

    def sign_in(self, user_id: str = USER) -> dict[str, Any]:
        """The session of a fresh activation."""
        body = {"siteId": SITE, "activationId": user_id, "authenticationOption": self.option(user_id)}
        return dict(self.ask("POST", "/tag/activations", 200, json=body)["session"])

    def say(self, session_id: str, text: str) -> None:
        self.ask("POST", f"/tag/sessions/{session_id}/messages", 201, json={"siteId": SITE, "text": text})

    @contextmanager
    def stream(self, session_id: str) -> Iterator["Stream"]:
        """An open stream; leaving it drops the connection."""
        stream = Stream(self.port, session_id)
        try:
            assert stream.status == 200
            yield stream
        finally:
            stream.drop()


class Stream:
    """GET /tag/sessions/{id}/events as a browser reads it."""

    def __init__(self, port: int, session_id: str, method: str = "GET") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request(method, f"/tag/sessions/{session_id}/events?siteId={SITE}")
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = self._answer.headers

    def next(self) -> Told | None:
        """The next event's kind and value; None at the end of the stream."""
        kind = ""
        while line := self._answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                data = json.loads(value)
                assert list(data) == [kind]
                return kind, data[kind]
        return None

    def rest(self) -> bytes:
        """Everything to the end."""
        return self._answer.read()

    def drop(self) -> None:
        self._answer.close()
        self._connection.close()


def knock(port: int, session_id: str) -> None:
    """Ask for a stream and leave before an answer can come."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        path = f"/tag/sessions/{session_id}/events?siteId={SITE}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())


def open_again(port: int, session_id: str) -> Stream:
    """A stream, as soon as the server has noticed that earlier readers are gone."""
    deadline = time.monotonic() + PATIENCE
    while True:
        stream = Stream(port, session_id)
        if stream.status == 200:
            return stream
        stream.drop()
        assert stream.status == 429
        assert time.monotonic() < deadline, "the server still counts readers that are gone"
