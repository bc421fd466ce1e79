"""Armed failure modes in memory."""

from collections.abc import Callable, Collection, Sequence

from simulator.core.fault import Fault
from simulator.core.refusal import Refusal
from simulator.state.bounds import MAX_FAULTS


class MemoryFaults:
    """The faults of each site, in the order in which they were armed."""

    def __init__(self, bound: int = MAX_FAULTS) -> None:
        self._bound = bound
        self._sites: dict[str, dict[str, Fault]] = {}

    async def arm(self, site_id: str, fault: Fault) -> None:
        """Keep a fault. Raises Refusal at the bound."""
        site = self._sites.setdefault(site_id, {})
        if len(site) >= self._bound:
            message = f"The site has {self._bound} faults already; DELETE them first."
            raise Refusal("too_many_faults", found=len(site), expected=self._bound, message=message)
        site[fault.fault_id] = fault

    def are_armed(self, site_id: str) -> bool:
        """Whether there are any."""
        return bool(self._sites.get(site_id))

    async def all(self, site_id: str) -> Sequence[Fault]:
        """The faults that are armed."""
        return tuple(self._sites.get(site_id, {}).values())

    async def take(self, site_id: str, points: Collection[str], user_id: str | None) -> Fault | None:
        """The fault that strikes a request there, or None; each that matches has met it. One atomic step."""
        site = self._sites.get(site_id)
        if not site:
            return None
        for fault in [armed for armed in site.values() if armed.matches(points, user_id)]:
            left, strikes = fault.met()
            site[fault.fault_id] = left
            if left.is_used_up:
                del site[fault.fault_id]
            if strikes:
                return fault
        return None

    async def remove(self, site_id: str, which: Callable[[Fault], bool]) -> bool:
        """Remove those of the site's faults; False where there was none."""
        site = self._sites.get(site_id, {})
        gone = [fault_id for fault_id, fault in site.items() if which(fault)]
        for fault_id in gone:
            del site[fault_id]
        return bool(gone)

    def forget(self, site_id: str) -> None:
        """Remove the site's faults."""
        self._sites.pop(site_id, None)

    async def clear(self, site_id: str) -> None:
        """Remove the site's faults."""
        self.forget(site_id)
