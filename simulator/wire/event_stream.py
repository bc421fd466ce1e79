"""Server-sent events: the text of the format, and the answer that carries it."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

KEEP_ALIVE_SECONDS = 5.0
KEEP_ALIVE = ": keep-alive\n\n"
MEDIA_TYPE = "text/event-stream"
MANY_STREAMS: Final = {429: "There are as many streams as there may be."}
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def event_text(kind: str, data: Any, event_id: str | None = None) -> str:
    """One event; its data is one line of JSON."""
    named = f"id: {event_id}\n" if event_id else ""
    return f"{named}event: {kind}\ndata: {msgspec.json.encode(data).decode()}\n\n"


class _Stream(StreamingResponse):
    """A stream with somebody who must hear of its end, also where the reader left before it began."""

    def __init__(self, events: AsyncIterator[str], on_end: Callable[[], None]) -> None:
        super().__init__(events, media_type=MEDIA_TYPE, headers=_HEADERS)
        self._on_end = on_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._on_end()


def stream(request: Request, events: AsyncIterator[str], on_end: Callable[[], None]) -> Response:
    """An answer that goes on until the iterator ends or the reader leaves; HEAD gets its head alone."""
    if request.method == "HEAD":
        on_end()
        return Response(media_type=MEDIA_TYPE, headers=_HEADERS)
    return _Stream(events, on_end)
