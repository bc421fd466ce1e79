"""Where it stands: sites, their clocks, and what is armed or playing on them."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from simulator.core.clock import SiteClock
from simulator.core.fault import Fault
from simulator.core.scenario import ScenarioRun
from simulator.core.site import Site


class Sites(Protocol):
    """The sites that are set up."""

    async def get(self, site_id: str) -> Site | None:
        """The site, or None."""

    async def add(self, site: Site) -> bool:
        """Keep a new site; False where its id is taken. Raises Refusal at the bound."""

    async def adopt(self, site: Site) -> None:
        """Keep a site of the set-up, unless it is there and the set-up says what it said at an earlier start.

        So changes over HTTP outlive a restart, until the set-up itself is changed. Raises Refusal at the bound.
        """

    async def put(self, site: Site) -> None:
        """Keep the site in place of the one with its id. Raises Refusal at the bound."""

    async def change(self, site_id: str, change: Callable[[Site], Site]) -> Site | None:
        """Set the site to what ``change`` makes of it, and return that; None where there is none."""

    async def remove(self, site_id: str) -> bool:
        """Forget the site; False where there was none."""

    async def all(self) -> Sequence[Site]:
        """Every site, oldest first."""


class Clocks(Protocol):
    """Each site's clock."""

    async def get(self, site_id: str) -> SiteClock:
        """The site's clock; real time where it was never touched."""

    async def change(self, site_id: str, change: Callable[[SiteClock], SiteClock]) -> SiteClock:
        """Set the clock to what ``change`` makes of it, and return that."""


class Faults(Protocol):
    """Failure modes that are armed."""

    async def arm(self, site_id: str, fault: Fault) -> None:
        """Keep a fault. Raises Refusal at the bound."""

    async def all(self, site_id: str) -> Sequence[Fault]:
        """The site's faults, oldest first, with what is left of their counts."""

    async def take(self, site_id: str, points: Collection[str], user_id: str | None) -> Fault | None:
        """The fault that strikes a request at one of these points, or None; each that matches has met it."""

    async def remove(self, site_id: str, which: Callable[[Fault], bool]) -> bool:
        """Remove those of the site's faults; False where there was none."""

    async def clear(self, site_id: str) -> None:
        """Remove the site's faults."""


class Scenarios(Protocol):
    """The scenario that runs on each site, or ran last."""

    async def get(self, site_id: str) -> ScenarioRun | None:
        """The site's scenario, or None."""

    async def start(self, run: ScenarioRun) -> bool:
        """Keep a run in place of the one before; False where that is running still."""

    async def change(self, site_id: str, change: Callable[[ScenarioRun], ScenarioRun]) -> ScenarioRun | None:
        """Set the run to what ``change`` makes of it, and return that; None where there is none."""
