"""The first look at a token: whether it is the compact serialization of a JWE (RFC 7516 section 7.1), and only that."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from simulator.core import base64url, strict_json
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step

MAX_CHARACTERS = 65_536
TAG_BYTES = 16
_TAG_CHARACTERS = 22
PARTS = ("header", "encrypted key", "initialization vector", "ciphertext", "authentication tag")
_JWE_PARTS = len(PARTS)
_JWS_PARTS = 3
_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
_INVISIBLE = "\ufeff\u200b"  # a byte order mark, a zero-width space
_WRITTEN_OUT = re.compile(r"undefined|null|nil|None|NaN|true|false|\[object \w+\]")  # what languages make of no text
_BARE = "the token alone: five base64url parts joined by dots"


class CompactJwe(msgspec.Struct, frozen=True):
    """The five parts, decoded; ``protected`` is the first as it stood, which decryption authenticates."""

    protected: bytes
    header: bytes
    encrypted_key: bytes
    iv: bytes
    ciphertext: bytes
    tag: bytes


class Unencrypted(msgspec.Struct, frozen=True):
    """A signed token that nobody encrypted; refused, but what it says can be looked at."""

    text: bytes


def examine(token: str | None) -> Step[CompactJwe | Unencrypted | None]:
    """The token's parts; whatever is not exactly the compact form is refused with what it is instead.

    What stands around a token is refused too, but does not keep from looking at the token itself.
    """
    return _exact(token) or (yield from _diagnosed(token))


def _exact(token: str | None) -> CompactJwe | None:
    """The parts where they are as they should be, which keeps the good token's way short."""
    if not token or len(token) > MAX_CHARACTERS:
        return None
    try:
        text = token.encode("ascii")
        header, encrypted_key, iv, ciphertext, tag = base64url.decode_compact(text)
    except ValueError:
        return None
    protected = text[: text.index(b".")]
    return CompactJwe(protected, header, encrypted_key, iv, ciphertext, tag) if len(tag) >= TAG_BYTES else None


def _diagnosed(token: str | None) -> Step[CompactJwe | Unencrypted | None]:
    if not token:
        raise Refusal("token_missing", found="null" if token is None else "an empty string", expected=_BARE)
    decoration = _decoration(token)
    if decoration:
        yield decoration
    if len(token) > MAX_CHARACTERS:
        raise Refusal("token_too_large", found=len(token), expected=MAX_CHARACTERS)
    bare = _undecorated(token)
    return (yield from _split(bare)) if bare else None


def _split(token: str) -> Step[CompactJwe | Unencrypted | None]:
    if token.startswith("{"):
        raise _json_serialization(token)
    parts = token.split(".")
    if len(parts) == _JWS_PARTS:
        yield from _not_encrypted(parts)
        return Unencrypted(token.encode()) if _glance(parts[0]) and not _holds_jwe(parts[1]) else None
    if len(parts) != _JWE_PARTS:
        raise _part_count(token, len(parts))
    decoded: list[bytes] = []
    for place, part in enumerate(parts):
        if place == _JWE_PARTS - 1 and _is_cut(part):
            yield Finding("token_truncated", len(part) * 6 // 8, TAG_BYTES)
            return None
        try:
            decoded.append(base64url.decode(part))
        except base64url.NotBase64Url as error:
            yield _not_base64url(parts, place, error)
    return CompactJwe(parts[0].encode(), *decoded) if len(decoded) == _JWE_PARTS else None


def _is_cut(tag: str) -> bool:
    """Chosen: a text that was cut ends anywhere, so the bits left over at a cut are not judged."""
    return len(tag) < _TAG_CHARACTERS and base64url.first_outside(tag) is None


def _decoration(token: str) -> Finding | None:
    if token[:7].lower() == "bearer ":
        return Finding("token_decorated", token[:7], _BARE, "bearer")
    if _is_bytes_literal(token):
        return Finding("token_decorated", token[:2], _BARE, "bytes")
    if _is_blank(token[0]) or _is_blank(token[-1]):
        blank, end = (token[-1], "end") if _is_blank(token[-1]) else (token[0], "start")
        return Finding("token_decorated", blank, _BARE, "space", {"blank": _name_blank(blank), "end": end})
    quotes = [mark for mark in (token[0], token[-1]) if mark in _QUOTES]
    return Finding("token_decorated", quotes[0], _BARE, "quotes") if quotes else None


def _is_bytes_literal(token: str) -> bool:
    """Python's bytes as they are printed, b'…'."""
    return len(token) > 2 and token[:2] in ("b'", 'b"') and token[1] == token[-1]  # noqa: PLR2004 - b and two quotes


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _undecorated(token: str) -> str:
    while token and _decoration(token):
        token = token.strip()
        if f"{token} "[:7].lower() == "bearer ":
            token = token[7:]
        elif _is_bytes_literal(token):
            token = token[2:-1]
        else:
            token = token.strip(_QUOTES + _INVISIBLE)
    return token


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


def _not_encrypted(parts: list[str]) -> Iterator[Finding]:
    expected = "a JWE: five parts, the signed token encrypted inside"
    header = _glance(parts[0])
    if header is None:
        yield Finding("token_not_encrypted", "three parts", expected)
        return
    alg = json.dumps(header.get("alg"))
    found = f"a JWS with alg {alg}"
    if _holds_jwe(parts[1]):
        yield Finding("token_not_encrypted", f"{found} around a JWE", expected, "wrong-order")
    else:
        variant = "signed" if header.get("alg") == "RS256" else "signed-otherwise"
        yield Finding("token_not_encrypted", found, expected, variant, {"alg": alg})


def _holds_jwe(payload: str) -> bool:
    try:
        text = base64url.decode(payload).decode("ascii")
    except ValueError:
        return False
    return _looks_compact(text) and text.count(".") == _JWE_PARTS - 1


def _glance(part: str) -> dict[str, Any] | None:
    try:
        value: dict[str, Any] = strict_json.parse_object(base64url.decode(part)).value
    except ValueError:
        return None
    return value


def _part_count(token: str, count: int) -> Refusal:
    variant = None
    if _WRITTEN_OUT.fullmatch(token):
        return Refusal("token_part_count", found=count, expected=_JWE_PARTS, variant="written-out", text=token)
    if token.startswith("<"):
        variant = "page"
    elif token.startswith("-----BEGIN "):
        variant = "pem"
    elif count == 1:
        variant = "percent" if "%2e" in token.lower() else "none"
        if token.startswith("ZXlK"):
            variant = "encoded-twice"
    elif count == _JWE_PARTS - 1:
        variant = "four"
    elif count > _JWE_PARTS:
        variant = "more"
    return Refusal("token_part_count", found=count, expected=_JWE_PARTS, variant=variant)


def _not_base64url(parts: list[str], place: int, error: base64url.NotBase64Url) -> Finding:
    character = parts[place][error.position]
    facts = {
        "part": PARTS[place],
        "number": place + 1,
        "offset": sum(len(part) + 1 for part in parts[:place]) + error.position,
        "length": len(parts[place]),
        "named": _name_character(character),
    }
    code = "token_not_base64url"
    if error.problem == "length":
        return Finding(code, f"{facts['length']} characters", "a length that base64url can have", "length", facts)
    if error.problem == "trailing-bits":
        return Finding(code, character, "unused bits that are zero", "trailing-bits", facts)
    variant = {"=": "padding", "+": "standard", "/": "standard", "%": "percent"}.get(character)
    return Finding(code, character, "only A-Z a-z 0-9 - _", "space" if character.isspace() else variant, facts)


def _name_character(character: str) -> str:
    return _name_blank(character) if not character.isprintable() or character.isspace() else f"'{character}'"
