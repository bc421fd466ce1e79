"""The keys and sites that the settings ask for: what a server starts with, and what the command line works with."""

from collections.abc import Mapping
from typing import Any

import msgspec

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import PrivateKey, generate_private_key, load_private_key
from simulator.providers.iadvize.site_fields import SiteFields, apply, with_key_pair
from simulator.settings import DataDirectory, Misconfigured, Settings

DEMO_SITE = "demo"
_SIMULATOR_KEY_FILE = "iadvize-private-key.pem"
_PRIVATE_KEY = "brandPrivateKey"
_MAX_KEY_BYTES = 65_536
# Two brands, so that a mix-up of their keys can be shown; their session lifetimes are documented ones.
DEMO_SITES = (
    Site(DEMO_SITE, name="Harbour Bank"),
    Site("demo-energy", name="Lumen Energy", session_lifetime_seconds=25 * 60),
)


def simulator_key(settings: Settings) -> PrivateKey:
    """The key that stands in for iAdvize's: the file that the settings name, or the data directory's, made once."""
    file = settings.private_key
    if file is None:
        return _kept(settings, _SIMULATOR_KEY_FILE)
    try:
        with file.open("rb") as stream:
            text = stream.read(_MAX_KEY_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise Misconfigured(f"private-key: {file} cannot be read: {error.strerror}.") from None
    return _loaded(text, f"private-key: {file}")


def configured_sites(settings: Settings) -> tuple[Site, ...]:
    """The demo sites, and those of the settings, which may change a demo site too."""
    sites = {site.site_id: with_key_pair(site, _kept_pem(settings, site.site_id)) for site in DEMO_SITES}
    for table in settings.sites:
        site_id = str(table["siteId"])
        sites[site_id] = _site(table, sites.get(site_id) or Site(site_id), settings)
    return tuple(sites.values())


def _site(table: Mapping[str, Any], site: Site, settings: Settings) -> Site:
    where = f"{settings.config}: site {site.site_id}"
    private_pem = table.get(_PRIVATE_KEY)
    if private_pem is not None:
        site = with_key_pair(site, _loaded_pem(private_pem, f"{where}: brandPrivateKeyFile"))
    try:
        given = {name: value for name, value in table.items() if name != _PRIVATE_KEY}
        fields = msgspec.convert(given, SiteFields)
        if private_pem is not None and isinstance(fields.brand_public_keys, list):
            fields.brand_public_keys = [*site.verification_keys, *fields.brand_public_keys]
        return apply(fields, site)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"{where}: {error}.") from None
    except Refusal as refusal:
        facts = refusal.finding.facts
        raise Misconfigured(f"{where}: {facts['field']}: {facts['message']}") from None


def _loaded_pem(text: object, place: str) -> str:
    if not isinstance(text, str):
        raise Misconfigured(f"{place}: wanted is PEM text.")
    _loaded(text, place)
    return text


def _kept(settings: Settings, name: str) -> PrivateKey:
    pem, _ = DataDirectory(settings.data_dir).keep(name, generate_private_key)
    return _loaded(pem, str(settings.data_dir / name))


def _kept_pem(settings: Settings, site_id: str) -> str:
    name = f"{site_id}-brand-private-key.pem"
    pem, _ = DataDirectory(settings.data_dir).keep(name, generate_private_key)
    _loaded(pem, str(settings.data_dir / name))
    return pem


def _loaded(pem: str, place: str) -> PrivateKey:
    try:
        return load_private_key(pem)
    except Refusal as refusal:
        raise Misconfigured(f"{place}: {key_refusal_message(refusal)}") from None
