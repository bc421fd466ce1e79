"""The state as one provider sees it: its own sites, and no others."""

from collections.abc import Sequence
from typing import Any, cast

from simulator.core.site import Site
from simulator.state.protocols import Sites, State


def of_provider(state: State, provider: str) -> State:
    """The same state, in which sites of other providers don't exist."""
    return cast("State", _View(state, provider))


class _View:
    def __init__(self, state: State, provider: str) -> None:
        self._state = state
        self.sites = _Own(state.sites, provider)

    def __getattr__(self, name: str) -> Any:
        """What is not its own, looked up once: each request asks for it a dozen times."""
        found = self.__dict__[name] = getattr(self._state, name)
        return found


class _Own:
    def __init__(self, sites: Sites, provider: str) -> None:
        self._sites = sites
        self._provider = provider
        self._every: Sequence[Site] = ()
        self._own: Sequence[Site] = ()

    async def get(self, site_id: str) -> Site | None:
        site = await self._sites.get(site_id)
        return site if site and site.provider == self._provider else None

    async def all(self) -> Sequence[Site]:
        every = await self._sites.all()
        if every is not self._every:
            self._every, self._own = every, tuple(site for site in every if site.provider == self._provider)
        return self._own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sites, name)
