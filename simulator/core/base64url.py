"""base64url without padding, exactly as RFC 7515 section 2 writes it, and nothing laxer."""

import binascii
import re

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_OUTSIDE = re.compile(r"[^A-Za-z0-9_-]")
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_ALPHABET_OCTETS = ALPHABET.encode()
_PADDING = {0: b"", 2: b"==", 3: b"="}
_UNUSED_BITS = {0: 0b000000, 2: 0b001111, 3: 0b000011}


class NotBase64Url(ValueError):
    """The text is not canonical base64url; ``problem`` is ``character``, ``length`` or ``trailing-bits``."""

    def __init__(self, problem: str, position: int) -> None:
        super().__init__(f"{problem} at {position}")
        self.problem = problem
        self.position = position


def first_outside(text: str) -> int | None:
    """Position of the first character outside the alphabet, or None."""
    match = _OUTSIDE.search(text)
    return match.start() if match else None


def decode(text: str) -> bytes:
    """Bytes of canonical, unpadded base64url; anything else raises NotBase64Url."""
    octets = text.encode("utf-8", "surrogatepass")
    if octets.translate(None, _ALPHABET_OCTETS):
        raise NotBase64Url("character", first_outside(text) or 0)
    remainder = len(octets) % 4
    if remainder == 1:
        raise NotBase64Url("length", len(text) - 1)
    if remainder and ALPHABET.index(text[-1]) & _UNUSED_BITS[remainder]:
        raise NotBase64Url("trailing-bits", len(text) - 1)
    return binascii.a2b_base64(octets.translate(_TO_STANDARD) + _PADDING[remainder])


def encode(data: bytes) -> str:
    """Canonical, unpadded base64url of the bytes."""
    return binascii.b2a_base64(data, newline=False).decode("ascii").rstrip("=").replace("+", "-").replace("/", "_")
