"""The keys and sites that a command works with, server or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.settings import Misconfigured, Settings

if TYPE_CHECKING:
    from simulator.core.site import Site
    from simulator.providers.iadvize.keyring import Keyring
    from simulator.providers.iadvize.keys import PrivateKey


def keyring_of(settings: Settings) -> "Keyring":
    """The keyring; that keys were made is said on standard error, once."""
    from simulator.providers.iadvize.keyring import Keyring  # noqa: PLC0415 - slow: cryptography

    said: list[Path] = []

    def say(file: Path) -> None:
        if not said:
            click.echo(f"iadvize-simulator: new keys were made in {file.parent}", err=True)
        said.append(file)

    return Keyring(settings, say)


@dataclass(frozen=True, slots=True)
class Household:
    """iAdvize's stand-in key and the sites that are there at a start."""

    key: "PrivateKey"
    key_place: Path
    sites: Mapping[str, "Site"]

    def site(self, site_id: str) -> "Site":
        """The site; raises Misconfigured that names the nearest one."""
        if site_id not in self.sites:
            raise Misconfigured(f"--site: {unknown(site_id, tuple(self.sites))}")
        return self.sites[site_id]


def household_of(settings: Settings) -> Household:
    """Everything of the settings that tokens are made and judged with."""
    from simulator.starting_sites import starting_sites  # noqa: PLC0415 - slow: cryptography

    keyring = keyring_of(settings)
    key = keyring.iadvize()
    return Household(key, keyring.place, {site.site_id: site for site in starting_sites(settings, keyring)})


def unknown(name: str, known: tuple[str, ...]) -> str:
    """What is said of a name that isn't there."""
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
    return f"there is no {name!r}; {advice}"
