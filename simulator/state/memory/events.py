"""Events within one process."""

import asyncio

from simulator.core.event import Event
from simulator.state.protocols import Ended

MAX_WAITING = 1000


class MemoryListener:
    """One listener's queue; it hears what is published from its creation on."""

    def __init__(self, events: "MemoryEvents", site_id: str | None, bound: int) -> None:
        self.site_id = site_id
        self._events = events
        self._bound = bound
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()

    async def next(self, seconds: float) -> Event | None:
        """The next event, or None after so many seconds without one; raises Ended."""
        try:
            event = await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return None
        if event is None:
            raise Ended
        return event

    def tell(self, event: Event) -> None:
        """Queue an event; a listener that is too far behind is ended, so that it comes back and reads anew."""
        if self._queue.qsize() < self._bound:
            self._queue.put_nowait(event)
        else:
            self.end()

    def end(self) -> None:
        """No more events."""
        self.close()
        self._queue.put_nowait(None)

    def close(self) -> None:
        """Stop listening."""
        self._events.leave(self)


class MemoryEvents:
    """Tells every listener of a site, and those of all sites."""

    def __init__(self, bound: int = MAX_WAITING) -> None:
        self._bound = bound
        self._listeners: dict[MemoryListener, None] = {}

    async def publish(self, event: Event) -> None:
        """Tell every listener."""
        for listener in list(self._listeners):
            if listener.site_id is None or listener.site_id == event.site_id:
                listener.tell(event)

    def listen(self, site_id: str | None = None) -> MemoryListener:
        """A listener that hears events from now on, of one site or of all."""
        listener = MemoryListener(self, site_id, self._bound)
        self._listeners[listener] = None
        return listener

    def leave(self, listener: MemoryListener) -> None:
        """Forget a listener."""
        self._listeners.pop(listener, None)

    def close(self) -> None:
        """End every stream."""
        for listener in list(self._listeners):
            listener.end()
