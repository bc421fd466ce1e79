"""Server-sent events: the text of the format, and the answer that carries it."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.responses import StreamingResponse

KEEP_ALIVE_SECONDS = 5.0
KEEP_ALIVE = ": keep-alive\n\n"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def event_text(kind: str, data: Any, event_id: str | None = None) -> str:
    """One event; its data is one line of JSON."""
    named = f"id: {event_id}\n" if event_id else ""
    return f"{named}event: {kind}\ndata: {msgspec.json.encode(data).decode()}\n\n"


def stream(events: AsyncIterator[str]) -> StreamingResponse:
    """An answer that goes on until the iterator ends or the reader leaves."""
    return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)
