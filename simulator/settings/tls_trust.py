"""What a client by the same settings takes for the server's certificate."""

import ssl
from pathlib import Path

from simulator.settings.misconfigured import Misconfigured
from simulator.settings.tls_names import authority_of
from simulator.settings.values import Settings


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
    add_authority(context, file, "tls-cert: " if settings.tls_cert else "")
    return context


def add_authority(context: ssl.SSLContext, file: Path, place: str) -> None:
    """Trust the file's certificates, too; raises Misconfigured, which ``place`` begins."""
    try:
        context.load_verify_locations(file)
    except ssl.SSLError:
        raise Misconfigured(f"{place}{file} cannot be read: it holds no certificate in PEM.") from None
    except OSError as error:
        raise Misconfigured(f"{place}{file} cannot be read: {error.strerror}.") from None
