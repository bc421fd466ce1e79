"""Sites in memory."""

from collections.abc import Callable, Sequence

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.state.bounds import MAX_SITES


class MemorySites:
    """At most ``bound`` sites; the listing is made anew only when one changed, as every verification may read it."""

    def __init__(self, bound: int = MAX_SITES) -> None:
        self._bound = bound
        self._sites: dict[str, Site] = {}
        self._listed: tuple[Site, ...] | None = None

    def begin_with(self, sites: Sequence[Site]) -> None:
        """Keep these, however many; ``bound`` is for those that come later."""
        self._sites = {site.site_id: site for site in sites}
        self._listed = None

    async def get(self, site_id: str) -> Site | None:
        """The site, or None."""
        return self._sites.get(site_id)

    async def add(self, site: Site) -> bool:
        """Keep a new site; False where its id is taken."""
        if site.site_id in self._sites:
            return False
        await self.put(site)
        return True

    async def adopt(self, site: Site) -> None:
        """Keep a site of the set-up; memory knows of no earlier start."""
        await self.add(site)

    async def put(self, site: Site) -> None:
        """Keep the site in place of the one with its id."""
        if site.site_id not in self._sites and len(self._sites) >= self._bound:
            message = f"There are {self._bound} sites already; delete one first."
            raise Refusal("too_many_sites", found=len(self._sites), expected=self._bound, message=message)
        self._sites[site.site_id] = site
        self._listed = None

    async def change(self, site_id: str, change: Callable[[Site], Site]) -> Site | None:
        """Set the site to what ``change`` makes of it."""
        site = self._sites.get(site_id)
        if site is None:
            return None
        await self.put(site := change(site))
        return site

    async def remove(self, site_id: str) -> bool:
        """Forget the site; False where there was none."""
        self._listed = None
        return self._sites.pop(site_id, None) is not None

    async def all(self) -> Sequence[Site]:
        """Every site, oldest first."""
        if self._listed is None:
            self._listed = tuple(self._sites.values())
        return self._listed
