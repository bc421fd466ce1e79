"""Reading a JOSE header strictly: a JSON object in UTF-8, with no member twice."""

from functools import lru_cache
from typing import Any

from simulator.core import strict_json

_CACHEABLE_BYTES = 1024


class Unreadable(ValueError):
    """The header is no strict JSON object, or lacks a member; the text says why."""


def read(raw: bytes, *required: str) -> dict[str, Any]:
    """The header's members; raises Unreadable. The mapping is shared between calls: read it, don't change it."""
    return _read_cached(raw, required) if len(raw) <= _CACHEABLE_BYTES else _read(raw, required)


def _read(raw: bytes, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        parsed = strict_json.parse_object(raw)
    except strict_json.NotStrictJson as error:
        raise Unreadable(error.problem) from None
    if parsed.repeated:
        raise Unreadable(f'the member "{parsed.repeated[0]}" stands in it twice')
    missing = [name for name in required if name not in parsed.value]
    if missing:
        raise Unreadable(f'it has no "{missing[0]}"')
    members: dict[str, Any] = parsed.value
    return members


_read_cached = lru_cache(maxsize=512)(_read)
