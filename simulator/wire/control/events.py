"""Everything that happens, as server-sent events."""

import contextlib
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.state.protocols import Ended, Events, Listener
from simulator.wire.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, event_text, stream


class EventRoutes:
    """``/events``."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def routes(self) -> list[Route]:
        """Where they live."""
        return [Route("/events", self.listen, methods=["GET"])]

    async def listen(self, request: Request) -> Response:
        """Events of one site (``?site=``) or of all; a reader that comes back misses none that is remembered."""
        after = request.headers.get("last-event-id")
        listener = self._events.listen(request.query_params.get("site") or None, after or None)
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
