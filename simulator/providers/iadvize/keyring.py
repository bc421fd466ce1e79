"""The simulator's own keys: iAdvize's stand-in, and those of the demo sites' brands."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import PrivateKey, generate_private_key, load_private_key
from simulator.providers.iadvize.refused_keys import refused_keys
from simulator.settings import DataDirectory, Misconfigured, Settings

IADVIZE_KEY = "iadvize-private-key.pem"
_MAX_BYTES = 65_536
_ANEW = " If nobody needs this key any more, remove it, and a new one is made at the next start."


class Keyring(msgspec.Struct, frozen=True):
    """Reads keys where the settings say, and makes those of the data directory once; ``made`` hears of each new file.

    Every problem is a Misconfigured that names the file.
    """

    settings: Settings
    made: Callable[[Path], None]

    @property
    def place(self) -> Path:
        """Where iAdvize's stand-in key lies: the file that was named, else one of the data directory."""
        return self.settings.private_key or self.settings.data_dir / IADVIZE_KEY

    def iadvize(self) -> PrivateKey:
        """The stand-in for iAdvize's key."""
        if self.settings.private_key is not None:
            key = _loaded(_text(self.settings.private_key), self.settings.private_key)
        else:
            key = _loaded(self._kept(IADVIZE_KEY), self.place, _ANEW, made_here=True)
        refused_keys(self.settings.refused_key_files).check_ours(key.public, self.place)
        return key

    def brand(self, site_id: str) -> tuple[str, str]:
        """The key pair, private and public PEM, of a brand that the simulator plays itself."""
        name = f"{site_id}-brand-private-key.pem"
        private = self._kept(name)
        return private, _loaded(private, self.settings.data_dir / name, _ANEW, made_here=True).public.pem

    def _kept(self, name: str) -> str:
        directory = DataDirectory(self.settings.data_dir)
        text, is_new = directory.keep(name, generate_private_key)
        if is_new:
            self.made(directory.path / name)
        return text


def silently(_: Path) -> None:
    """For those who need not hear of new files."""


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES)
    except OSError as error:
        raise Misconfigured(
            f"private-key: {path} cannot be read: {error.strerror}. Name a PKCS#8 PEM file that this user may read."
        ) from None
    # Whatever is no text is no PEM either, and gets that said.
    return data.decode("utf-8", "replace")


def _loaded(pem: str, path: Path, cure: str = "", *, made_here: bool = False) -> PrivateKey:
    try:
        return load_private_key(pem, made_here=made_here)
    except Refusal as refusal:
        raise Misconfigured(f"{path}: {key_refusal_message(refusal)}{cure}") from None
