"""The first look at a token: whether it is the compact serialization of a JWE (RFC 7516 section 7.1), and only that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.core import base64url, strict_json
from simulator.core.refusal import Refusal
from simulator.core.report import Step

MAX_CHARACTERS = 65_536
TAG_BYTES = 16
_TAG_CHARACTERS = 22
PARTS = ("header", "encrypted key", "initialization vector", "ciphertext", "authentication tag")
_JWE_PARTS = len(PARTS)
_JWS_PARTS = 3
_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
_BARE = "the token alone: five base64url parts joined by dots"


@dataclass(frozen=True, slots=True)
class CompactJwe:
    """The five parts, decoded; ``protected`` is the first as it stood, which decryption authenticates."""

    protected: str
    header: bytes
    encrypted_key: bytes
    iv: bytes
    ciphertext: bytes
    tag: bytes


def examine(token: str | None) -> Step[CompactJwe]:
    """The token's parts; whatever is not exactly the compact form is refused with what it is instead."""
    if not token:
        raise Refusal("token_missing", found="null" if token is None else "an empty text", expected=_BARE)
    if len(token) > MAX_CHARACTERS:
        raise Refusal("token_too_large", found=len(token), expected=MAX_CHARACTERS)
    _refuse_decoration(token)
    if token.startswith("{"):
        raise _json_serialization(token)
    parts = token.split(".")
    if len(parts) == _JWS_PARTS:
        raise _not_encrypted(parts)
    if len(parts) != _JWE_PARTS:
        raise _part_count(token, len(parts))
    decoded = [_decoded(parts, place) for place in range(_JWE_PARTS)]
    yield from ()
    return CompactJwe(parts[0], *decoded)


def _refuse_decoration(token: str) -> None:
    if token[:7].lower() == "bearer ":
        raise Refusal("token_decorated", found=token[:7], expected=_BARE, variant="bearer")
    if token[0].isspace() or token[-1].isspace():
        blank = token[-1] if token[-1].isspace() else token[0]
        end = "end" if token[-1].isspace() else "start"
        raise Refusal(
            "token_decorated", found=blank, expected=_BARE, variant="space", blank=_name_blank(blank), end=end
        )
    quotes = [mark for mark in (token[0], token[-1]) if mark in _QUOTES]
    if quotes:
        raise Refusal("token_decorated", found=quotes[0], expected=_BARE, variant="quotes")


def _name_blank(character: str) -> str:
    return {"\n": "a line feed", "\r": "a carriage return", "\t": "a tab", " ": "a space"}.get(
        character, f"U+{ord(character):04X}"
    )


def _json_serialization(token: str) -> Refusal:
    try:
        members = strict_json.parse_object(token.encode("utf-8", "replace")).value
    except strict_json.NotStrictJson:
        return Refusal("token_json_serialization", found=token[:24], expected=_BARE)
    names = sorted(members)
    carrier = next((name for name in names if _looks_compact(members[name])), None)
    if carrier:
        return Refusal(
            "token_json_serialization", found=names, expected=_BARE, variant="carrier", member=json.dumps(carrier)
        )
    return Refusal("token_json_serialization", found=names, expected=_BARE, variant=_json_kind(members))


def _json_kind(members: Mapping[str, Any]) -> str | None:
    if "ciphertext" in members:
        return "jwe"
    if "signatures" in members or "signature" in members:
        return "jws"
    return None


def _looks_compact(value: object) -> bool:
    return isinstance(value, str) and value.startswith("ey") and value.count(".") in (_JWE_PARTS - 1, _JWS_PARTS - 1)


def _not_encrypted(parts: list[str]) -> Refusal:
    expected = "a JWE: five parts, the signed token encrypted inside"
    header = _glance(parts[0])
    if header is None:
        return Refusal("token_not_encrypted", found="three parts", expected=expected)
    alg = header.get("alg")
    found = f"a JWS with alg {json.dumps(alg)}"
    inside = parts[1] + "=" * (-len(parts[1]) % 4)
    try:
        payload = base64url.decode(parts[1]).decode("ascii")
    except ValueError:
        payload = inside
    if _looks_compact(payload) and payload.count(".") == _JWE_PARTS - 1:
        return Refusal("token_not_encrypted", found=found + " around a JWE", expected=expected, variant="wrong-order")
    variant = "signed" if alg == "RS256" else "signed-otherwise"
    return Refusal("token_not_encrypted", found=found, expected=expected, variant=variant, alg=json.dumps(alg))


def _glance(part: str) -> dict[str, Any] | None:
    try:
        value = strict_json.parse_object(base64url.decode(part)).value
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _part_count(token: str, count: int) -> Refusal:
    variant = None
    if count == 1:
        variant = "percent" if "%2e" in token.lower() else "none"
        if token.startswith("ZXlK"):
            variant = "encoded-twice"
    elif count == _JWE_PARTS - 1:
        variant = "four"
    elif count > _JWE_PARTS:
        variant = "more"
    return Refusal("token_part_count", found=count, expected=_JWE_PARTS, variant=variant)


def _decoded(parts: list[str], place: int) -> bytes:
    part = parts[place]
    last = place == _JWE_PARTS - 1
    if last and len(part) < _TAG_CHARACTERS and base64url.first_outside(part) is None:
        # Chosen: a text that was cut ends anywhere, so the bits left over at a cut say nothing more.
        raise Refusal("token_truncated", found=len(part) * 6 // 8, expected=TAG_BYTES)
    try:
        return base64url.decode(part)
    except base64url.NotBase64Url as error:
        raise _not_base64url(parts, place, error) from None


def _not_base64url(parts: list[str], place: int, error: base64url.NotBase64Url) -> Refusal:
    name = PARTS[place]
    offset = sum(len(part) + 1 for part in parts[:place]) + error.position
    expected = "only A-Z a-z 0-9 - _"
    if error.problem == "length":
        length = len(parts[place])
        return Refusal(
            "token_not_base64url",
            found=f"{length} characters",
            expected="a length that base64url can have",
            variant="length",
            part=name,
            number=place + 1,
            length=length,
        )
    character = parts[place][error.position]
    if error.problem == "trailing-bits":
        return Refusal(
            "token_not_base64url",
            found=character,
            expected="unused bits that are zero",
            variant="trailing-bits",
            part=name,
            number=place + 1,
            offset=offset,
        )
    variant = {"=": "padding", "+": "standard", "/": "standard", "%": "percent"}.get(character)
    if character.isspace():
        variant = "space"
    return Refusal(
        "token_not_base64url",
        found=character,
        expected=expected,
        variant=variant,
        part=name,
        number=place + 1,
        offset=offset,
        named=_name_character(character),
    )


def _name_character(character: str) -> str:
    return _name_blank(character) if not character.isprintable() or character.isspace() else f"'{character}'"
