"""base64url without padding, exactly as RFC 7515 section 2 writes it, and nothing laxer."""

import binascii
import re
from functools import lru_cache

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_OCTETS = ALPHABET.encode()
_OUTSIDE = re.compile(r"[^A-Za-z0-9_-]")
# What base64 has and base64url has not becomes something that neither has.
_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
_FROM_STANDARD = bytes.maketrans(b"+/", b"-_")
_IMPOSSIBLE = 1  # no number of bytes leaves over one character of four
_MAX_KEPT = 1024
_PADDING = (b"", b"", b"==", b"=")
# By what a length leaves over of four: the last characters, in base64, whose unused bits are all zero.
_ENDS = tuple(ends.translate(_TO_STANDARD) for ends in (_OCTETS, b"", _OCTETS[:: 1 << 4], _OCTETS[:: 1 << 2]))


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
    try:
        return _decode(text.encode("ascii").translate(_TO_STANDARD))
    except ValueError:
        raise _problem(text) from None


def decode_compact(text: bytes) -> list[bytes]:
    """The decoded parts of a compact serialization; raises ValueError where one of them is not canonical."""
    header, *rest = text.translate(_TO_STANDARD).split(b".")
    decode_header = _decode_again if len(header) < _MAX_KEPT else _decode
    return [decode_header(header), *map(_decode, rest)]


def _decode(standard: bytes) -> bytes:
    remainder = len(standard) % 4
    if remainder and standard[-1] not in _ENDS[remainder]:
        raise ValueError
    return binascii.a2b_base64(standard + _PADDING[remainder], strict_mode=True)


# All tokens of a brand have the same header.
_decode_again = lru_cache(maxsize=512)(_decode)


def _problem(text: str) -> NotBase64Url:
    outside = first_outside(text)
    if outside is not None:
        return NotBase64Url("character", outside)
    problem = "length" if len(text) % 4 == _IMPOSSIBLE else "trailing-bits"
    return NotBase64Url(problem, len(text) - 1)


def encode(data: bytes) -> str:
    """Canonical, unpadded base64url of the bytes."""
    return binascii.b2a_base64(data, newline=False).translate(_FROM_STANDARD, b"=").decode("ascii")
