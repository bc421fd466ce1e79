"""Visitors in a store."""

from collections.abc import Sequence

from simulator.core.visitor import Visitor
from simulator.state.bounds import MAX_ENTRIES
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import Shelf, Store, Written

_VISITOR: Codec[Visitor] = Codec(Visitor)


class DurableVisitors:
    """The visitors of each site, marked with their user ids."""

    def __init__(self, store: Store, bound: int = MAX_ENTRIES) -> None:
        self._store = store
        self._bound = bound

    async def of_user(self, site_id: str, user_id: str, fresh: Visitor) -> Visitor:
        """The visitor with the user id; ``fresh`` becomes it where there is none."""
        written = Written(_VISITOR.encode(fresh), user_id)
        known = await self._store.settle(self._shelf(site_id), fresh.visitor_id, written)
        return fresh if known == written.value else _VISITOR.decode(known)

    async def put(self, visitor: Visitor) -> None:
        """Keep the visitor in place of the one with its id."""
        written = Written(_VISITOR.encode(visitor), visitor.user_id)
        await self._store.put(self._shelf(visitor.site_id), visitor.visitor_id, written)

    async def get(self, site_id: str, visitor_id: str) -> Visitor | None:
        """The visitor, or None."""
        return _VISITOR.read(await self._store.get(self._shelf(site_id), visitor_id))

    async def find(self, visitor_id: str) -> Visitor | None:
        """The visitor of whatever site, or None."""
        return _VISITOR.read(await self._store.find("visitor", visitor_id))

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Visitor]:
        """At most ``first`` visitors, newest first, behind the one with the id ``after``."""
        return tuple(map(_VISITOR.decode, await self._store.page(self._shelf(site_id), after, first)))

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return await self._store.count(self._shelf(site_id))

    def _shelf(self, site_id: str) -> Shelf:
        return Shelf("visitor", site_id, self._bound)
