"""The state as one provider sees it."""

import asyncio

from simulator.core.site import Site
from simulator.state.memory import MemoryState
from simulator.state.of_provider import of_provider


def test_sites_of_other_providers_do_not_exist() -> None:
    async def look() -> None:
        state = MemoryState()
        own, other = Site("own", provider="a"), Site("other", provider="b")
        for site in (own, other):
            await state.sites.add(site)
        seen = of_provider(state, "a")
        assert await seen.sites.get("own") == own
        assert await seen.sites.get("other") is None
        assert list(await seen.sites.all()) == [own]

    asyncio.run(look())


def test_all_else_is_the_same() -> None:
    async def look() -> None:
        state = MemoryState()
        seen = of_provider(state, "a")
        assert await seen.sites.add(Site("new", provider="a"))
        assert await state.sites.get("new")
        assert seen.clocks is state.clocks

    asyncio.run(look())
