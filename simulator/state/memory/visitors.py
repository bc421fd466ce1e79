"""Visitors in memory."""

from collections.abc import Sequence

from simulator.core.visitor import Visitor
from simulator.state.bounds import MAX_ENTRIES
from simulator.state.memory.packed import Packed
from simulator.state.memory.pages import Pages
from simulator.state.memory.pieces import Pieces


class _Site:
    """One site's visitors, and the ids of those that have a user id, by that."""

    def __init__(self, site_id: str, bound: int) -> None:
        self.visitors: Pages[Visitor] = Pages(Packed(Visitor, site_id), bound)
        self.of_user: Pieces[str] = Pieces()

    def put(self, visitor: Visitor) -> None:
        gone = self.visitors.put(visitor.visitor_id, visitor)
        if gone is not None and gone.user_id is not None:
            self.of_user.pop(gone.user_id)
        if visitor.user_id is not None:
            self.of_user[visitor.user_id] = visitor.visitor_id


_NONE = _Site("", 0)


class MemoryVisitors:
    """The visitors of each site. No two sites share an id."""

    def __init__(self, bound: int = MAX_ENTRIES) -> None:
        self._bound = bound
        self._sites: dict[str, _Site] = {}

    async def of_user(self, site_id: str, user_id: str, fresh: Visitor) -> Visitor:
        """The visitor with the user id; ``fresh`` becomes it where there is none."""
        site = self._known(site_id)
        known = site.of_user.get(user_id)
        visitor = site.visitors.get(known) if known else None
        if visitor is None:
            await self.put(fresh)
            return fresh
        return visitor

    async def put(self, visitor: Visitor) -> None:
        """Keep the visitor in place of the one with its id."""
        site = self._sites.get(visitor.site_id)
        if site is None:
            site = self._sites[visitor.site_id] = _Site(visitor.site_id, self._bound)
        site.put(visitor)

    async def get(self, site_id: str, visitor_id: str) -> Visitor | None:
        """The visitor, or None."""
        return self._known(site_id).visitors.get(visitor_id)

    async def find(self, visitor_id: str) -> Visitor | None:
        """The visitor of whatever site, or None."""
        everywhere = (site.visitors.get(visitor_id) for site in self._sites.values())
        return next((visitor for visitor in everywhere if visitor), None)

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Visitor]:
        """At most ``first`` visitors, newest first, behind the one with the id ``after``."""
        return self._known(site_id).visitors.page(after, first)

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return len(self._known(site_id).visitors)

    def forget(self, site_id: str) -> None:
        """Forget the site's visitors."""
        self._sites.pop(site_id, None)

    def _known(self, site_id: str) -> _Site:
        """For reading alone: asking about a site that does not exist must take no room."""
        return self._sites.get(site_id) or _NONE
