"""What a client wants to read, out of what there is: RFC 9110 section 12.5.1."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

_ANY = "*/*"


class _Range(msgspec.Struct, frozen=True):
    """One media range of an Accept header."""

    text: str
    quality: float
    position: int

    def specificity(self, media_type: str) -> int:
        """How closely it names the type: 0 is not at all."""
        if self.text == media_type:
            return 3
        if self.text == f"{media_type.partition('/')[0]}/*":
            return 2
        return 1 if self.text == _ANY else 0


@lru_cache(maxsize=64)  # most clients send the same one each time
def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header likes best, or None where it likes none.

    Among equals one that is named comes before one that a wildcard covers, then the header's order, then the offers'.
    """
    ranges = [_range(text, position) for position, text in enumerate((accept or _ANY).split(","))]
    best = max(offers, key=lambda offer: _liking(offer, ranges))
    return best if _liking(best, ranges)[0] > 0 else None


def _liking(offer: str, ranges: Sequence[_Range]) -> tuple[float, int, int]:
    closest = max(ranges, key=lambda each: each.specificity(offer))
    specificity = closest.specificity(offer)
    return (closest.quality if specificity else 0, specificity, -closest.position)


def _range(text: str, position: int) -> _Range:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    # Java's own client writes a lone star for everything.
    return _Range(_ANY if name == "*" else name, _quality(parameters), position)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1
