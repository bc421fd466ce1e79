"""Sites in a store."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.settings import Misconfigured
from simulator.state.bounds import MAX_SITES
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import NO_SITE, Shelf, Store, Written
from simulator.state.unavailable import Unavailable

_SITE: Codec[Site] = Codec(Site)
_UNREAD = -1  # no revision
_LOG = logging.getLogger(__name__)


class DurableSites:
    """At most ``bound`` sites. They are decoded again only after one changed, as every verification reads them."""

    def __init__(self, store: Store, bound: int = MAX_SITES) -> None:
        self._store = store
        self._shelf = Shelf("site", NO_SITE, bound)
        self._adopted = Shelf("adopted", NO_SITE, bound)
        self._owner = ""
        self._starting: tuple[Site, ...] = ()
        self._restoring = asyncio.Lock()
        self._revision = _UNREAD
        self._sites: dict[str, Site] = {}
        self._listed: tuple[Site, ...] = ()

    def stand_by(self, owner: str, starting: Sequence[Site]) -> None:
        """Set these sites up again once the store has lost them, as a Redis does that was emptied."""
        self._owner, self._starting = owner, tuple(starting)

    async def get(self, site_id: str) -> Site | None:
        """The site, or None."""
        await self.refresh()
        return self._sites.get(site_id)

    async def add(self, site: Site) -> bool:
        """Keep a new site; False where its id is taken."""
        done = await self._store.insert(self._shelf, site.site_id, Written(_SITE.encode(site)))
        if done == "full":
            raise self._full()
        return done == "kept"

    async def adopt(self, site: Site) -> None:
        """Keep a site of the set-up, unless it is there and the set-up says what it said at an earlier start."""
        said = hashlib.sha256(_SITE.encode(site)).digest()
        is_known = await self._store.get(self._adopted, site.site_id) == said
        if not is_known or await self._store.get(self._shelf, site.site_id) is None:
            await self.put(site)
            await self._store.put(self._adopted, site.site_id, Written(said))

    async def put(self, site: Site) -> None:
        """Keep the site in place of the one with its id."""
        written = Written(_SITE.encode(site))

        def in_place(before: bytes | None) -> Written | None:
            return None if before is None else written

        while (done := await self._store.insert(self._shelf, site.site_id, written)) != "kept":
            if done == "full":
                raise self._full()
            if await self._store.change(self._shelf, site.site_id, in_place) is not None:
                return

    async def change(self, site_id: str, change: Callable[[Site], Site]) -> Site | None:
        """Set the site to what ``change`` makes of it."""

        def changed(before: bytes | None) -> Written | None:
            return None if before is None else Written(_SITE.encode(change(_SITE.decode(before))))

        return _SITE.read(await self._store.change(self._shelf, site_id, changed))

    async def remove(self, site_id: str) -> bool:
        """Forget the site; False where there was none."""
        return await self._store.remove(self._shelf, site_id)

    async def all(self) -> Sequence[Site]:
        """Every site, oldest first."""
        await self.refresh()
        return self._listed

    @property
    def revision(self) -> int:
        """Of the sites that were read last."""
        return self._revision

    @property
    def listed(self) -> Sequence[Site]:
        """The sites that were read last, oldest first."""
        return self._listed

    def known(self, site_id: str) -> Site | None:
        """The site as it was read last, or None."""
        return self._sites.get(site_id)

    async def refresh(self) -> None:
        """Read the sites, where they changed."""
        revision, values = await self._store.listing(self._shelf, self._revision)
        if values is not None and await self._is_lost():
            await self._restore()
            revision, values = await self._store.listing(self._shelf, _UNREAD)
        if values is not None:
            self._listed = tuple(_SITE.decode(value) for value in values)
            self._sites = {site.site_id: site for site in self._listed}
            self._revision = revision

    async def _is_lost(self) -> bool:
        """Whether the store no longer knows of a starting site. Of one that somebody deleted it does."""
        return None in await asyncio.gather(*(self._store.get(self._adopted, site.site_id) for site in self._starting))

    async def _restore(self) -> None:
        async with self._restoring:
            if not await self._is_lost():
                return
            try:
                await self._store.claim(self._owner)
            except Misconfigured as error:
                raise Unavailable("state_unavailable", str(error)) from None
            for site in self._starting:
                await self.adopt(site)
        _LOG.warning("The state has lost its sites; those of the set-up are there again, and all else is forgotten.")

    def _full(self) -> Refusal:
        bound = self._shelf.bound
        message = f"There are {bound} sites already; delete one first."
        return Refusal("too_many_sites", found=bound, expected=bound, message=message)
