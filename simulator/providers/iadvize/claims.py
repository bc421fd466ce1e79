"""What the brand says of its customer: the prefixed user id, the visitor data, the issuer."""

import difflib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from simulator.core import strict_json
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step
from simulator.core.visitor import PROFILE_FIELDS

PREFIX = "https://iadvize.com/"
USER_ID = PREFIX + "userId"
VISITOR_DATA = PREFIX + "visitorData"
MAX_USER_ID = 255
_BARE_USER_IDS = ("userId", "user_id", "userid", "sub")
_BARE_VISITOR_DATA = ("visitorData", "visitor_data", "visitordata")
_FOLDED = {field.lower(): field for field in PROFILE_FIELDS}
_SYNONYMS = {
    "phone": "phoneNumber",
    "mobile": "phoneNumber",
    "zip": "zipCode",
    "postcode": "zipCode",
    "postalcode": "zipCode",
    "mail": "email",
    "surname": "lastName",
    "familyname": "lastName",
    "givenname": "firstName",
    "name": "lastName",
    "street": "address",
    "town": "city",
}


def examine(payload: bytes, expected_user: str | None = None) -> Step[dict[str, Any]]:
    """The claims; anything but one JSON object without repeated members is refused, and so is another user's."""
    try:
        parsed = strict_json.parse_object(payload)
    except strict_json.NotStrictJson as error:
        raise Refusal(
            "claims_unreadable",
            found=payload[:80].decode("utf-8", "replace"),
            expected="a JSON object",
            problem=error.problem,
        ) from None
    claims: dict[str, Any] = parsed.value
    for member in dict.fromkeys(parsed.repeated):
        yield Finding("claims_duplicate_member", member, "each member once")
    yield from _user_id(claims)
    said = user_id(claims)
    if expected_user is not None and said is not None and said != expected_user:
        yield Finding("user_id_changed", said, expected_user)
    yield from _visitor_data(claims)
    issuer = claims.get("iss")
    if not isinstance(issuer, str) or not issuer:
        yield Finding("issuer_missing", issuer, "the brand's URL")
    return claims


def user_id(claims: dict[str, Any]) -> str | None:
    """The user id where it is a text."""
    value = claims.get(USER_ID)
    return value if isinstance(value, str) else None


def visitor_data(claims: dict[str, Any]) -> dict[str, Any] | None:
    """The visitor data where it is an object."""
    value = claims.get(VISITOR_DATA)
    return value if isinstance(value, dict) else None


def issuer(claims: dict[str, Any]) -> str | None:
    """The issuer where it is a text."""
    value = claims.get("iss")
    return value if isinstance(value, str) else None


def _user_id(claims: dict[str, Any]) -> Iterator[Finding]:
    if USER_ID not in claims:
        yield from _user_id_elsewhere(claims)
        return
    value = claims[USER_ID]
    if not isinstance(value, str):
        variant = "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else None
        yield Finding("user_id_not_string", value, "a string", variant, {"kind": strict_json.kind(value)})
    elif not value.strip():
        yield Finding("user_id_empty", value, "1 to 255 characters")
    elif len(value) > MAX_USER_ID:
        yield Finding("user_id_too_long", len(value), MAX_USER_ID)


def _user_id_elsewhere(claims: dict[str, Any]) -> Iterator[Finding]:
    bare = next((name for name in _BARE_USER_IDS if name in claims), None)
    wrong = next((name for name in claims if _is_misspelt(name)), None)
    if bare is not None:
        yield Finding("user_id_unprefixed", bare, USER_ID)
    if wrong is not None:
        yield Finding("user_id_prefix_wrong", wrong, USER_ID, _prefix_variant(wrong))
    if bare is None and wrong is None:
        foreign = next((name for name in claims if "iadvize" in name.lower() and not _is_visitor_data(name)), None)
        if foreign is None:
            yield Finding("user_id_missing", sorted(claims), USER_ID)
        else:
            yield Finding("user_id_missing", foreign, USER_ID, "renamed")


def _is_misspelt(name: str, ending: str = "userid") -> bool:
    decoded = unquote(name).lower()
    return decoded.endswith("/" + ending) or ("iadvize" in decoded and decoded.endswith(ending))


def _prefix_variant(name: str) -> str | None:
    if "%" in name:
        return "percent"
    lowered = name.lower()
    if name != lowered and lowered == USER_ID.lower():
        return "case"
    if lowered.startswith("http://"):
        return "http"
    if "//www." in lowered:
        return "www"
    if lowered == "https://iadvize.comuserid":
        return "slash"
    if "\\" in name:
        return "backslash"
    return "domain" if "iadvize.com/" not in lowered else None


def _is_visitor_data(name: str) -> bool:
    return name in (VISITOR_DATA, *_BARE_VISITOR_DATA) or _is_misspelt(name, "visitordata")


def _visitor_data(claims: dict[str, Any]) -> Iterator[Finding]:
    if VISITOR_DATA not in claims:
        elsewhere = next((name for name in claims if _is_visitor_data(name)), None)
        if elsewhere is not None:
            yield Finding("visitor_data_unprefixed", elsewhere, VISITOR_DATA)
        return
    data = claims[VISITOR_DATA]
    if not isinstance(data, dict):
        variant = "json-text" if isinstance(data, str) and data.lstrip().startswith("{") else None
        yield Finding("visitor_data_not_object", data, "an object", variant, {"kind": strict_json.kind(data)})
        return
    for name, value in data.items():
        if not isinstance(value, str):
            facts = {"field": name, "kind": strict_json.kind(value)}
            yield Finding("visitor_data_field_not_string", {name: value}, "a string", facts=facts)
        if name not in PROFILE_FIELDS:
            yield _unknown_field(name)


def _unknown_field(name: str) -> Finding:
    plain = name.lower().replace("_", "").replace("-", "").replace(" ", "")
    nearest = _SYNONYMS.get(plain)
    if nearest is None:
        close = difflib.get_close_matches(plain, _FOLDED)
        nearest = _FOLDED[close[0]] if close else None
    if nearest is None:
        return Finding(
            "visitor_data_field_unknown", name, list(PROFILE_FIELDS), facts={"fields": ", ".join(PROFILE_FIELDS)}
        )
    facts = {"nearest": nearest, "fields": ", ".join(PROFILE_FIELDS)}
    return Finding("visitor_data_field_unknown", name, nearest, "nearest", facts)
