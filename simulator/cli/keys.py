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
    from simulator.core.verdict import Verdict
    from simulator.providers.iadvize.keyring import Keyring
    from simulator.providers.iadvize.keys import PrivateKey


def keyring_of(settings: Settings, made: list[Path] | None = None) -> "Keyring":
    """The keyring; that keys were made is said on standard error, once. Their files are appended to ``made``."""
    from simulator.providers.iadvize.keyring import Keyring  # noqa: PLC0415 - slow: cryptography

    files = [] if made is None else made

    def say(file: Path) -> None:
        if not files:
            click.echo(f"iadvize-simulator: new keys were made in {file.parent}", err=True)
        files.append(file)

    return Keyring(settings, say)


@dataclass(frozen=True, slots=True)
class Household:
    """iAdvize's stand-in key and the sites that are there at a start."""

    key: "PrivateKey"
    key_place: Path
    sites: Mapping[str, "Site"]
    key_is_new: bool = False

    def remark_on(self, verdict: "Verdict") -> None:
        """Where the key was made by this very run, no token can be for it: say so, as every other advice misleads."""
        if self.key_is_new and verdict.code == "key_unwrap_failed":
            click.echo(
                f"iadvize-simulator: no token can have been encrypted for this key yet: it was made just now, in"
                f" {self.key_place.parent}. To judge with the key of a simulator that ran before, start the command in"
                " that one's folder, or name its keys with --data-dir.",
                err=True,
            )

    def site(self, site_id: str) -> "Site":
        """The site; raises Misconfigured that names the nearest one."""
        if site_id not in self.sites:
            raise Misconfigured(f"--site: {unknown(site_id, tuple(self.sites))}")
        return self.sites[site_id]


def household_of(settings: Settings) -> Household:
    """Everything of the settings that tokens are made and judged with."""
    from simulator.starting_sites import starting_sites  # noqa: PLC0415 - slow: cryptography

    made: list[Path] = []
    keyring = keyring_of(settings, made)
    key = keyring.iadvize()
    sites = {site.site_id: site for site in starting_sites(settings, keyring)}
    return Household(key, keyring.place, sites, key_is_new=keyring.place in made)


def unknown(name: str, known: tuple[str, ...], listed: str = "") -> str:
    """What is said of a name that isn't there; ``listed`` says where they stand that are too many for a line."""
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}? {listed}" if near else listed or f"known are {', '.join(known)}."
    return f"there is no {name!r}; {advice}".rstrip()
