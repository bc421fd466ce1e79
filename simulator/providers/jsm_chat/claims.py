"""What the brand says of its customer: the e-mail address, and the name that agents see."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.core import strict_json
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step

EMAIL = "email"
DISPLAY_NAME = "displayName"
MAX_EMAIL = 254  # RFC 5321, as RFC 3696's erratum 1690 counts it
# Chosen: one @ between what is there and a domain of labels. Whoever wants more has to send a mail.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)*")
_NAMED = re.compile(r".*<[^<>]+@[^<>]+>\s*")
_OTHER_EMAILS = ("mail", "emailaddress", "useremail", "customeremail", "upn", "preferredusername")
_OTHER_NAMES = ("name", "fullname", "username", "display", "nickname")


def examine(payload: bytes) -> Step[dict[str, Any]]:
    """The claims; anything but one JSON object without repeated members is refused."""
    try:
        parsed = strict_json.parse_object(payload)
    except strict_json.NotStrictJson as error:
        found = payload[:80].decode("utf-8", "replace")
        raise Refusal("claims_unreadable", found=found, expected="a JSON object", problem=error.problem) from None
    claims: dict[str, Any] = parsed.value
    for member in dict.fromkeys(parsed.repeated):
        yield Finding("claims_duplicate_member", member, "each member once")
    yield from _email(claims)
    yield from _display_name(claims)
    return claims


def email(claims: dict[str, Any]) -> str | None:
    """The address where it is a text; the case of its letters tells no customers apart, which is chosen."""
    value = claims.get(EMAIL)
    return value.lower() if isinstance(value, str) else None


def profile(claims: dict[str, Any]) -> dict[str, Any] | None:
    """What the claims say of the customer, as far as it is text."""
    said = {name: claims[name] for name in (DISPLAY_NAME, EMAIL) if isinstance(claims.get(name), str)}
    return said or None


def _email(claims: dict[str, Any]) -> Iterator[Finding]:
    if EMAIL not in claims:
        renamed = _renamed(claims, EMAIL, _OTHER_EMAILS)
        names = ", ".join(sorted(claims))
        yield Finding("email_missing", renamed or names, EMAIL, "renamed" if renamed else None if names else "none")
        return
    value = claims[EMAIL]
    if not isinstance(value, str):
        variant = "list" if isinstance(value, list) else None
        yield Finding("email_not_string", value, "a string", variant, {"kind": strict_json.kind(value)})
    elif not value.strip():
        yield Finding("email_empty", value, "an address")
    elif not _ADDRESS.fullmatch(value):
        yield Finding("email_malformed", value, "an address", _malformed(value))
    elif len(value) > MAX_EMAIL:
        yield Finding("email_too_long", len(value), MAX_EMAIL)


def _malformed(value: str) -> str | None:
    if "@" not in value:
        return "no-at"
    if _NAMED.fullmatch(value):
        return "named"
    return "space" if any(character.isspace() for character in value) else None


def _display_name(claims: dict[str, Any]) -> Iterator[Finding]:
    if DISPLAY_NAME not in claims:
        renamed = _renamed(claims, DISPLAY_NAME, _OTHER_NAMES)
        yield Finding("display_name_missing", renamed or sorted(claims), DISPLAY_NAME, "renamed" if renamed else None)
        return
    value = claims[DISPLAY_NAME]
    if not isinstance(value, str):
        yield Finding("display_name_not_string", value, "a string", facts={"kind": strict_json.kind(value)})
    elif not value.strip():
        yield Finding("display_name_empty", value, "a name")


def _renamed(claims: dict[str, Any], name: str, others: tuple[str, ...]) -> str | None:
    """A claim under another name, its case, its separators and a prefix left aside."""
    for claim in claims:
        plain = re.sub(r"[^a-z]", "", claim.lower().rpartition("/")[2])
        if plain == name.lower() or plain in others:
            return claim
    return None
