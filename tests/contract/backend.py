"""A brand's backend on a real socket: a good one, which tests bend in one place each.

Its tokens are forged by hand, so that the contract is not tested with the library that judges it.
"""

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from tests import forge

JANE = "9f1c7a52-jane"
JOHN = "41d0e8b3-john"
USERS = {"jane": JANE, "john": JOHN}
_GOOD_HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the backend sees it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        pairs = (pair.strip().partition("=") for pair in self.headers.get("Cookie", "").split(";"))
        return {name: value for name, _, value in pairs if name}


@dataclass(frozen=True, slots=True)
class Said:
    """What the backend answers; ``raw`` replaces all of it, and an empty one closes the connection."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: dict(_GOOD_HEADERS))
    body: bytes = b""
    raw: bytes | None = None


def said(value: Any, status: int = 200, **headers: str | None) -> Said:
    """JSON with the good headers, but for those that are named; None leaves one out."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    merged = {name: text for name, text in {**_GOOD_HEADERS, **named}.items() if text is not None}
    return Said(status, merged, json.dumps(value).encode())


class Backend:
    """Jane and John have sessions, by cookie or after a login; each request gets a fresh token."""

    clock_ahead = 0

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.sessions = {"jane": JANE, "john": JOHN}
        self._logins = count(1)

    def answer(self, asked: Asked) -> Said:
        if asked.path == "/login":
            return self.login(asked)
        if asked.path != "/chat-token":
            return said({"error": "not found"}, 404)
        user_id = self.user_of(asked)
        return self.refusal(asked) if user_id is None else self.served(user_id, asked)

    def login(self, asked: Asked) -> Said:
        form = parse_qs(asked.body.decode())
        name = form.get("user", [""])[0]
        if name not in USERS or form.get("password") != ["secret"]:
            return said({"error": "wrong"}, 401)
        session = f"{name}-{next(self._logins)}"
        self.sessions[session] = USERS[name]
        return said({}, Set_Cookie=f"session={session}; HttpOnly; Secure; SameSite=Lax; Path=/")

    def user_of(self, asked: Asked) -> str | None:
        return self.sessions.get(asked.cookies.get("session", ""))

    def refusal(self, asked: Asked) -> Said:  # noqa: ARG002 - for those who bend it
        return said({"error": "sign in first"}, 401)

    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - for those who bend it
        return said({"token": self.token(user_id)})

    def token(self, user_id: str) -> str:
        return forge.token(self.claims(user_id))

    def claims(self, user_id: str) -> dict[str, Any]:
        profile = {"firstName": "Jane", "email": f"{user_id}@mail.example"}
        return forge.claims(exp=int(time.time()) + 60, user_id=user_id, visitor_data=profile)


@contextmanager
def serving(backend: Backend, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The backend on a free port of loopback; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            asked = Asked(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
            backend.asked.append(asked)
            answer = backend.answer(asked)
            if answer.raw is not None:
                self.close_connection = True
                self.wfile.write(answer.raw)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = _any  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
            pass

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) + backend.clock_ahead)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
