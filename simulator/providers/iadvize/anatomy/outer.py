"""A text that is not the five parts of a JWE, shown as what it is instead."""

from simulator.core import base64url
from simulator.core.explanation import Anatomy, Line, Part, Span
from simulator.core.verdict import FAILED, Check
from simulator.providers.iadvize.anatomy.raw import size
from simulator.providers.iadvize.compact_form import PARTS

_EXCERPT = 400
_SHOWN_PARTS = 8
_HEAD, _TAIL, _ROOM = 24, 12, 40
_BEARER = 7


def misshapen(token: str, check: Check) -> Anatomy | None:
    """The token where it has no compact form to look into; None where there is nothing to show."""
    title = f"The token: {len(token):,} characters"
    if check.code in ("token_missing", "token_too_large"):
        return None
    if check.code == "token_json_serialization":
        line = Line(token[:_EXCERPT], (Span(0, 1, "JSON; a compact token starts with its header"),))
        return Anatomy(title, (Part("", "text", len(token), "", (line,), FAILED),))
    parts = token.split(".")
    if len(parts) == len(PARTS):
        return Anatomy(f"{title}, five parts (JWE)", tuple(_five(parts, check)))
    return Anatomy(f"{title}, {len(parts):,} part{'s' if len(parts) > 1 else ''}", tuple(_counted(parts)))


def decoration(token: str) -> tuple[Part, ...]:
    """The token's text with what stands around it."""
    return (Part("", "text", len(token), "", _decorated(token), FAILED),)


def _decorated(token: str) -> tuple[Line, ...]:
    shown = token if len(token) <= _ROOM else f"{token[:_HEAD]}…{token[-_TAIL:]}"
    if token[:_BEARER].lower() == "bearer ":
        return (Line(shown, (Span(0, _BEARER, "belongs in an Authorization header"),)),)
    spans = []
    if not _is_of_token(token[0]):
        spans.append(Span(0, 1, "not part of the token"))
    if not _is_of_token(token[-1]):
        spans.append(Span(len(shown) - 1, len(shown), "not part of the token"))
    return (Line(shown, tuple(spans)),)


def _is_of_token(character: str) -> bool:
    return base64url.first_outside(character) is None


def _counted(parts: list[str]) -> list[Part]:
    shown = [
        Part(
            str(number), "", len(part), "", (Line(part if len(part) <= _HEAD else f"{part[:_HEAD]}…"),) if part else ()
        )
        for number, part in enumerate(parts[:_SHOWN_PARTS], 1)
    ]
    if len(parts) > _SHOWN_PARTS:
        shown.append(Part("", f"and {len(parts) - _SHOWN_PARTS:,} more"))
    return shown


def _start(part: str) -> str:
    return part if len(part) <= _HEAD else f"{part[:_HEAD]}…"


def _five(parts: list[str], check: Check) -> list[Part]:
    shown: list[Part] = []
    is_marked = False
    for number, (name, part) in enumerate(zip(PARTS, parts, strict=True), 1):
        lines: tuple[Line, ...] = ()
        if not is_marked:
            lines = _truncated(part, number) if check.code == "token_truncated" else _undecodable(part)
            is_marked = bool(lines)
        shown.append(Part(str(number), name, len(part), size(part), lines, FAILED if lines else None))
    return shown


def _truncated(part: str, number: int) -> tuple[Line, ...]:
    if number < len(PARTS):
        return ()
    return (Line(part, (Span(len(part), len(part) + 1, "ends here, before its 22nd character"),)),)


def _undecodable(part: str) -> tuple[Line, ...]:
    try:
        base64url.decode(part)
    except base64url.NotBase64Url as error:
        label = {
            "character": "no character of base64url",
            "length": "a length that base64url never has",
            "trailing-bits": "carries bits that must be zero",
        }[error.problem]
        return (Line(part, (Span(error.position, error.position + 1, label),)),)
    return ()
