"""Which certificate a command takes for a simulator's."""

import ssl
from pathlib import Path

from simulator.settings import Misconfigured, Settings
from simulator.settings.tls import AUTHORITY, authority_of


def trust_in(url: str, ca_file: Path | None, settings: Settings) -> ssl.SSLContext | None:
    """For an address that was given: what the machine trusts, and the file, or the data directory's authority.

    None where nothing is added to what the machine trusts. Raises Misconfigured for a file that holds no certificate.
    """
    kept = settings.data_dir / AUTHORITY
    file = ca_file or (kept if kept.exists() else None)
    if file is None or (ca_file is None and not url.lower().startswith("https:")):
        return None
    context = ssl.create_default_context()
    _add(context, file, "--ca-file: " if ca_file else "")
    return context


def trust_in_own(settings: Settings) -> ssl.SSLContext | None:
    """For a simulator by these settings: its own certificate or authority alone, whatever name that is for.

    None for plain HTTP, and before there is an authority.
    """
    file = settings.tls_cert or authority_of(settings)
    if not settings.is_https or file is None or not file.exists():
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # a certificate of one's own is seldom for 127.0.0.1
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # nor does its file always hold who vouches for it
    _add(context, file, "tls-cert: " if settings.tls_cert else "")
    return context


def _add(context: ssl.SSLContext, file: Path, place: str) -> None:
    try:
        context.load_verify_locations(file)
    except ssl.SSLError:
        raise Misconfigured(f"{place}{file} cannot be read: it holds no certificate in PEM.") from None
    except OSError as error:
        raise Misconfigured(f"{place}{file} cannot be read: {error.strerror}.") from None
