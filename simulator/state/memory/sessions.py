"""Sessions in memory."""

from collections.abc import Callable, Sequence

from simulator.core.session import Session
from simulator.state.bounds import MAX_ENTRIES
from simulator.state.memory.packed import Packed
from simulator.state.memory.pages import Pages

_NONE: Pages[Session] = Pages(Packed(Session, ""), 0)


class MemorySessions:
    """The sessions of each site, in the order in which they were opened."""

    def __init__(self, bound: int = MAX_ENTRIES) -> None:
        self._bound = bound
        self._sites: dict[str, Pages[Session]] = {}

    async def get(self, site_id: str, session_id: str) -> Session | None:
        """The session, or None."""
        return self._known(site_id).get(session_id)

    async def put(self, session: Session) -> None:
        """Keep the session in place of the one with its id."""
        site = self._sites.get(session.site_id)
        if site is None:
            site = self._sites[session.site_id] = Pages(Packed(Session, session.site_id), self._bound)
        site.put(session.session_id, session)

    async def change(self, site_id: str, session_id: str, change: Callable[[Session], Session]) -> Session | None:
        """Set the session to what ``change`` makes of it."""
        session = self._known(site_id).get(session_id)
        if session is None:
            return None
        session = change(session)
        await self.put(session)
        return session

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Session]:
        """At most ``first`` sessions, newest first, behind the one with the id ``after``."""
        return self._known(site_id).page(after, first)

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return len(self._known(site_id))

    def forget(self, site_id: str) -> None:
        """Forget the site's sessions."""
        self._sites.pop(site_id, None)

    def _known(self, site_id: str) -> Pages[Session]:
        """For reading alone: asking about a site that does not exist must take no room."""
        return self._sites.get(site_id) or _NONE
