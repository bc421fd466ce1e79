"""Fingerprints of used tokens in memory."""

from simulator.state.bounds import MAX_FINGERPRINTS
from simulator.state.memory.oldest_out import OldestOut, of_site


class MemoryUsedTokens:
    """The newest ``bound`` fingerprints of each site."""

    def __init__(self, bound: int = MAX_FINGERPRINTS) -> None:
        self._bound = bound
        self._sites: dict[str, OldestOut[int, None]] = {}

    async def has(self, site_id: str, fingerprint: str) -> bool:
        """Whether the token has opened a session on the site."""
        site = self._sites.get(site_id)
        return site is not None and _number(fingerprint) in site

    async def add(self, site_id: str, fingerprint: str) -> None:
        """Remember that it has."""
        of_site(self._sites, site_id, self._bound).put(_number(fingerprint), None)

    def forget(self, site_id: str) -> None:
        """Forget the site's tokens."""
        self._sites.pop(site_id, None)


def _number(fingerprint: str) -> int:
    """The same in two thirds of the room."""
    return int.from_bytes(fingerprint.encode())
