"""Times, and tokens that come again."""

from typing import Any

from scripts.docs.evidence.example import Example
from tests import forge

_NOW = int(forge.NOW)


def _at(code: str, variant: str | None, **claims: Any) -> Example:
    return Example(code, variant, lambda: forge.token(forge.claims(**claims)))


def _moved(code: str, offset: float, **claims: Any) -> Example:
    """A token that is good by real time, on a site whose clock is ``offset`` seconds ahead of it."""
    return Example(code, "moved", lambda: forge.token(forge.claims(**claims)), lambda: {"clock_offset": offset})


EXAMPLES = (
    _at("exp_missing", None, exp=forge.OMIT),
    _at("exp_not_number", None, exp=None),
    _at("exp_not_number", "text", exp="2025-10-09T08:54:20Z"),
    _at("exp_in_milliseconds", None, exp=(_NOW + 60) * 1000),
    _at("token_expired", None, exp=_NOW - 30),
    _at("token_expired", "clock", exp=_NOW - 3540),
    _moved("token_expired", 3660, exp=_NOW - 3600),
    _at("token_expired", "long-ago", exp=60),
    Example.forced("token_expired"),
    _at("nbf_not_number", None, nbf=None),
    _at("nbf_not_number", "text", nbf=str(_NOW)),
    _at("token_not_yet_valid", None, nbf=_NOW + 400, exp=_NOW + 460),
    _moved("token_not_yet_valid", -3600, nbf=_NOW + 3600, exp=_NOW + 3660),
    _at("token_not_yet_valid", "alone", nbf=_NOW + 90),
    _at("token_not_yet_valid", "zone", nbf=_NOW + 7200),
    _at("token_not_yet_valid", "milliseconds", nbf=_NOW * 1000),
    _at("issued_in_future", None, iat=_NOW + 400, exp=_NOW + 460),
    _moved("issued_in_future", -3600, iat=_NOW + 3600, exp=_NOW + 3660),
    _at("issued_in_future", "alone", iat=_NOW + 90),
    _at("issued_in_future", "zone", iat=_NOW + 7200),
    _at("issued_in_future", "milliseconds", iat=_NOW * 1000),
    _at("lifetime_beyond_session", None, exp=_NOW + 86_400),
    _at("lifetime_long", None, exp=_NOW + 1800),
    Example("token_reused", None, forge.token, lambda: {"reused": True}),
)
