"""An example and what the verifier says of it, without anything that differs between two runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.docs.thumbprints import steady
from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests import forge

DEMO = Site("demo")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a verdict; ``hint`` comes without its link to the documentation."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Example:
    """A token with one mistake; ``variant`` is the catalogue's wording that it is to get, None the usual one."""

    code: str
    variant: str | None
    token: Callable[[], str | None]
    basis: Callable[[], Mapping[str, Any]] = dict

    @classmethod
    def forced(cls, code: str) -> "Example":
        """A good token that a failure mode refuses."""
        return cls(code, "forced", forge.token, lambda: {"forced": code})

    def said(self) -> Said:
        """What the verdict says of this mistake."""
        verdict = verify(self.token(), _basis(self.basis()))
        check = next(check for check in verdict.checks if check.code == self.code)
        hint = (check.hint or "").removesuffix(f" (docs/mistakes.md#{self.code})")
        return Said(steady(check.message), steady(hint))


def thumbprint(name: str) -> str:
    """The real thumbprint of a forged key, for a token's ``kid``."""
    return load_public_key(forge.key(name).public_pem()).thumbprint


def _basis(changes: Mapping[str, Any]) -> Basis:
    usual: dict[str, Any] = {
        "site": DEMO,
        "brand_keys": (load_public_key(forge.key("brand").public_pem()),),
        "simulator_key": load_private_key(forge.key("simulator").private_pem()),
        "now": forge.NOW,
        "site_id": "demo",
        "known_sites": ("demo", "demo-energy"),
    }
    return Basis(**(usual | dict(changes)))
