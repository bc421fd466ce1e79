"""HTTPS: with a certificate that was given, or with one by a local authority that is made once."""

import datetime
import logging
import platform
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.settings.data_directory import DataDirectory
from simulator.settings.misconfigured import Misconfigured
from simulator.settings.tls_door import Door
from simulator.settings.tls_names import AUTHORITY, certified_names
from simulator.settings.values import Settings

if TYPE_CHECKING:
    from trustme import CA

_LOG = logging.getLogger(__name__)
_AUTHORITY_KEY = "tls-authority-private-key.pem"

_DAYS = 397  # browsers refuse certificates that last much longer, some of them local ones too


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """What the server speaks TLS with, or None where it speaks plain HTTP; raises Misconfigured."""
    if not settings.is_https:
        return None
    context = Door(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if settings.tls_cert is not None and settings.tls_key is not None:
        _load(context, settings.tls_cert, settings.tls_key)
    else:
        _issue(context, settings)
    return context


def _load(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    for name, file in (("tls-cert", certificate), ("tls-key", key)):
        try:
            file.read_bytes()
        except OSError as error:
            raise Misconfigured(f"{name}: {file} cannot be read: {error.strerror}.") from None

    def no_passphrase() -> str:
        raise Misconfigured(
            f"tls-key: {key} has a passphrase. Take it off a copy: openssl pkey -in encrypted.pem -out private.pem"
        )

    try:
        context.load_cert_chain(certificate, key, no_passphrase)
    except ssl.SSLError as error:
        if "MISMATCH" in str(error):
            raise Misconfigured(f"tls-key: {key} is not the key of {certificate}.") from None
        raise Misconfigured(
            f"tls-cert: {certificate} and {key} cannot be used; wanted are a certificate, with those that vouch for it"
            " behind it, and its private key, both as PEM."
        ) from None
    _remark_on(certificate)


def _remark_on(certificate: Path) -> None:
    """Say that clients will refuse it for its dates; it is served all the same, as that may be wanted."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - slow, and few bring a certificate

    try:
        own = load_pem_x509_certificates(certificate.read_bytes())[0]
    except (OSError, ValueError):  # OpenSSL, which has read it already, is less strict
        return
    now = datetime.datetime.now(datetime.UTC)
    begins, ends = own.not_valid_before_utc, own.not_valid_after_utc
    if begins <= now < ends:
        return
    why = f"expired on {ends:%Y-%m-%d}" if now >= ends else f"is not valid before {begins:%Y-%m-%d}"
    _LOG.warning(
        "iadvize-simulator: tls-cert: %s %s, so clients refuse it. Bring another, or --tls for one of our own.",
        certificate,
        why,
    )


def _issue(context: ssl.SSLContext, settings: Settings) -> None:
    """A certificate for this run, by the data directory's authority."""
    names = certified_names(settings)
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=_DAYS)
    try:
        leaf = _authority(settings.data_dir).issue_cert(*names, organization_name="iadvize-simulator", not_after=until)
    except ValueError as error:
        raise Misconfigured(f"tls: no certificate can be made for {', '.join(names)}: {error}.") from None
    try:
        leaf.configure_cert(context)
    except OSError as error:
        raise Misconfigured(f"tls: the temporary directory cannot be written: {error.strerror}.") from None


def _authority(folder: Path) -> "CA":
    """Made once: its certificate and key are one file, so that no half of the pair can be lost or replaced alone."""
    try:
        from trustme import CA  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise Misconfigured(
            "tls: the package trustme is missing. In a checkout: .venv/bin/python -m pip install --editable '.[tls]';"
            " elsewhere install the simulator from its repository's path with the extra: 'PATH[tls]'. Or bring a"
            " certificate of your own: --tls-cert FILE --tls-key FILE."
        ) from None

    def make() -> str:
        made = CA(organization_name="iadvize-simulator", organization_unit_name=f"development on {platform.node()}")
        return (made.private_key_pem.bytes() + made.cert_pem.bytes()).decode()

    directory = DataDirectory(folder)
    text, _ = directory.keep(_AUTHORITY_KEY, make)
    begin = text.find("-----BEGIN CERTIFICATE-----")
    try:
        authority = CA.from_pem(text[max(begin, 0) :].encode(), text.encode())
    except ValueError:
        raise Misconfigured(
            f"{folder / _AUTHORITY_KEY} is damaged. Remove it and {folder / AUTHORITY}; the next start makes another"
            " authority, which has to be trusted anew."
        ) from None
    certificate = authority.cert_pem.bytes().decode()
    kept, _ = directory.keep(AUTHORITY, lambda: certificate)
    if kept != certificate:
        raise Misconfigured(
            f"{folder / AUTHORITY} is not that of {folder / _AUTHORITY_KEY}; remove it, and start again."
        )
    return authority
