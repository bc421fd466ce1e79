"""New ids."""

import os

_AT_ONCE = 64
_VARIANT = "89ab"
_ids: list[str] = []


def fresh_id() -> str:
    """A random UUID (RFC 9562, version 4) as text. Many are made at once: each call of the system takes its time."""
    while True:
        try:
            return _ids.pop()
        except IndexError:
            noise = os.urandom(16 * _AT_ONCE).hex()
            _ids.extend(_formed(noise[place : place + 32]) for place in range(0, len(noise), 32))


def _formed(digits: str) -> str:
    variant = _VARIANT[int(digits[16], 16) % len(_VARIANT)]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


if hasattr(os, "register_at_fork"):  # or two workers would hand out the same ones
    os.register_at_fork(after_in_child=_ids.clear)
