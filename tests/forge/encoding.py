"""base64url and JSON as the JOSE specifications write them, and as they must not be written."""

import base64
import json
from collections.abc import Mapping
from typing import Any

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

# A header or payload: a mapping that becomes compact JSON, or the very bytes.
Document = Mapping[str, Any] | bytes


def b64(data: bytes) -> str:
    """Unpadded base64url (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of unpadded base64url."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64_loose_bits(text: str) -> str:
    """Another spelling of the same bytes: the unused bits of the last character are set."""
    if len(text) % 4 not in (2, 3):
        raise ValueError("no unused bits in this length")
    return text[:-1] + ALPHABET[ALPHABET.index(text[-1]) | 1]


def compact_json(value: object) -> bytes:
    """JSON without spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def php_json(value: object) -> bytes:
    """JSON as PHP's json_encode writes it without options: slashes escaped, everything past ASCII as \\uXXXX."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def document(value: Document) -> bytes:
    """The bytes of a header or payload."""
    return value if isinstance(value, bytes) else compact_json(value)
