"""A project's secret key, and the ways in which a backend gets it wrong.

HS256 is the standard library's HMAC; a key object of a JOSE library would add nothing but checks that a vendor's short
secret may not pass.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Iterator

import msgspec

ALG = "HS256"
SIGNATURE_BYTES = 32
MAX_CHARACTERS = 1000
_FINGERPRINT = 12
_QUOTES = ('"', "'", "`")
_BLANKS = {"\n": "a line feed", "\r\n": "a carriage return and a line feed", " ": "a space", "\t": "a tab"}
_PLACEHOLDERS = (
    "secret",
    "sharedSecret",
    "your-secret-key",
    "your-256-bit-secret",
    "changeme",
    "undefined",
    "null",
    "None",
)


class Slip(msgspec.Struct, frozen=True):
    """A key that a backend uses by mistake: ``code`` and ``variant`` word it, ``found`` is what is named."""

    key: bytes
    code: str
    variant: str
    found: str


def generate() -> str:
    """A new secret key: 32 random bytes in base64. That there is one is documented, its form is chosen."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def fingerprint(secret: str) -> str:
    """What names a secret key without telling it."""
    return hashlib.sha256(secret.encode()).hexdigest()[:_FINGERPRINT]


def mac(key: bytes, signing_input: bytes, digest: str = "sha256") -> bytes:
    """The signature that an HMAC key makes."""
    return hmac.digest(key, signing_input, digest)


def made(key: bytes, signing_input: bytes, signature: bytes) -> bool:
    """Whether the key made the HS256 signature."""
    return hmac.compare_digest(mac(key, signing_input), signature)


def slips(secret: str) -> Iterator[Slip]:
    """Keys that are nearly the secret."""
    yield from _recoded(secret)
    for blank, name in _BLANKS.items():
        yield Slip((secret + blank).encode(), "secret_key_altered", "added", name)
        yield Slip((blank + secret).encode(), "secret_key_altered", "before", name)
    for quote in _QUOTES:
        yield Slip(f"{quote}{secret}{quote}".encode(), "secret_key_altered", "quotes", quote)
    if secret.strip() != secret:
        yield Slip(secret.strip().encode(), "secret_key_altered", "trimmed", "no white space")
    yield Slip(f"\ufeff{secret}".encode(), "secret_key_altered", "before", "a byte order mark")
    yield Slip(b"", "signature_mismatch", "empty-secret", "an empty secret key")
    for name in _PLACEHOLDERS:
        if name != secret:
            yield Slip(name.encode(), "signature_mismatch", "name", name)


def _recoded(secret: str) -> Iterator[Slip]:
    padded = secret.rstrip("=") + "=" * (-len(secret.rstrip("=")) % 4)
    for alphabet in (None, b"-_"):
        try:
            decoded = base64.b64decode(padded.encode("ascii"), alphabet, validate=True)
        except (binascii.Error, UnicodeEncodeError):
            continue
        yield Slip(decoded, "secret_key_recoded", "base64-decoded", "base64-decoded")
    with contextlib.suppress(ValueError):
        yield Slip(bytes.fromhex(secret), "secret_key_recoded", "hex-decoded", "hex-decoded")
    encoded = base64.b64encode(secret.encode())
    yield Slip(encoded, "secret_key_recoded", "base64-encoded", "base64-encoded")
