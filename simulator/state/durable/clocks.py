"""Sites' clocks in a store."""

from collections.abc import Callable

from simulator.core.clock import REAL_TIME, SiteClock
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import CLOCK, Shelf, Store, Written

_CLOCK: Codec[SiteClock] = Codec(SiteClock)


class DurableClocks:
    """Clocks that differ from real time; the others take no room."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, site_id: str) -> SiteClock:
        """The site's clock."""
        return _CLOCK.read(await self._store.get(_shelf(site_id), CLOCK)) or REAL_TIME

    async def change(self, site_id: str, change: Callable[[SiteClock], SiteClock]) -> SiteClock:
        """Set the clock to what ``change`` makes of it."""

        def changed(before: bytes | None) -> Written:
            return Written(_CLOCK.encode(change(_CLOCK.read(before) or REAL_TIME)))

        return _CLOCK.read(await self._store.change(_shelf(site_id), CLOCK, changed)) or REAL_TIME


def _shelf(site_id: str) -> Shelf:
    return Shelf("clock", site_id, 1)
