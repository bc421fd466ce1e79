"""The projects that are there from the start: a demo service desk, and those of the configuration."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.jsm_chat.secret_key import generate
from simulator.providers.jsm_chat.site_fields import ProjectFields, apply
from simulator.providers.jsm_chat.verify import PROVIDER
from simulator.settings import DataDirectory, Misconfigured, Settings

DEMO = "demo-desk"
_DEMO_SITES = (Site(DEMO, "Tidewater Help Desk", PROVIDER),)
_ALSO = ("secretKeyFile",)


def starting_sites(settings: Settings, made: Callable[[Path], None]) -> tuple[Site, ...]:
    """The demo project, changed and joined by the configuration's; ``made`` hears of each new file."""
    sites = {site.site_id: _played(site, settings, made) for site in _DEMO_SITES}
    for number, table in enumerate(settings.sites, 1):
        if table.get("provider") != PROVIDER:
            continue
        site_id = table["siteId"]
        place = f"{settings.config}: sites[{number}]"
        sites[site_id] = _configured(table, sites.get(site_id, Site(site_id, provider=PROVIDER)), place)
    return tuple(sites.values())


def _played(site: Site, settings: Settings, made: Callable[[Path], None]) -> Site:
    directory = DataDirectory(settings.data_dir)
    name = f"{site.site_id}-secret-key.txt"
    secret, is_new = directory.keep(name, generate)
    if is_new:
        made(directory.path / name)
    secret = secret.strip()
    return replace(site, verification_keys=(secret,), minting_key=secret)


def _configured(table: Mapping[str, Any], site: Site, place: str) -> Site:
    try:
        return apply(msgspec.convert(dict(table), ProjectFields), site)
    except msgspec.ValidationError as error:
        from simulator.settings.complaint import site_complaint  # noqa: PLC0415 - only a wrong table needs it

        raise Misconfigured(f"{place}{site_complaint(str(error), ProjectFields, _ALSO)}") from None
    except Refusal as refusal:
        raise Misconfigured(f"{place}.{refusal.finding.facts['message']}") from None
