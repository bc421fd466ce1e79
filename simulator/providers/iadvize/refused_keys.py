"""Public keys that no brand may have here: the simulator's own, and those that the settings name."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import PublicKey, load_public_key
from simulator.settings import Misconfigured

_MAX_CHARACTERS = 65_536


class RefusedKeys(msgspec.Struct, frozen=True):
    """Thumbprints. ``named`` are the settings' own, such as that of the key that iAdvize publishes."""

    named: frozenset[str] = frozenset()
    ours: str | None = None

    def check(self, site: Site) -> Site:
        """The site; raises Refusal where one of its keys may not be a brand's."""
        for place, pem in enumerate(site.verification_keys):
            refusal = self._refusal(load_public_key(pem))
            if refusal is not None:
                found = refusal.finding
                message = key_refusal_message(refusal)
                raise Refusal(found.code, found=found.found, message=message, field=f"brandPublicKeys[{place}]")
        return site

    def check_ours(self, key: PublicKey, path: Path) -> None:
        """Raise Misconfigured where the stand-in for iAdvize's key may not be this one."""
        if key.thumbprint in self.named:
            raise Misconfigured(f"{path}: its public half is one that refuse-key names. Use a key made for tests.")

    def _refusal(self, key: PublicKey) -> Refusal | None:
        if key.thumbprint == self.ours:
            return Refusal("key_is_ours", found="the simulator's own public key, for which tokens are encrypted")
        if key.thumbprint in self.named:
            return Refusal("key_is_refused", found="a key that refuse-key names")
        return None


def refused_keys(files: Iterable[Path], ours: PublicKey | None = None) -> RefusedKeys:
    """The keys in the files, each in one of the forms in which a brand's key may be given; raises Misconfigured."""
    return RefusedKeys(frozenset(_thumbprint(file) for file in files), ours.thumbprint if ours else None)


def _thumbprint(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            return load_public_key(stream.read(_MAX_CHARACTERS)).thumbprint
    except OSError as error:
        raise Misconfigured(f"refuse-key: {file} cannot be read: {error.strerror}.") from None
    except Refusal as refusal:
        raise Misconfigured(f"refuse-key: {file}: {key_refusal_message(refusal)}") from None
