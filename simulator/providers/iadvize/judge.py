"""A verdict from what the state knows: gathers the basis, and leaves the looking to ``verify``."""

import time
from collections.abc import Callable, Iterable, Sequence

import msgspec

from simulator.core.attempt import fingerprint
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.iadvize import PROVIDER
from simulator.providers.iadvize.keys import PrivateKey, PublicKey
from simulator.providers.iadvize.opening import OwnKeys
from simulator.providers.iadvize.site_keys import brand_keys, own_keys, public_keys, retired_brand_keys
from simulator.providers.iadvize.verify import Basis, verify
from simulator.state.protocols import State
from simulator.state.steps import Known


class Judge(msgspec.Struct, frozen=True):
    """Judges tokens against the state. ``real_now`` is the machine's clock in epoch seconds."""

    state: State
    key: PrivateKey
    real_now: Callable[[], float]

    async def now(self, site_id: str) -> float:
        """The epoch time on the site's clock."""
        return (await self.state.clocks.get(site_id)).now(self.real_now())

    async def own_keys(self, site: Site | None) -> OwnKeys:
        """The keys of iAdvize on the site, at this moment of its clock."""
        return own_keys(site, self.key, await self.now(site.site_id)) if site else OwnKeys(self.key)

    async def verdict(self, site_id: str, token: str | None) -> Verdict:
        """The verdict on a token for a site, known or not; opens nothing and marks nothing as used."""
        return await self.verdict_for(site_id, await self.state.sites.get(site_id), token)

    async def verdict_for(
        self,
        site_id: str,
        site: Site | None,
        token: str | None,
        *,
        expected_user: str | None = None,
        forced: str | None = None,
    ) -> Verdict:
        """The same where the site has been looked up, perhaps for one user alone, or with a refusal forced."""
        known = Known(
            site,
            await self.state.sites.all(),
            await self.state.clocks.get(site_id),
            bool(token) and await self.state.used_tokens.has(site_id, fingerprint(token or "")),
        )
        return self.verdict_by(known, site_id, token, expected_user=expected_user, forced=forced)

    def verdict_by(
        self,
        known: Known,
        site_id: str,
        token: str | None,
        *,
        expected_user: str | None = None,
        forced: str | None = None,
    ) -> Verdict:
        """The same by what is known already."""
        site = known.site
        real = self.real_now()
        now = known.clock.now(real)
        own = own_keys(site, self.key, now)
        basis = Basis(
            site=site,
            brand_keys=brand_keys(site, now) if site else (),
            simulator_key=own.current,
            now=now,
            other_sites=lambda: keys_of_others(known.sites, site_id),
            reused=known.is_reused,
            site_id=site_id,
            known_sites=() if site else ids_of(known.sites),
            retired_keys=retired_brand_keys(site, now) if site else (),
            expected_user=expected_user,
            forced=forced,
            stopwatch=time.perf_counter,
            earlier_keys=own.earlier,
            replaced_keys=own.retired,
            clock_offset=now - real,
        )
        return verify(token, basis)


def ids_of(sites: Sequence[Site]) -> tuple[str, ...]:
    """The ids of iAdvize's sites among them."""
    return tuple(site.site_id for site in sites if site.provider == PROVIDER)


def keys_of_others(sites: Sequence[Site], site_id: str) -> Iterable[tuple[str, PublicKey]]:
    """Each other site's keys with its id."""
    for site in sites:
        if site.site_id != site_id and site.provider == PROVIDER:
            for key in public_keys(site.verification_keys):
                yield site.site_id, key
