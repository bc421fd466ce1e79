"""Counts of attempts in a store."""

from simulator.state.bounds import MAX_ACTIVATIONS
from simulator.state.durable.store import Shelf, Store, Written


class DurableActivations:
    """The newest ``bound`` activations of each site, and the sessions that as many of them opened."""

    def __init__(self, store: Store, bound: int = MAX_ACTIVATIONS) -> None:
        self._store = store
        self._bound = bound

    async def count(self, site_id: str, activation_id: str, limit: int) -> int | None:
        """The number of this attempt, or None where ``limit`` was reached before."""
        return await self._store.tally(Shelf("activation", site_id, self._bound), activation_id, limit)

    async def opened(self, site_id: str, activation_id: str) -> str | None:
        """The id of the session that the activation opened."""
        session_id = await self._store.get(self._sessions(site_id), activation_id)
        return None if session_id is None else session_id.decode()

    async def set_opened(self, site_id: str, activation_id: str, session_id: str) -> None:
        """Remember the session that the activation opened."""
        await self._store.put(self._sessions(site_id), activation_id, Written(session_id.encode()))

    def _sessions(self, site_id: str) -> Shelf:
        return Shelf("opened", site_id, self._bound)
