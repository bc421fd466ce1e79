"""Sessions in a store."""

from collections.abc import Callable, Sequence

from simulator.core.session import Session
from simulator.state.bounds import MAX_ENTRIES
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import Shelf, Store, Written

_SESSION: Codec[Session] = Codec(Session)


class DurableSessions:
    """The sessions of each site, in the order in which they were opened."""

    def __init__(self, store: Store, bound: int = MAX_ENTRIES) -> None:
        self._store = store
        self._bound = bound

    async def get(self, site_id: str, session_id: str) -> Session | None:
        """The session, or None."""
        return _SESSION.read(await self._store.get(self._shelf(site_id), session_id))

    async def put(self, session: Session) -> None:
        """Keep the session in place of the one with its id."""
        await self._store.put(self._shelf(session.site_id), session.session_id, Written(_SESSION.encode(session)))

    async def change(self, site_id: str, session_id: str, change: Callable[[Session], Session]) -> Session | None:
        """Set the session to what ``change`` makes of it."""

        def changed(before: bytes | None) -> Written | None:
            return None if before is None else Written(_SESSION.encode(change(_SESSION.decode(before))))

        return _SESSION.read(await self._store.change(self._shelf(site_id), session_id, changed))

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Session]:
        """At most ``first`` sessions, newest first, behind the one with the id ``after``."""
        return tuple(map(_SESSION.decode, await self._store.page(self._shelf(site_id), after, first)))

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return await self._store.count(self._shelf(site_id))

    def _shelf(self, site_id: str) -> Shelf:
        return Shelf("session", site_id, self._bound)
