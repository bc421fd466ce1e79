"""Somebody who hears what all processes publish."""

import asyncio
from collections.abc import Callable, Iterable

from simulator.core.event import Event
from simulator.state.durable.store import Position
from simulator.state.protocols import Ended

Told = tuple[Position, Event]


class DurableListener:
    """One listener's queue. What it is told before it has begun is held back, as what happened earlier comes first."""

    def __init__(self, site_id: str | None, bound: int, leave: Callable[["DurableListener"], None]) -> None:
        self._site_id = site_id
        self._bound = bound
        self._leave = leave
        self._last: Position | None = None
        self._held: list[Told] = []
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()

    def begin(self, position: Position, missed: Iterable[Told] = ()) -> None:
        """Hear what was missed, and from then on what stands behind that, or behind the position."""
        self._last = position
        for told in (*missed, *self._held):
            self.tell(*told)
        self._held.clear()

    async def next(self, seconds: float) -> Event | None:
        """The next event, or None after so many seconds without one; raises Ended."""
        try:
            event = await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return None
        if event is None:
            raise Ended
        return event

    def tell(self, position: Position, event: Event) -> None:
        """Queue an event; a listener that is too far behind is ended, so that it comes back and reads anew."""
        if self._last is None:
            self._held.append((position, event))
            return
        if position <= self._last:
            return
        self._last = position
        if self._site_id is not None and self._site_id != event.site_id:
            return
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
        self._leave(self)
