"""A channel into an application of this process, with no socket between."""

import asyncio
from collections.abc import Mapping

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.handle.channel import Reply, Unanswered
from simulator.handle.loop_thread import LoopThread

# This machine by definition (RFC 6761), so that the control API answers under it; nobody listens there.
HOST = "iadvize-simulator.localhost"
_CALLER = ("127.0.0.1", 50_000)


class AsgiChannel:
    """Calls the application in the loop that it lives in."""

    def __init__(self, app: ASGIApp, thread: LoopThread) -> None:
        self._app = app
        self._thread = thread

    def exchange(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Send one request and wait for its reply."""
        data = body or b""
        try:
            messages = self._thread.call(_answer(self._app, _scope(method, path, headers, len(data)), data))
        except ConnectionResetError as error:
            raise Unanswered(f"the connection was reset: {error}") from None
        status = next(message["status"] for message in messages if message["type"] == "http.response.start")
        return Reply(status, b"".join(message.get("body", b"") for message in messages))

    def close(self) -> None:
        """Nothing is held open."""


class Doorway:
    """The application for callers in any loop, httpx's ASGITransport among them: it is called in its own."""

    def __init__(self, app: ASGIApp, thread: LoopThread) -> None:
        self._app = app
        self._thread = thread

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, at once and whole."""
        if scope["type"] != "http":
            raise RuntimeError(f"the simulator answers HTTP requests here, and no {scope['type']}")
        body = await _whole_body(receive)
        work = _answer(self._app, {**scope, "state": {}}, body)
        for message in await anyio.to_thread.run_sync(self._thread.call, work, abandon_on_cancel=True):
            await send(message)


async def _answer(app: ASGIApp, scope: Scope, body: bytes) -> list[Message]:
    """Everything that the application sends."""
    sent: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # this caller never leaves early
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


async def _whole_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def _scope(method: str, path: str, headers: Mapping[str, str], length: int) -> Scope:
    plain, _, query = path.partition("?")
    sent = {"host": HOST, "content-length": str(length), **headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": plain,
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": _CALLER,
        "server": (HOST, 80),
        "state": {},
    }
