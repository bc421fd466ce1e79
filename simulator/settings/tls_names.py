"""What is known of HTTPS before any of it is loaded: where the authority lies, and which names it certifies."""

from pathlib import Path

from simulator.settings.address import EVERYWHERE
from simulator.settings.values import Settings

AUTHORITY = "tls-authority.pem"
# A page that is left as it is loads //<platform>.iadvize.com/iadvize.js; a backend asks api.iadvize.com.
_NAMES = ("localhost", "127.0.0.1", "::1", "*.iadvize.com")


def authority_of(settings: Settings) -> Path | None:
    """Where the authority's certificate lies that clients shall trust; None where none of ours is used."""
    return settings.data_dir / AUTHORITY if settings.tls and settings.tls_cert is None else None


def certified_names(settings: Settings) -> tuple[str, ...]:
    """The names and addresses that a certificate by our authority is for."""
    host = () if settings.host in EVERYWHERE else (settings.host,)
    return tuple(dict.fromkeys((*_NAMES, *host, *settings.allowed_hosts)))
