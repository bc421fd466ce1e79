"""The settings as everything reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.settings.bounds import DEFAULT, Bounds


@dataclass(frozen=True, slots=True)
class Settings:
    """How the simulator runs; ``table.py`` says what each field is.

    ``sites`` are the ``[[sites]]`` tables under the names of a site's JSON, with their key files read in, and
    ``config`` is the file that was read, or None.
    """

    host: str = "127.0.0.1"
    port: int = 8787
    data_dir: Path = Path(".iadvize-simulator")
    private_key: Path | None = None
    refused_key_files: tuple[Path, ...] = ()
    state: str = field(default="memory", repr=False)  # a URL may hold a password
    workers: int = 1
    allowed_hosts: tuple[str, ...] = ()
    trust_callers: bool = False
    control_token: str | None = field(default=None, repr=False)
    require_api_token: bool = False
    tls: bool = False
    tls_cert: Path | None = None
    tls_key: Path | None = None
    api_users: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    sites: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    config: Path | None = None
    bounds: Bounds = DEFAULT

    @property
    def is_https(self) -> bool:
        """Whether the server speaks TLS: with a certificate of its own, or one that was given."""
        return self.tls or self.tls_cert is not None
