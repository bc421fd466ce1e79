"""Sites' clocks in memory."""

from collections.abc import Callable

from simulator.core.clock import REAL_TIME, SiteClock


class MemoryClocks:
    """Clocks that differ from real time; the others take no room."""

    def __init__(self) -> None:
        self._clocks: dict[str, SiteClock] = {}

    async def get(self, site_id: str) -> SiteClock:
        """The site's clock."""
        return self._clocks.get(site_id, REAL_TIME)

    async def change(self, site_id: str, change: Callable[[SiteClock], SiteClock]) -> SiteClock:
        """Set the clock to what ``change`` makes of it."""
        clock = change(self._clocks.get(site_id, REAL_TIME))
        self._clocks[site_id] = clock
        return clock

    def forget(self, site_id: str) -> None:
        """Back to real time."""
        self._clocks.pop(site_id, None)
