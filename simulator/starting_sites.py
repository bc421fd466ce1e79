"""The sites that are there from the start, of every provider."""

from simulator.core.site import Site
from simulator.providers.iadvize import starting_sites as iadvize
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.jsm_chat import starting_sites as jsm_chat
from simulator.settings import Misconfigured, Settings

_PROVIDERS = ("iadvize", "jsm-chat")
_SHOWN = 40


def starting_sites(settings: Settings, keyring: Keyring) -> tuple[Site, ...]:
    """Each provider's demo sites, changed and joined by the configuration's; raises Misconfigured."""
    for number, table in enumerate(settings.sites, 1):
        provider = table.get("provider", _PROVIDERS[0])
        if provider not in _PROVIDERS:
            from simulator.core.wording import nearest  # noqa: PLC0415 - only a wrong name needs it

            near = nearest(str(provider), _PROVIDERS)
            raise Misconfigured(
                f"{settings.config}: sites[{number}].provider: there is no {str(provider)[:_SHOWN]!r}; {near}"
            )
        if provider == _PROVIDERS[0] and "secretKey" in table:
            raise Misconfigured(
                f"{settings.config}: sites[{number}].secretKey: a site of iAdvize has none. If this is a project of"
                f' Chat for JSM, add provider = "{_PROVIDERS[1]}".'
            )
    return (*iadvize.starting_sites(settings, keyring), *jsm_chat.starting_sites(settings, keyring.made))
