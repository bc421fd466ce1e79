"""The journal in a store."""

from collections.abc import Sequence

from simulator.core.attempt import Attempt
from simulator.state.bounds import MAX_ATTEMPTS
from simulator.state.durable.store import Store
from simulator.state.protocols import AttemptFilter


class DurableJournal:
    """The newest ``bound`` attempts of each site."""

    def __init__(self, store: Store, bound: int = MAX_ATTEMPTS) -> None:
        self._store = store
        self._bound = bound

    async def append(self, attempt: Attempt) -> None:
        """Keep the attempt; the oldest goes where the bound is reached."""
        await self._store.append(attempt, self._bound)

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many match, and at most ``limit`` of them, newest first."""
        return await self._store.select(site_id, wanted, limit)

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""
        await self._store.clear(site_id)
