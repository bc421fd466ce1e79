"""A JSON object in lines, with carets where its members are wrong."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.core.explanation import Line, Span
from simulator.core.explanation.plain import plain
from simulator.providers.iadvize.anatomy.spots import ABSENT, NAME, Path, Spot

_LONGEST_VALUE = 60
_EXCERPT = 16
_LONGEST_LINE = 60
Remarks = Mapping[str, str]


def object_lines(members: Mapping[str, Any], spots: Iterable[Spot], remarks: Remarks | None = None) -> list[Line]:
    """The members, one to a line, or all in one where they are short and few; ``remarks`` stand beside members."""
    spots = tuple(spots)
    if remarks is None and len(json.dumps(members, ensure_ascii=False)) <= _LONGEST_LINE:
        return [_in_one_line(members, spots)]
    return [*_opening(), *_members(members, (), spots, remarks or {}), _closing("", "", (), spots)]


def _opening() -> list[Line]:
    return [Line("{")]


def _in_one_line(members: Mapping[str, Any], spots: tuple[Spot, ...]) -> Line:
    text = "{"
    spans: list[Span] = []
    for place, (name, value) in enumerate(members.items()):
        text += ", " if place else ""
        member, member_spans = _member(name, _literal(value), (name,), spots, len(text))
        text += member
        spans += member_spans
    text += "}"
    return Line(text, (*spans, *_absent((), spots, len(text) - 1)))


def _members(members: Mapping[str, Any], path: Path, spots: tuple[Spot, ...], remarks: Remarks) -> list[Line]:
    indent = "  " * (len(path) + 1)
    lines: list[Line] = []
    for place, (name, value) in enumerate(members.items(), 1):
        comma = "," if place < len(members) else ""
        here = (*path, name)
        if isinstance(value, dict) and value:
            text, spans = _member(name, "{", here, spots, len(indent))
            lines.append(Line(indent + text, spans))
            lines += _members(value, here, spots, {})
            lines.append(_closing(indent, comma, here, spots))
        else:
            text, spans = _member(name, _literal(value), here, spots, len(indent))
            lines.append(Line(indent + text + comma, spans, remarks.get(name, "") if not path else ""))
    return lines


def _closing(indent: str, comma: str, path: Path, spots: tuple[Spot, ...]) -> Line:
    return Line(f"{indent}}}{comma}", _absent(path, spots, len(indent)))


def _absent(path: Path, spots: tuple[Spot, ...], at: int) -> tuple[Span, ...]:
    gaps = [spot for spot in spots if spot.on == ABSENT and spot.path[:-1] == path]
    return tuple(Span(at, at + 1, f'"{gap.path[-1]}" is missing', gap.outcome) for gap in gaps)


def _member(name: str, value: str, path: Path, spots: tuple[Spot, ...], start: int) -> tuple[str, tuple[Span, ...]]:
    quoted = _literal(name)
    spans = []
    for spot in spots:
        if spot.path != path or spot.on == ABSENT:
            continue
        if spot.on == NAME:
            spans.append(Span(start, start + len(quoted), spot.label, spot.outcome))
        else:
            begin = start + len(quoted) + 2
            spans.append(Span(begin, begin + len(value), spot.label, spot.outcome))
    return f"{quoted}: {value}", tuple(spans)


def _literal(value: Any) -> str:
    text = plain(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_EXCERPT]}… ({len(text):,} characters)"
