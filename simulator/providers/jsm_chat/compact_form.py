"""The first look at a token: whether it is the compact serialization of a JWS (RFC 7515 section 7.1), and only that."""

import json

import msgspec

from simulator.core import base64url, strict_json
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step
from simulator.providers.jsm_chat.secret_key import SIGNATURE_BYTES

MAX_CHARACTERS = 65_536
PARTS = ("header", "claims", "signature")
_JWE_PARTS = 5
_SIGNATURE_CHARACTERS = 43
_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
_INVISIBLE = "\ufeff\u200b"  # a byte order mark, a zero-width space
_BARE = "the token alone: three base64url parts joined by dots"
_BLANKS = {"\n": "a line feed", "\r": "a carriage return", "\t": "a tab", " ": "a space"}
_VARIANTS = {"=": "padding", "+": "standard", "/": "standard", "%": "percent"}


class CompactJws(msgspec.Struct, frozen=True):
    """The three parts, decoded; ``signing_input`` is what the signature covers."""

    header: bytes
    payload: bytes
    signature: bytes
    signing_input: bytes


def examine(token: str | None) -> Step[CompactJws | None]:
    """The token's parts; whatever is not exactly the compact form is refused with what it is instead.

    What stands around a token is refused too, but does not keep from looking at the token itself.
    """
    if not token:
        raise Refusal("token_missing", found="null" if token is None else "an empty string", expected=_BARE)
    decoration = _decoration(token)
    if decoration:
        yield decoration
    if len(token) > MAX_CHARACTERS:
        raise Refusal("token_too_large", found=len(token), expected=MAX_CHARACTERS)
    bare = _undecorated(token)
    if not bare:
        return None
    if bare.startswith("{"):
        raise _json(bare)
    parts = bare.split(".")
    if len(parts) != len(PARTS):
        raise _part_count(parts)
    return (yield from _decoded(parts))


def _decoded(parts: list[str]) -> Step[CompactJws | None]:
    decoded: list[bytes] = []
    for place, part in enumerate(parts):
        if place == len(PARTS) - 1 and _is_cut(part):
            yield Finding("token_truncated", len(part) * 6 // 8, SIGNATURE_BYTES)
            return None
        try:
            decoded.append(base64url.decode(part))
        except base64url.NotBase64Url as error:
            yield _not_base64url(parts, place, error)
    if len(decoded) != len(PARTS):
        return None
    head, payload, signature = decoded
    return CompactJws(head, payload, signature, f"{parts[0]}.{parts[1]}".encode())


def _is_cut(signature: str) -> bool:
    """Chosen: a text that was cut ends anywhere, so bits left over are not judged. None at all is unsigned."""
    return 0 < len(signature) < _SIGNATURE_CHARACTERS and base64url.first_outside(signature) is None


def _decoration(token: str) -> Finding | None:
    if token[:7].lower() == "bearer ":
        return Finding("token_decorated", token[:7], _BARE, "bearer")
    for place, end in ((-1, "end"), (0, "start")):
        if _is_blank(token[place]):
            facts = {"blank": _named_blank(token[place]), "end": end}
            return Finding("token_decorated", token[place], _BARE, "space", facts)
    quotes = [mark for mark in (token[0], token[-1]) if mark in _QUOTES]
    return Finding("token_decorated", quotes[0], _BARE, "quotes") if quotes else None


def _undecorated(token: str) -> str:
    while token and _decoration(token):
        token = token.strip().strip(_QUOTES + _INVISIBLE)
        if f"{token} "[:7].lower() == "bearer ":
            token = token[7:]
    return token


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _named_blank(character: str) -> str:
    return _BLANKS.get(character, f"U+{ord(character):04X}")


def _json(token: str) -> Refusal:
    try:
        members = strict_json.parse_object(token.encode("utf-8", "replace")).value
    except strict_json.NotStrictJson:
        return Refusal("token_json_serialization", found=token[:24], expected=_BARE)
    names = sorted(members)
    carrier = next((name for name in names if _is_compact(members[name])), None)
    if carrier is None:
        return Refusal("token_json_serialization", found=names, expected=_BARE)
    member = json.dumps(carrier)
    return Refusal("token_json_serialization", found=names, expected=_BARE, variant="carrier", member=member)


def _is_compact(value: object) -> bool:
    return isinstance(value, str) and value.startswith("ey") and value.count(".") == len(PARTS) - 1


def _part_count(parts: list[str]) -> Refusal:
    count = len(parts)
    if count == _JWE_PARTS:
        return Refusal("token_encrypted", found="five parts", expected=_BARE)
    variant = {1: "one", 2: "unsigned"}.get(count)
    return Refusal("token_part_count", found=count, expected=len(PARTS), variant=variant)


def _not_base64url(parts: list[str], place: int, error: base64url.NotBase64Url) -> Finding:
    character = parts[place][error.position]
    facts: dict[str, object] = {
        "part": PARTS[place],
        "offset": sum(len(part) + 1 for part in parts[:place]) + error.position,
        "length": len(parts[place]),
        "named": f"'{character}'" if character.isprintable() and not character.isspace() else _named_blank(character),
    }
    if error.problem == "length":
        found = f"{len(parts[place])} characters"
        return Finding("token_not_base64url", found, "a length that base64url can have", "length", facts)
    if error.problem == "trailing-bits":
        return Finding("token_not_base64url", character, "unused bits that are zero", "trailing-bits", facts)
    variant = "space" if character.isspace() else _VARIANTS.get(character)
    return Finding("token_not_base64url", character, "only A-Z a-z 0-9 - _", variant, facts)
