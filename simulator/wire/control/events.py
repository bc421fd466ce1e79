"""Everything that happens, as server-sent events."""

import contextlib
from collections.abc import AsyncIterator

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.state.protocols import Ended, Events, Listener
from simulator.wire import bodies
from simulator.wire.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, MANY_STREAMS, MEDIA_TYPE, event_text, stream
from simulator.wire.operation import Operation


class EventQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Whose events are wanted: those of one site, or of all."""

    site: str | None = None


class EventRoutes:
    """``/events``."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "GET",
                "/events",
                self.listen,
                query=EventQuery,
                headers={"Last-Event-ID": "The last event that was seen; those after it come first."},
                answers={200: {MEDIA_TYPE: str}},
                errors=MANY_STREAMS,
            )
        ]

    async def listen(self, request: Request) -> Response:
        """Events of one site (``?site=``) or of all; a reader that comes back misses none that is remembered."""
        after = request.headers.get("last-event-id")
        listener = await self._events.listen(bodies.query(request, EventQuery).site or None, after or None)
        return stream(request, _texts(listener), listener.close)


async def _texts(listener: Listener) -> AsyncIterator[str]:
    with contextlib.suppress(Ended):
        yield KEEP_ALIVE
        while True:
            event = await listener.next(KEEP_ALIVE_SECONDS)
            if event is None:
                yield KEEP_ALIVE
            else:
                yield event_text(event.kind, {"siteId": event.site_id, event.kind: event.data}, event.event_id)
