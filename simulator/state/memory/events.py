"""Events within one process."""

import asyncio
import uuid
from collections import deque

from simulator.core.event import Event
from simulator.core.refusal import Refusal
from simulator.state.bounds import MAX_LISTENERS, MAX_REMEMBERED, MAX_WAITING
from simulator.state.memory.packed import Packed
from simulator.state.protocols import Ended

# Those that are remembered: bytes are freed at once, and all that an event speaks of is freed while it is at hand.
_FORM: Packed[Event] = Packed(Event)


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
    """Tells every listener of a site, and those of all sites; remembers the newest events for those who come back."""

    def __init__(
        self, bound: int = MAX_WAITING, remembered: int = MAX_REMEMBERED, listeners: int = MAX_LISTENERS
    ) -> None:
        self._bound = bound
        self._most = listeners
        self._process = uuid.uuid4().hex[:8]
        self._published = 0
        self._newest: deque[bytes] = deque(maxlen=remembered)
        self._listeners: dict[MemoryListener, None] = {}

    async def publish(self, event: Event) -> None:
        """Tell every listener."""
        self._published += 1
        event = Event(event.site_id, event.kind, event.data, f"{self._process}-{self._published}")
        self._newest.append(_FORM.pack(event))
        for listener in list(self._listeners):
            if listener.site_id is None or listener.site_id == event.site_id:
                listener.tell(event)

    async def listen(self, site_id: str | None = None, after: str | None = None) -> MemoryListener:
        """A listener of one site or of all: from now on, or of all that is remembered behind an event."""
        if len(self._listeners) >= self._most:
            message = f"{self._most} event streams are open already; close one first."
            raise Refusal("too_many_streams", found=len(self._listeners), expected=self._most, message=message)
        listener = MemoryListener(self, site_id, self._bound)
        self._listeners[listener] = None
        if after is not None:
            for event in map(_FORM.unpack, self._behind(after)):
                if site_id is None or site_id == event.site_id:
                    listener.tell(event)
        return listener

    def leave(self, listener: MemoryListener) -> None:
        """Forget a listener."""
        self._listeners.pop(listener, None)

    def close(self) -> None:
        """End every stream."""
        for listener in list(self._listeners):
            listener.end()

    def _behind(self, event_id: str) -> list[bytes]:
        process, _, number = event_id.partition("-")
        if process != self._process or not (number.isascii() and number.isdigit()):
            return list(self._newest)
        missed = max(0, self._published - int(number[:18]))
        return list(self._newest)[-missed:] if missed else []
