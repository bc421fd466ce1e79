"""The settings as everything reads them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from simulator.settings.bounds import DEFAULT, Bounds

# By whoever reads a log: a URL may hold a password.
_UNSEEN = ("state", "control_token", "api_users", "sites")


class Settings(NamedTuple):
    """How the simulator runs; ``table.py`` says what each field is.

    ``sites`` are the ``[[sites]]`` tables under the names of a site's JSON, with their key files read in, and
    ``config`` is the file that was read, or None.
    """

    host: str = "127.0.0.1"
    port: int = 8787
    data_dir: Path = Path(".iadvize-simulator")
    private_key: Path | None = None
    refused_key_files: tuple[Path, ...] = ()
    state: str = "memory"
    workers: int = 1
    allowed_hosts: tuple[str, ...] = ()
    trust_callers: bool = False
    control_token: str | None = None
    require_api_token: bool = False
    tls: bool = False
    tls_cert: Path | None = None
    tls_key: Path | None = None
    api_users: Mapping[str, str] = MappingProxyType({})
    sites: tuple[Mapping[str, Any], ...] = ()
    config: Path | None = None
    bounds: Bounds = DEFAULT

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self._fields if name not in _UNSEEN)
        return f"Settings({', '.join(shown)})"

    @property
    def is_https(self) -> bool:
        """Whether the server speaks TLS: with a certificate of its own, or one that was given."""
        return self.tls or self.tls_cert is not None
