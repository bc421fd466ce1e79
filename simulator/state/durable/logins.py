"""Counts of logins in a store, for the limits of the token endpoint."""

from simulator.state.bounds import MAX_COUNTERS
from simulator.state.durable.store import NO_SITE, Shelf, Store


class DurableLogins:
    """A count for each key and window; old windows make room for new ones."""

    def __init__(self, store: Store, bound: int = MAX_COUNTERS) -> None:
        self._store = store
        self._shelf = Shelf("login", NO_SITE, bound)

    async def count(self, key: str, window: int) -> int:
        """How often the key came in the window, this time included."""
        return await self._store.tally(self._shelf, f"{window} {key}", None) or 0
