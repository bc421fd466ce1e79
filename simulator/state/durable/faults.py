"""Armed failure modes in a store."""

from collections.abc import Callable, Collection, Sequence

from simulator.core.fault import Fault
from simulator.core.refusal import Refusal
from simulator.state.bounds import MAX_FAULTS
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import FAULTS, Shelf, Store, Written

_FAULTS: Codec[list[Fault]] = Codec(list[Fault])


class DurableFaults:
    """All faults of a site are one value, so that whoever takes one changes all that it met in one step."""

    def __init__(self, store: Store, bound: int = MAX_FAULTS) -> None:
        self._store = store
        self._bound = bound

    async def arm(self, site_id: str, fault: Fault) -> None:
        """Keep a fault. Raises Refusal at the bound."""

        def armed(before: bytes | None) -> Written:
            faults = _FAULTS.read(before) or []
            if len(faults) >= self._bound:
                message = f"The site has {self._bound} faults already; DELETE them first."
                raise Refusal("too_many_faults", found=len(faults), expected=self._bound, message=message)
            return Written(_FAULTS.encode([*faults, fault]))

        await self._store.change(_shelf(site_id), FAULTS, armed)

    async def all(self, site_id: str) -> Sequence[Fault]:
        """The faults that are armed."""
        return tuple(_FAULTS.read(await self._store.get(_shelf(site_id), FAULTS)) or ())

    async def take(self, site_id: str, points: Collection[str], user_id: str | None) -> Fault | None:
        """The fault that strikes a request there, or None; each that matches has met it."""
        if not any(fault.matches(points, user_id) for fault in await self.all(site_id)):
            return None
        struck: Fault | None = None

        def taken(before: bytes | None) -> Written:
            nonlocal struck
            struck, left = _met(_FAULTS.read(before) or [], points, user_id)
            return Written(_FAULTS.encode(left))

        await self._store.change(_shelf(site_id), FAULTS, taken)
        return struck

    async def remove(self, site_id: str, which: Callable[[Fault], bool]) -> bool:
        """Remove those of the site's faults; False where there was none."""
        found = False

        def removed(before: bytes | None) -> Written | None:
            nonlocal found
            faults = _FAULTS.read(before) or []
            left = [fault for fault in faults if not which(fault)]
            found = len(left) < len(faults)
            return Written(_FAULTS.encode(left)) if found else None

        await self._store.change(_shelf(site_id), FAULTS, removed)
        return found

    async def clear(self, site_id: str) -> None:
        """Remove the site's faults."""
        await self._store.remove(_shelf(site_id), FAULTS)


def _met(faults: list[Fault], points: Collection[str], user_id: str | None) -> tuple[Fault | None, list[Fault]]:
    """The first fault that strikes, and what is left of all: those before it that match have met the request, too."""
    struck: Fault | None = None
    left: list[Fault] = []
    for fault in faults:
        if struck is not None or not fault.matches(points, user_id):
            left.append(fault)
            continue
        after, strikes = fault.met()
        struck = fault if strikes else None
        if not after.is_used_up:
            left.append(after)
    return struck, left


def _shelf(site_id: str) -> Shelf:
    return Shelf("faults", site_id, 1)
