"""The projects that are there from the start: a demo service desk, and those of the configuration."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from simulator.core.site import Site
from simulator.providers.jsm_chat import PROVIDER
from simulator.settings import DataDirectory, Settings

DEMO = "demo-desk"
_DEMO_SITES = (Site(DEMO, "Tidewater Help Desk", PROVIDER),)


def starting_sites(settings: Settings, made: Callable[[Path], None]) -> tuple[Site, ...]:
    """The demo project, changed and joined by the configuration's; ``made`` hears of each new file."""
    sites = {site.site_id: _played(site, settings, made) for site in _DEMO_SITES}
    if settings.sites:
        _configure(sites, settings)
    return tuple(sites.values())


def _played(site: Site, settings: Settings, made: Callable[[Path], None]) -> Site:
    directory = DataDirectory(settings.data_dir)
    name = f"{site.site_id}-secret-key.txt"
    secret, is_new = directory.keep(name, _generate)
    if is_new:
        made(directory.path / name)
    secret = secret.strip()
    return replace(site, verification_keys=(secret,), minting_key=secret)


def _configure(sites: dict[str, Site], settings: Settings) -> None:
    from simulator.providers.jsm_chat.configured_site import configured  # noqa: PLC0415 - slow, and few have projects

    for number, table in enumerate(settings.sites, 1):
        if table.get("provider") == PROVIDER:
            site_id = table["siteId"]
            place = f"{settings.config}: sites[{number}]"
            sites[site_id] = configured(table, sites.get(site_id, Site(site_id, provider=PROVIDER)), place)


def _generate() -> str:
    from simulator.providers.jsm_chat.secret_key import generate  # noqa: PLC0415 - slow, and done once

    return generate()
