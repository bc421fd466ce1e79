"""The sites that are there from the start: two demo brands, and those of the configuration."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.refused_keys import RefusedKeys, refused_keys
from simulator.providers.iadvize.site_fields import PROVIDER, SiteFields, apply
from simulator.settings import Misconfigured, Settings

DEMO = "demo"
# Two, so that a mix-up of keys can be shown. 20 to 30 minutes: documented for an electricity supplier.
DEMO_SITES = (
    Site(DEMO, "Harbour Bank"),
    Site("demo-energy", "Lumen Energy", session_lifetime_seconds=1500),
)
_PRIVATE_KEY = "brandPrivateKey"
_PRIVATE_KEY_FILE = "brandPrivateKeyFile"
_ALSO = ("brandPublicKeyFiles", _PRIVATE_KEY, _PRIVATE_KEY_FILE)


def starting_sites(settings: Settings, keyring: Keyring) -> tuple[Site, ...]:
    """The demo sites, changed and joined by the configuration's; raises Misconfigured."""
    sites = {site.site_id: _played(site, keyring) for site in DEMO_SITES}
    refused = refused_keys(settings.refused_key_files, keyring.iadvize().public if settings.sites else None)
    for number, table in enumerate(settings.sites, 1):
        if table.get("provider", PROVIDER) != PROVIDER:
            continue
        site_id = table["siteId"]
        place = f"{settings.config}: sites[{number}]"
        sites[site_id] = _unless_refused(_configured(table, sites.get(site_id, Site(site_id)), place), refused, place)
    return tuple(sites.values())


def _unless_refused(site: Site, refused: RefusedKeys, place: str) -> Site:
    try:
        return refused.check(site)
    except Refusal as refusal:
        raise _misconfigured(place, refusal) from None


def _misconfigured(place: str, refusal: Refusal) -> Misconfigured:
    from simulator.settings.complaint import counted_from_one  # noqa: PLC0415 - only a wrong table needs it

    facts = refusal.finding.facts
    return Misconfigured(f"{place}.{counted_from_one(str(facts['field']))}: {facts['message']}")


def _played(site: Site, keyring: Keyring) -> Site:
    private, public = keyring.brand(site.site_id)
    return replace(site, verification_keys=(public,), minting_key=private)


def _configured(table: Mapping[str, Any], site: Site, place: str) -> Site:
    fields = {name: value for name, value in table.items() if name not in (_PRIVATE_KEY, _PRIVATE_KEY_FILE)}
    try:
        site = apply(msgspec.convert(fields, SiteFields), site)
    except msgspec.ValidationError as error:
        from simulator.settings.complaint import site_complaint  # noqa: PLC0415 - only a wrong table needs it

        raise Misconfigured(f"{place}{site_complaint(str(error), SiteFields, _ALSO)}") from None
    except Refusal as refusal:
        raise _misconfigured(place, refusal) from None
    private = table.get(_PRIVATE_KEY)
    if private is None:
        return site
    field, cure = _PRIVATE_KEY_FILE, ""
    if field not in table:
        field, cure = _PRIVATE_KEY, f" {_PRIVATE_KEY_FILE} names a file instead."
    if not isinstance(private, str):
        raise Misconfigured(f"{place}.{field}: wanted is the key as a text, in PEM.{cure}")
    try:
        public = load_private_key(private).public.pem
    except Refusal as refusal:
        raise Misconfigured(f"{place}.{field}: {key_refusal_message(refusal)}{cure}") from None
    others = site.verification_keys if "brandPublicKeys" in table else ()
    keys = (public, *(pem for pem in others if pem != public))
    return replace(site, verification_keys=keys, minting_key=private)
