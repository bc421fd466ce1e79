"""A verdict from what the state knows: gathers the basis, and leaves the looking to ``verify``."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec.structs import replace

from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import PROVIDER
from simulator.providers.jsm_chat.verify import Basis, verify
from simulator.state.protocols import State


def fingerprint(token: str) -> str:
    """What tells equal tokens from others without being one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Judge(msgspec.Struct, frozen=True):
    """Judges tokens against the state. ``real_now`` is the machine's clock in epoch seconds."""

    state: State
    real_now: Callable[[], float]

    async def now(self, site_id: str) -> float:
        """The epoch time on the project's clock."""
        return (await self.state.clocks.get(site_id)).now(self.real_now())

    async def project(self, site_id: str) -> Site | None:
        """The project; None where there is none, and for another provider's site."""
        site = await self.state.sites.get(site_id)
        return site if site and site.provider == PROVIDER else None

    async def verdict(self, site_id: str, token: str | None, *, forced: str | None = None) -> Verdict:
        """The verdict on a token, perhaps with a refusal forced; opens nothing and marks nothing as used."""
        everybody = await self.state.sites.all()
        reused = bool(token) and await self.state.used_tokens.has(site_id, fingerprint(token or ""))
        real = self.real_now()
        now = (await self.state.clocks.get(site_id)).now(real)
        basis = replace(basis_of(site_id, everybody, now, reused=reused, forced=forced), clock_offset=now - real)
        return verify(token, basis)


def basis_of(
    site_id: str, sites: Sequence[Site], now: float, *, reused: bool = False, forced: str | None = None
) -> Basis:
    """What a verdict for one of these sites rests on."""
    found = next((site for site in sites if site.site_id == site_id), None)
    project = found if found and found.provider == PROVIDER else None
    projects = [site for site in sites if site.provider == PROVIDER]
    return Basis(
        site=project,
        now=now,
        others=lambda: _secrets_of_others(projects, site_id),
        reused=reused,
        site_id=site_id,
        known_projects=tuple(site.site_id for site in projects),
        other_provider=found.provider if found and not project else None,
        forced=forced,
        stopwatch=time.perf_counter,
    )


def _secrets_of_others(projects: Iterable[Site], site_id: str) -> Iterable[tuple[str, str]]:
    for project in projects:
        if project.site_id != site_id:
            for secret in project.verification_keys:
                yield project.site_id, secret
