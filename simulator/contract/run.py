"""A contract test from its plan to its report."""

from collections.abc import Sequence

from simulator.contract.ask import observe
from simulator.contract.judge import judge
from simulator.contract.plan import Plan
from simulator.contract.report import Report
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.iadvize.judge import keys_of_others
from simulator.providers.iadvize.keys import PrivateKey
from simulator.providers.iadvize.site_keys import public_keys
from simulator.providers.iadvize.verify import Basis, verify
from simulator.settings import Misconfigured

_PROVIDER = "iadvize"


def run_contract(
    plan: Plan, site_id: str, key: PrivateKey, sites: Sequence[Site], baseline: frozenset[str] = frozenset()
) -> Report:
    """Ask, then judge; ``key`` is the simulator's, ``sites`` are all that are known. Raises Misconfigured."""
    site = next((one for one in sites if one.site_id == site_id), None)
    if site is not None and site.provider != _PROVIDER:
        raise Misconfigured(f"--site: {site_id} is no site of iAdvize's, and the contract is about iAdvize's tokens.")

    def verdict(token: str, at: float) -> Verdict:
        basis = Basis(
            site=site,
            brand_keys=public_keys(site.verification_keys) if site else (),
            simulator_key=key,
            now=at,
            other_sites=lambda: keys_of_others(sites, site_id),
            site_id=site_id,
            known_sites=tuple(one.site_id for one in sites),
            retired_keys=public_keys(site.retired_keys) if site else (),
        )
        return verify(token, basis)

    return judge(plan, observe(plan), verdict, baseline)
