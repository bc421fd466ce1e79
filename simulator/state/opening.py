"""The state that a URL names. What a store needs is imported only for those who use it."""

from collections.abc import Sequence

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.settings import Misconfigured, StatePlace
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.protocols import State
from simulator.state.unavailable import Unavailable


def open_state(url: str, bounds: Bounds = DEFAULT) -> State:
    """The state; raises Misconfigured where it cannot be had."""
    place = StatePlace.of(url)
    if place is not None and place.path is not None:
        from simulator.state import sqlite  # noqa: PLC0415 - start-up: few use it

        return sqlite.open_state(place.path, bounds)
    if place is not None and place.kind == "redis":
        try:
            from simulator.state import redis  # noqa: PLC0415 - an extra, which only its users install
        except ModuleNotFoundError as missing:
            if (missing.name or "").partition(".")[0] not in ("redis", "hiredis"):
                raise
            raise Misconfigured(
                "state: Redis needs the extra redis. In a checkout:"
                " .venv/bin/python -m pip install --editable '.[redis]'; elsewhere install the simulator from its"
                " repository's path with the extra: 'PATH[redis]'."
            ) from None
        return redis.open_state(url, bounds)
    from simulator.state.memory import MemoryState  # noqa: PLC0415 - only the state that was chosen is loaded

    return MemoryState(bounds)


async def prepare_state(url: str, owner: str, sites: Sequence[Site], bounds: Bounds = DEFAULT) -> None:
    """Make a state that outlives processes ready for servers with the key that ``owner`` identifies, and these sites.

    Raises Misconfigured.
    """
    state = open_state(url, bounds)
    try:
        await state.claim(owner)
        for site in sites:
            await state.sites.adopt(site)
    except Unavailable as error:
        raise Misconfigured(f"state: {error.message}") from None
    except Refusal as refusal:
        raise Misconfigured(f"state: {refusal.finding.facts['message']}") from None
    finally:
        await state.close()
