"""Where an answer or its connection ends for clients of HTTP/1.0, and for those who wait to send their body."""

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

_BODILESS = frozenset({204, 304})


def framed(cycle: RequestResponseCycle, app: Any) -> Any:
    """The application, whose answer to this one request ends as its client can tell."""
    if cycle.scope["http_version"] == "1.1":
        return _closing_unless_read(cycle, app)
    cycle.waiting_for_100_continue = False  # which such a client does not know (RFC 9110 section 10.1.1)
    return _ended_by_close(cycle, app)


def _closing_unless_read(cycle: RequestResponseCycle, app: ASGIApp) -> ASGIApp:
    """Who waits for a 100 and gets another answer may send the body or not: nobody can tell, so the connection ends."""
    keep_alive, cycle.keep_alive = cycle.keep_alive, False

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def read() -> Message:
            if cycle.waiting_for_100_continue:
                cycle.keep_alive = keep_alive
            return await receive()

        await app(scope, read, send)

    return answer


def _ended_by_close(cycle: RequestResponseCycle, app: ASGIApp) -> ASGIApp:
    """HTTP/1.0 has no chunks: what does not say how long it is, ends with its connection."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        is_open = False

        async def frame(message: Message) -> None:
            nonlocal is_open
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message.get("headers", ())}
                is_open = b"content-length" not in names and message["status"] not in _BODILESS
                if is_open:
                    cycle.chunked_encoding = False
            if is_open:
                cycle.expected_content_length = len(message.get("body", b""))
            await send(message)

        await app(scope, receive, frame)

    return answer
