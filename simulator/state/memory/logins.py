"""Counts of logins in memory, for the limits of the token endpoint."""

from simulator.state.bounds import MAX_COUNTERS
from simulator.state.memory.oldest_out import OldestOut


class MemoryLogins:
    """A count for each key and window; old windows make room for new ones."""

    def __init__(self, bound: int = MAX_COUNTERS) -> None:
        self._counts: OldestOut[tuple[str, int], int] = OldestOut(bound)

    async def count(self, key: str, window: int) -> int:
        """How often the key came in the window, this time included."""
        count = (self._counts.get((key, window)) or 0) + 1
        self._counts.put((key, window), count)
        return count
