"""The journal in memory."""

from collections import deque
from collections.abc import Sequence
from itertools import islice

from simulator.core.attempt import Attempt
from simulator.state.bounds import MAX_ATTEMPTS
from simulator.state.memory.kept_attempt import Keeper, KeptAttempt, unpacked
from simulator.state.protocols import AttemptFilter


class MemoryJournal:
    """The newest ``bound`` attempts of each site."""

    def __init__(self, bound: int = MAX_ATTEMPTS) -> None:
        self._bound = bound
        self._sites: dict[str, deque[KeptAttempt]] = {}
        self._keeper = Keeper()

    async def append(self, attempt: Attempt) -> None:
        """Keep the attempt; the oldest goes where the bound is reached."""
        self.keep(attempt)

    def keep(self, attempt: Attempt) -> KeptAttempt:
        """The same; returns what is kept."""
        site = self._sites.get(attempt.site_id)
        if site is None:
            site = self._sites[attempt.site_id] = deque(maxlen=self._bound)
        kept = self._keeper.pack(attempt)
        site.append(kept)
        return kept

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many match, and at most ``limit`` of them, newest first."""
        matching = [kept for kept in reversed(self._sites.get(site_id, ())) if wanted.matches(kept)]
        return len(matching), tuple(map(unpacked, islice(matching, limit)))

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""
        self._sites.pop(site_id, None)
