"""Where in a token each mistake stands."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import msgspec

from simulator.core.catalogue import FAILURE
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, AlsoFound, Check, Outcome, Verdict
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.claims import USER_ID, VISITOR_DATA
from simulator.providers.iadvize.compact_form import TAG_BYTES
from simulator.providers.iadvize.envelope import IV_BYTES


class Place(Enum):
    """The parts of the outer token, and of the signed one inside it."""

    JWE_HEADER = 0
    ENCRYPTED_KEY = 1
    IV = 2
    CIPHERTEXT = 3
    TAG = 4
    JWS_HEADER = 5
    CLAIMS = 6
    SIGNATURE = 7


NAME, VALUE, ABSENT, WHOLE = "name", "value", "absent", "whole"
Path = tuple[str, ...]


class Spot(msgspec.Struct, frozen=True):
    """A place that is marked: a member's name or value, the gap where one is missing, or a part as a whole."""

    place: Place
    path: Path
    on: str
    label: str
    outcome: str


_WHOLE: Mapping[str, Place] = {
    "key_unwrap_failed": Place.ENCRYPTED_KEY,
    "inner_not_jws": Place.CIPHERTEXT,
    "brand_key_missing": Place.SIGNATURE,
    "signature_of_other_site": Place.SIGNATURE,
    "signature_mismatch": Place.SIGNATURE,
}
_MEMBERS: Mapping[str, tuple[Place, str, Path]] = {
    "jwe_alg_unsupported": (Place.JWE_HEADER, VALUE, ("alg",)),
    "jwe_enc_unsupported": (Place.JWE_HEADER, VALUE, ("enc",)),
    "jwe_compressed": (Place.JWE_HEADER, NAME, ("zip",)),
    "jwe_critical_header": (Place.JWE_HEADER, NAME, ("crit",)),
    "jws_unsigned": (Place.JWS_HEADER, VALUE, ("alg",)),
    "jws_alg_unsupported": (Place.JWS_HEADER, VALUE, ("alg",)),
    "jws_critical_header": (Place.JWS_HEADER, NAME, ("crit",)),
    "user_id_missing": (Place.CLAIMS, ABSENT, (USER_ID,)),
    "user_id_not_string": (Place.CLAIMS, VALUE, (USER_ID,)),
    "user_id_empty": (Place.CLAIMS, VALUE, (USER_ID,)),
    "user_id_too_long": (Place.CLAIMS, VALUE, (USER_ID,)),
    "user_id_changed": (Place.CLAIMS, VALUE, (USER_ID,)),
    "visitor_data_not_object": (Place.CLAIMS, VALUE, (VISITOR_DATA,)),
    "issuer_missing": (Place.CLAIMS, ABSENT, ("iss",)),
    "exp_missing": (Place.CLAIMS, ABSENT, ("exp",)),
    "exp_not_number": (Place.CLAIMS, VALUE, ("exp",)),
    "exp_in_milliseconds": (Place.CLAIMS, VALUE, ("exp",)),
    "token_expired": (Place.CLAIMS, VALUE, ("exp",)),
    "nbf_not_number": (Place.CLAIMS, VALUE, ("nbf",)),
    "token_not_yet_valid": (Place.CLAIMS, VALUE, ("nbf",)),
    "issued_in_future": (Place.CLAIMS, VALUE, ("iat",)),
    "lifetime_beyond_session": (Place.CLAIMS, VALUE, ("exp",)),
    "lifetime_long": (Place.CLAIMS, VALUE, ("exp",)),
}
# The member's name is what was found.
_NAMED_BY_FOUND: Mapping[str, Path] = {
    "user_id_unprefixed": (),
    "user_id_prefix_wrong": (),
    "visitor_data_unprefixed": (),
    "visitor_data_field_unknown": (VISITOR_DATA,),
}
_SAYS_EXPECTED = frozenset(
    {
        *("jwe_alg_unsupported", "jwe_enc_unsupported", "jws_unsigned", "jws_alg_unsupported"),
        *("user_id_unprefixed", "user_id_prefix_wrong", "visitor_data_unprefixed", "exp_in_milliseconds"),
    }
)


def spots(verdict: Verdict) -> list[Spot]:
    """Every spot of a verdict that can be pointed at."""
    seen = [check for check in verdict.checks if check.outcome not in (PASSED, SKIPPED)]
    seen += [
        Check(also.check, _outcome(also.code), also.message, also.code, found=_named(also, verdict.claims or {}))
        for also in verdict.also_found
    ]
    return [spot for check in seen for spot in _spots(check)]


def _named(also: AlsoFound, claims: Mapping[str, Any]) -> str | None:
    """The member that a message names; what is found beside the first mistake is told in words alone."""
    members: Any = claims
    for name in _NAMED_BY_FOUND.get(also.code, ()):
        members = members.get(name)
    names = members if also.code in _NAMED_BY_FOUND and isinstance(members, Mapping) else ()
    return next((name for name in names if f'"{name}"' in also.message), None)


def _spots(check: Check) -> Iterator[Spot]:
    code = check.code or ""
    label = _label(check)
    if code == "ciphertext_tampered":
        yield _tampered(check)
    elif code in _WHOLE:
        yield Spot(_WHOLE[code], (), WHOLE, label, check.outcome)
    elif code in _MEMBERS:
        place, on, path = _MEMBERS[code]
        yield Spot(place, path, on, label, check.outcome)
    elif code in _NAMED_BY_FOUND and isinstance(check.found, str):
        yield Spot(Place.CLAIMS, (*_NAMED_BY_FOUND[code], check.found), NAME, label, check.outcome)
    elif code == "visitor_data_field_not_string" and isinstance(check.found, dict):
        for name in check.found:
            yield Spot(Place.CLAIMS, (VISITOR_DATA, name), VALUE, label, check.outcome)


def _tampered(check: Check) -> Spot:
    if check.expected == IV_BYTES:
        return Spot(Place.IV, (), WHOLE, f"must be {IV_BYTES} bytes", check.outcome)
    label = (
        f"must be {TAG_BYTES} bytes" if check.expected == TAG_BYTES else "does not match: part 1, 3, 4 or 5 was changed"
    )
    return Spot(Place.TAG, (), WHOLE, label, check.outcome)


def _label(check: Check) -> str:
    code = check.code or ""
    if code in _SAYS_EXPECTED and isinstance(check.expected, (str, int, float)):
        return f"expected {_short(check.expected)}"
    return CATALOGUE[code].line


def _short(expected: Any) -> str:
    return str(int(expected)) if isinstance(expected, float) else str(expected)


def _outcome(code: str) -> Outcome:
    return FAILED if CATALOGUE[code].severity == FAILURE else WARNING
