"""A site as a table of the configuration has it."""

import re
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

_PUBLIC_KEYS = "brandPublicKeys"
_PUBLIC_KEY_FILES = "brandPublicKeyFiles"
_PRIVATE_KEY = "brandPrivateKey"
_PRIVATE_KEY_FILE = "brandPrivateKeyFile"
_ALSO = (_PUBLIC_KEY_FILES, _PRIVATE_KEY, _PRIVATE_KEY_FILE)
_NUMBERED = re.compile(rf"{_PUBLIC_KEYS}\[(\d+)\]")


def configured(table: Mapping[str, Any], site: Site, refused: RefusedKeys, place: str) -> Site:
    """The site, changed by the table; raises Misconfigured, which names ``place``."""
    site = _changed(table, site, place)
    try:
        return refused.check(site)
    except Refusal as refusal:
        raise _misconfigured(place, refusal) from None


def _changed(table: Mapping[str, Any], site: Site, place: str) -> Site:
    fields = {name: value for name, value in table.items() if name not in _ALSO}
    try:
        site = apply(msgspec.convert(fields, SiteFields), site)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"{place}{site_complaint(str(error), SiteFields, _ALSO)}") from None
    except Refusal as refusal:
        raise _unfit(table, place, refusal) from None
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


def _unfit(table: Mapping[str, Any], place: str, refusal: Refusal) -> Misconfigured:
    """What is said of a field of the table; of a key from a file, with the file's name."""
    key = _NUMBERED.fullmatch(str(refusal.finding.facts["field"]))
    if key is None:
        return _misconfigured(place, refusal)
    files = table.get(_PUBLIC_KEY_FILES, [])
    number = int(key[1]) - (len(table[_PUBLIC_KEYS]) - len(files))  # those of files come last
    if number >= 0:
        return Misconfigured(f"{place}.{_PUBLIC_KEY_FILES}: {files[number]}: {refusal.finding.facts['message']}")
    cure = f" {_PUBLIC_KEY_FILES} names files instead." if refusal.code == "key_unreadable" else ""
    return Misconfigured(f"{_misconfigured(place, refusal)}{cure}")
