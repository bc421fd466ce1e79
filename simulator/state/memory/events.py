"""Events within one process."""

import asyncio
import uuid
from collections import deque
from typing import Protocol

import msgspec
from msgspec.structs import replace

from simulator.core.event import Event, session_event
from simulator.core.refusal import Refusal
from simulator.core.session import Session
from simulator.state.bounds import MAX_LISTENERS, MAX_REMEMBERED, MAX_WAITING
from simulator.state.protocols import Ended

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Event).decode


class Kept(Protocol):
    """What an event can be made of."""

    def event(self) -> Event:
        """The event."""


class KeptSession(msgspec.Struct, frozen=True, gc=False):
    """A session as it stood at a site's time."""

    session: Session
    now: float

    def event(self) -> Event:
        """What listeners hear of it."""
        return session_event(self.session, self.now)


# What is remembered: bytes, as so all that an event speaks of is freed while it is at hand; or what it can be made of.
Remembered = bytes | Kept


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
        self._newest: deque[Remembered] = deque(maxlen=remembered)
        self._listeners: dict[MemoryListener, None] = {}

    async def publish(self, event: Event) -> None:
        """Tell every listener."""
        self._remember(_encode(event))
        self._tell(event)

    def publish_kept(self, kept: Kept) -> None:
        """The same of what is kept; nobody pays for the event before somebody hears of it."""
        self._remember(kept)
        if self._listeners:
            self._tell(kept.event())

    def _remember(self, remembered: Remembered) -> None:
        self._published += 1
        self._newest.append(remembered)

    def _tell(self, event: Event) -> None:
        if self._listeners:
            event = replace(event, event_id=self._id(self._published))
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
            for event in self._behind(after):
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

    def _behind(self, event_id: str) -> list[Event]:
        newest, first = list(self._newest), self._published - len(self._newest) + 1
        process, _, number = event_id.partition("-")
        known = process == self._process and number.isascii() and number.isdigit()
        skipped = max(0, int(number[:18]) - first + 1) if known else 0
        return [
            replace(_recalled(one), event_id=self._id(first + place))
            for place, one in enumerate(newest)
            if place >= skipped
        ]

    def _id(self, number: int) -> str:
        return f"{self._process}-{number}"


def _recalled(remembered: Remembered) -> Event:
    return _decode(remembered) if isinstance(remembered, bytes) else remembered.event()
