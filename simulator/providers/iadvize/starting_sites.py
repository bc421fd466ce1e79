"""The sites that are there from the start: two demo brands, and those of the configuration."""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.core.wording import plain_types
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.refused_keys import RefusedKeys, refused_keys
from simulator.providers.iadvize.site_fields import PROVIDER, RuleFields, SiteFields, apply
from simulator.settings import Misconfigured, Settings

DEMO = "demo"
# Two, so that a mix-up of keys can be shown. 20 to 30 minutes: documented for an electricity supplier.
DEMO_SITES = (
    Site(DEMO, "Harbour Bank"),
    Site("demo-energy", "Lumen Energy", session_lifetime_seconds=1500),
)
_PRIVATE_KEY = "brandPrivateKey"
_FILES = ("brandPublicKeyFiles", "brandPrivateKeyFile")
_FIELD_NAMES = (
    tuple(field.encode_name for kind in (SiteFields, RuleFields) for field in msgspec.structs.fields(kind)) + _FILES
)


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
        facts = refusal.finding.facts
        raise Misconfigured(f"{place}.{facts['field']}: {facts['message']}") from None


def _played(site: Site, keyring: Keyring) -> Site:
    private, public = keyring.brand(site.site_id)
    return replace(site, verification_keys=(public,), minting_key=private)


def _configured(table: Mapping[str, Any], site: Site, place: str) -> Site:
    fields = {name: value for name, value in table.items() if name != _PRIVATE_KEY}
    try:
        site = apply(msgspec.convert(fields, SiteFields), site)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"{place}{_validation(str(error))}") from None
    except Refusal as refusal:
        facts = refusal.finding.facts
        raise Misconfigured(f"{place}.{facts['field']}: {facts['message']}") from None
    private = table.get(_PRIVATE_KEY)
    if private is None:
        return site
    try:
        public = load_private_key(private).public.pem
    except Refusal as refusal:
        raise Misconfigured(f"{place}.brandPrivateKeyFile: {key_refusal_message(refusal)}") from None
    others = site.verification_keys if "brandPublicKeys" in table else ()
    keys = (public, *(pem for pem in others if pem != public))
    return replace(site, verification_keys=keys, minting_key=private)


def _validation(problem: str) -> str:
    """What msgspec says, with the place in front: ".rules.leewaySeconds: Expected `float`, got `str`."""
    words, _, path = problem.partition(" - at `$")
    near = _nearest_field(words)
    return f"{path.rstrip('`')}: {plain_types(words)}{near}."


def _nearest_field(words: str) -> str:
    if "unknown field" not in words:
        return ""
    unknown = words.rpartition("field `")[2].rstrip("`")
    near = difflib.get_close_matches(unknown, _FIELD_NAMES, n=1)
    return f"; did you mean {near[0]}" if near else f"; known are {', '.join(_FIELD_NAMES)}"
