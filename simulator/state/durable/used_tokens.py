"""Fingerprints of used tokens in a store."""

from simulator.state.bounds import MAX_FINGERPRINTS
from simulator.state.durable.store import Shelf, Store, Written

_USED = Written(b"")


class DurableUsedTokens:
    """The newest ``bound`` fingerprints of each site."""

    def __init__(self, store: Store, bound: int = MAX_FINGERPRINTS) -> None:
        self._store = store
        self._bound = bound

    async def has(self, site_id: str, fingerprint: str) -> bool:
        """Whether the token has opened a session on the site."""
        return await self._store.get(self._shelf(site_id), fingerprint) is not None

    async def add(self, site_id: str, fingerprint: str) -> None:
        """Remember that it has."""
        await self._store.put(self._shelf(site_id), fingerprint, _USED)

    def _shelf(self, site_id: str) -> Shelf:
        return Shelf("token", site_id, self._bound)
