"""The sites that are there from the start: two demo brands, and those of the configuration."""

from msgspec.structs import replace

from simulator.core.site import Site
from simulator.providers.iadvize import PROVIDER
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.iadvize.refused_keys import refused_keys
from simulator.settings import Settings

DEMO = "demo"
# Two, so that a mix-up of keys can be shown. 20 to 30 minutes: documented for an electricity supplier.
DEMO_SITES = (
    Site(DEMO, "Harbour Bank"),
    Site("demo-energy", "Lumen Energy", session_lifetime_seconds=1500),
)


def starting_sites(settings: Settings, keyring: Keyring) -> tuple[Site, ...]:
    """The demo sites, changed and joined by the configuration's; raises Misconfigured."""
    sites = {site.site_id: _played(site, keyring) for site in DEMO_SITES}
    if settings.sites:
        _configure(sites, settings, keyring)
    return tuple(sites.values())


def _played(site: Site, keyring: Keyring) -> Site:
    private, public = keyring.brand(site.site_id)
    return replace(site, verification_keys=(public,), minting_key=private)


def _configure(sites: dict[str, Site], settings: Settings, keyring: Keyring) -> None:
    from simulator.providers.iadvize.configured_site import configured  # noqa: PLC0415 - slow, and few have sites

    refused = refused_keys(settings.refused_key_files, keyring.iadvize().public)
    for number, table in enumerate(settings.sites, 1):
        if table.get("provider", PROVIDER) == PROVIDER:
            site_id = table["siteId"]
            place = f"{settings.config}: sites[{number}]"
            sites[site_id] = configured(table, sites.get(site_id, Site(site_id)), refused, place)
