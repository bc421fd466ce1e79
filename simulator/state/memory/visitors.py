"""Visitors in memory."""

from collections.abc import Sequence

from simulator.core.visitor import Visitor
from simulator.state.bounds import MAX_ENTRIES
from simulator.state.memory.pages import Pages


class MemoryVisitors:
    """The visitors of each site, and an index of all by their id, which no two sites share."""

    def __init__(self, bound: int = MAX_ENTRIES) -> None:
        self._bound = bound
        self._sites: dict[str, Pages[Visitor]] = {}
        self._of_user: dict[tuple[str, str], str] = {}
        self._site_of: dict[str, str] = {}

    async def of_user(self, site_id: str, user_id: str, fresh: Visitor) -> Visitor:
        """The visitor with the user id; ``fresh`` becomes it where there is none."""
        known = self._of_user.get((site_id, user_id))
        visitor = self._known(site_id).get(known) if known else None
        if visitor is None:
            await self.put(fresh)
            return fresh
        return visitor

    async def put(self, visitor: Visitor) -> None:
        """Keep the visitor in place of the one with its id."""
        gone = self._sites.setdefault(visitor.site_id, Pages(self._bound)).put(visitor.visitor_id, visitor)
        if gone is not None:
            self._unindex(gone)
        self._site_of[visitor.visitor_id] = visitor.site_id
        if visitor.user_id is not None:
            self._of_user[visitor.site_id, visitor.user_id] = visitor.visitor_id

    async def get(self, site_id: str, visitor_id: str) -> Visitor | None:
        """The visitor, or None."""
        return self._known(site_id).get(visitor_id)

    async def find(self, visitor_id: str) -> Visitor | None:
        """The visitor of whatever site, or None."""
        site_id = self._site_of.get(visitor_id)
        return None if site_id is None else self._known(site_id).get(visitor_id)

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Visitor]:
        """At most ``first`` visitors, newest first, behind the one with the id ``after``."""
        return self._known(site_id).page(after, first)

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return len(self._known(site_id))

    def forget(self, site_id: str) -> None:
        """Forget the site's visitors."""
        site = self._sites.pop(site_id, None)
        for visitor in site.page(None, len(site)) if site else ():
            self._unindex(visitor)

    def _unindex(self, visitor: Visitor) -> None:
        self._site_of.pop(visitor.visitor_id, None)
        if visitor.user_id is not None:
            self._of_user.pop((visitor.site_id, visitor.user_id), None)

    def _known(self, site_id: str) -> Pages[Visitor]:
        """For reading alone: asking about a site that does not exist must take no room."""
        return self._sites.get(site_id) or Pages(0)
