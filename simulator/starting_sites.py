"""The sites that are there from the start, of every provider."""

import difflib

from simulator.core.site import Site
from simulator.providers.iadvize import starting_sites as iadvize
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.jsm_chat import starting_sites as jsm_chat
from simulator.settings import Misconfigured, Settings

_PROVIDERS = ("iadvize", "jsm-chat")


def starting_sites(settings: Settings, keyring: Keyring) -> tuple[Site, ...]:
    """Each provider's demo sites, changed and joined by the configuration's; raises Misconfigured."""
    for number, table in enumerate(settings.sites, 1):
        provider = table.get("provider", _PROVIDERS[0])
        if provider not in _PROVIDERS:
            near = difflib.get_close_matches(str(provider), _PROVIDERS, n=1) or _PROVIDERS
            raise Misconfigured(
                f"{settings.config}: sites[{number}].provider: there is no {provider!r}; known: {', '.join(near)}."
            )
    return (*iadvize.starting_sites(settings, keyring), *jsm_chat.starting_sites(settings, keyring.made))
