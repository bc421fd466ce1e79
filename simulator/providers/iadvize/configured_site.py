"""A site as a table of the configuration has it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.refused_keys import RefusedKeys
from simulator.providers.iadvize.site_fields import SiteFields, apply
from simulator.settings import Misconfigured
from simulator.settings.complaint import counted_from_one, site_complaint

_PRIVATE_KEY = "brandPrivateKey"
_PRIVATE_KEY_FILE = "brandPrivateKeyFile"
_ALSO = ("brandPublicKeyFiles", _PRIVATE_KEY, _PRIVATE_KEY_FILE)


def configured(table: Mapping[str, Any], site: Site, refused: RefusedKeys, place: str) -> Site:
    """The site, changed by the table; raises Misconfigured, which names ``place``."""
    site = _changed(table, site, place)
    try:
        return refused.check(site)
    except Refusal as refusal:
        raise _misconfigured(place, refusal) from None


def _changed(table: Mapping[str, Any], site: Site, place: str) -> Site:
    fields = {name: value for name, value in table.items() if name not in (_PRIVATE_KEY, _PRIVATE_KEY_FILE)}
    try:
        site = apply(msgspec.convert(fields, SiteFields), site)
    except msgspec.ValidationError as error:
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


def _misconfigured(place: str, refusal: Refusal) -> Misconfigured:
    facts = refusal.finding.facts
    return Misconfigured(f"{place}.{counted_from_one(str(facts['field']))}: {facts['message']}")
