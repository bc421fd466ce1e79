"""Counts of attempts in memory."""

import msgspec

from simulator.state.bounds import MAX_ACTIVATIONS
from simulator.state.memory.oldest_out import OldestOut, of_site


class _Activation(msgspec.Struct, gc=False):
    attempts: int = 0
    session_id: str | None = None


class MemoryActivations:
    """The newest ``bound`` activations of each site."""

    def __init__(self, bound: int = MAX_ACTIVATIONS) -> None:
        self._bound = bound
        self._sites: dict[str, OldestOut[str, _Activation]] = {}

    async def count(self, site_id: str, activation_id: str, limit: int) -> int | None:
        """The number of this attempt, or None where ``limit`` was reached before."""
        activation = self._of(site_id, activation_id)
        if activation.attempts >= limit:
            return None
        activation.attempts += 1
        return activation.attempts

    async def opened(self, site_id: str, activation_id: str) -> str | None:
        """The id of the session that the activation opened."""
        site = self._sites.get(site_id)
        activation = site.get(activation_id) if site else None
        return activation.session_id if activation else None

    async def set_opened(self, site_id: str, activation_id: str, session_id: str) -> None:
        """Remember the session that the activation opened."""
        self._of(site_id, activation_id).session_id = session_id

    def forget(self, site_id: str) -> None:
        """Forget the site's activations."""
        self._sites.pop(site_id, None)

    def _of(self, site_id: str, activation_id: str) -> _Activation:
        site = of_site(self._sites, site_id, self._bound)
        activation = site.get(activation_id)
        if activation is None:
            activation = _Activation()
            site.put(activation_id, activation)
        return activation
