"""Events of every process that shares a store."""

import asyncio

from simulator.core.event import Event
from simulator.core.refusal import Refusal
from simulator.state.bounds import MAX_LISTENERS, MAX_REMEMBERED, MAX_WAITING
from simulator.state.durable.listener import DurableListener
from simulator.state.durable.store import BEGINNING, Position, Store
from simulator.state.unavailable import Unavailable

_LOOK_SECONDS = 5.0
_PAUSE_SECONDS = 0.5  # before looking again after the store was away


class DurableEvents:
    """While anybody listens, one task reads what was published, wherever it was, and tells every listener."""

    def __init__(
        self,
        store: Store,
        bound: int = MAX_WAITING,
        remembered: int = MAX_REMEMBERED,
        listeners: int = MAX_LISTENERS,
    ) -> None:
        self._store = store
        self._bound = bound
        self._remembered = remembered
        self._most = listeners
        self._listeners: dict[DurableListener, None] = {}
        self._beginning = asyncio.Lock()
        self._reader: asyncio.Task[None] | None = None

    async def publish(self, event: Event) -> None:
        """Tell every listener."""
        await self._store.publish(event, self._remembered)

    async def listen(self, site_id: str | None = None, after: str | None = None) -> DurableListener:
        """A listener of one site or of all: from now on, or of all that is remembered behind an event."""
        if len(self._listeners) >= self._most:
            message = f"{self._most} event streams are open already; close one first."
            raise Refusal("too_many_streams", found=len(self._listeners), expected=self._most, message=message)
        listener = DurableListener(site_id, self._bound, self._left)
        self._listeners[listener] = None  # at once, so that nothing told meanwhile is missed
        try:
            async with self._beginning:
                await self._begin(listener, after)
        except BaseException:
            listener.close()
            raise
        return listener

    def close(self) -> None:
        """End every stream."""
        for listener in list(self._listeners):
            listener.end()

    async def _begin(self, listener: DurableListener, after: str | None) -> None:
        if after is None:
            start = await self._store.latest()
            listener.begin(start)
        else:
            start = self._store.position(after) or BEGINNING
            missed = await self._store.behind(start, 0)
            listener.begin(start, missed)
            start = missed[-1][0] if missed else start
        if self._listeners and (self._reader is None or self._reader.done()):
            self._reader = asyncio.create_task(self._read(start))

    def _left(self, listener: DurableListener) -> None:
        self._listeners.pop(listener, None)
        if not self._listeners and self._reader is not None:
            self._reader.cancel()
            self._reader = None

    async def _read(self, position: Position) -> None:
        while self._listeners:
            try:
                told = await self._store.behind(position, _LOOK_SECONDS)
            except Unavailable:
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            for place, event in told:
                position = place
                for listener in list(self._listeners):
                    listener.tell(place, event)
