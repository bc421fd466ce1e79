"""Reading a JOSE header strictly: a JSON object in UTF-8, with no member twice."""

from functools import lru_cache
from typing import Any

from simulator.core import strict_json

_CACHEABLE_BYTES = 1024


class Unreadable(ValueError):
    """The header is no strict JSON object, or lacks a member; the text says why, ``members`` are what it has."""

    def __init__(self, problem: str, members: dict[str, Any]) -> None:
        super().__init__(problem)
        self.members = members


def read(raw: bytes, *required: str) -> dict[str, Any]:
    """The header's members; raises Unreadable."""
    if len(raw) > _CACHEABLE_BYTES or raw.count(b"{") > 1 or b"[" in raw:
        return _read(raw, required)
    return dict(_read_cached(raw, required))  # a copy: whoever reads a verdict may do with it as they please


def _read(raw: bytes, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        parsed = strict_json.parse_object(raw)
    except strict_json.NotStrictJson as error:
        raise Unreadable(error.problem, {}) from None
    if parsed.repeated:
        raise Unreadable(f'the member "{parsed.repeated[0]}" stands in it twice', parsed.value)
    missing = [name for name in required if name not in parsed.value]
    if missing:
        raise Unreadable(f'it has no "{missing[0]}"', parsed.value)
    members: dict[str, Any] = parsed.value
    return members


_read_cached = lru_cache(maxsize=512)(_read)
