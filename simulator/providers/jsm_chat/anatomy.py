"""A token taken apart: its three parts, and where in them something is wrong."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.core.explanation import Anatomy, Line, Part, Span
from simulator.core.explanation.plain import plain
from simulator.core.verdict import FAILED, WARNING, Check, Verdict
from simulator.core.wording import duration, timestamp
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.claims import DISPLAY_NAME, EMAIL
from simulator.providers.jsm_chat.compact_form import PARTS, CompactJws
from simulator.providers.jsm_chat.lifetime import MILLISECONDS_FROM

# Which member of the header or of the claims a code speaks of.
_MEMBERS = {
    "jws_unsigned": "alg",
    "jws_alg_unsupported": "alg",
    "jws_critical_header": "crit",
    "typ_missing": "typ",
    "typ_unexpected": "typ",
    "exp_missing": "exp",
    "exp_not_number": "exp",
    "exp_in_milliseconds": "exp",
    "token_expired": "exp",
    "lifetime_long": "exp",
    "nbf_not_number": "nbf",
    "token_not_yet_valid": "nbf",
    "iat_missing": "iat",
    "issued_in_future": "iat",
}
_PART_OF = {"jws-header": 0, "claims": 1, "lifetime": 1, "signature": 2}
_TIMES = ("iat", "nbf", "exp")
_LONGEST_VALUE = 60
_EXCERPT = 16


def anatomy(token: str, verdict: Verdict, jws: CompactJws | None, now: float) -> Anatomy | None:
    """The parts with carets under what is wrong; None where there are no three parts."""
    if jws is None:
        return None
    texts = jws.signing_input.decode().split(".")
    sizes = (len(texts[0]), len(texts[1]), len(token.strip()) - len(jws.signing_input) - 1)
    remarked = [check for check in verdict.checks if check.outcome in (FAILED, WARNING)]
    lines = (
        _object(verdict.jws_header, remarked, {}),
        _object(verdict.claims, remarked, _dates(verdict.claims or {}, now)),
        (),
    )
    contents = (jws.header, jws.payload, jws.signature)
    parts = tuple(
        Part(
            str(place + 1),
            name,
            max(sizes[place], 0),
            f"{len(contents[place])} bytes",
            lines[place],
            _outcome(place, remarked),
        )
        for place, name in enumerate(PARTS)
    )
    return Anatomy(f"The token: {len(token):,} characters, three parts (JWS)", parts)


def _outcome(place: int, remarked: Iterable[Check]) -> str | None:
    outcomes = [check.outcome for check in remarked if _PART_OF.get(check.name) == place]
    return FAILED if FAILED in outcomes else outcomes[0] if outcomes else None


def _object(
    members: Mapping[str, Any] | None, remarked: Iterable[Check], remarks: Mapping[str, str]
) -> tuple[Line, ...]:
    if members is None:
        return ()
    spots = {_member(check.code): check for check in remarked if check.code}
    commas = [","] * (len(members) - 1) + [""]
    lines = [
        _line(name, value, comma, spots.get(name), remarks.get(name, ""))
        for (name, value), comma in zip(members.items(), commas, strict=False)
    ]
    absent = [name for name, check in spots.items() if name and _is_absent(check) and name not in members]
    missing = tuple(Span(0, 1, f'"{name}" is missing', spots[name].outcome) for name in absent)
    return (Line("{"), *lines, Line("}", missing))


def _line(name: str, value: Any, comma: str, check: Check | None, remark: str) -> Line:
    text = plain(json.dumps(value, ensure_ascii=False, default=str))
    if len(text) > _LONGEST_VALUE:
        text = f"{text[:_EXCERPT]}… ({len(text):,} characters)"
    head = f"  {plain(json.dumps(name, ensure_ascii=False))}: "
    if check is None:
        return Line(head + text + comma, (), remark)
    label = CATALOGUE[check.code].line if check.code else ""
    return Line(head + text + comma, (Span(len(head), len(head) + len(text), label, check.outcome),), remark)


def _member(code: str) -> str | None:
    if code.startswith("email_"):
        return EMAIL
    return DISPLAY_NAME if code.startswith("display_name_") else _MEMBERS.get(code)


def _is_absent(check: Check) -> bool:
    return (check.code or "").endswith("_missing")


def _dates(claims: Mapping[str, Any], now: float) -> dict[str, str]:
    numbers = {name: claims[name] for name in _TIMES if isinstance(claims.get(name), (int, float))}
    return {name: _date(epoch, now) for name, epoch in numbers.items() if not isinstance(epoch, bool)}


def _date(epoch: float, now: float) -> str:
    if epoch > MILLISECONDS_FROM:
        return f"as milliseconds: {timestamp(epoch / 1000)}"
    away = epoch - now
    return f"{timestamp(epoch)}, " + (f"in {duration(away)}" if away > 0 else f"{duration(away)} ago")
