"""What a token is made of, and where in it something is wrong."""

import msgspec
from msgspec.structs import replace

from simulator.core.explanation.plain import clipped, columns, plain, wrapped
from simulator.core.explanation.style import Style, colour_of
from simulator.core.verdict import FAILED, SKIPPED, WARNING

_NUMBER = 4
_NAME = 22
_GUTTER = " " * 9
_MARGIN = 12


class Span(msgspec.Struct, frozen=True):
    """A stretch of a line, ``label`` saying what is wrong there. ``outcome`` is ``failed`` or ``warning``."""

    start: int
    end: int
    label: str
    outcome: str = FAILED


class Line(msgspec.Struct, frozen=True):
    """One line of what a part holds; ``remark`` stands beside it, as a date beside an epoch time does."""

    text: str
    spans: tuple[Span, ...] = ()
    remark: str = ""


class Part(msgspec.Struct, frozen=True):
    """One part of a token; ``outcome`` is set where something in it is wrong."""

    number: str
    name: str
    characters: int | None = None
    note: str = ""
    lines: tuple[Line, ...] = ()
    outcome: str | None = None


class Anatomy(msgspec.Struct, frozen=True):
    """A token taken apart."""

    title: str
    parts: tuple[Part, ...] = msgspec.field(default=())


def render_anatomy(anatomy: Anatomy, style: Style) -> list[str]:
    """The parts, one below the other, with carets under what is wrong."""
    lines = [style.paint(anatomy.title, "bold"), ""]
    for part in anatomy.parts:
        lines += _part(part, style)
    return lines


def _part(part: Part, style: Style) -> list[str]:
    sign = style.sign(part.outcome) if part.outcome else " "
    size = "" if part.characters is None else f"{part.characters:>6,} characters"
    note = f"  {plain(part.note)}" if part.note else ""
    name = f"{part.name:<{_NAME}}"
    head = f"  {sign} {part.number:<{_NUMBER}} {style.paint(name, 'bold') if part.outcome else name}"
    room = style.columns - 4 - _NUMBER - 1 - _NAME - len(size)
    lines = [head + size + style.paint(clipped(note, room), "dim")]
    for line in part.lines:
        lines += _content(line, style)
    return lines


def _content(line: Line, style: Style) -> list[str]:
    gutter = _GUTTER + style.paint("│", "dim") + " "
    room = style.columns - len(_GUTTER) - 2
    line = _safe(line)
    shown, shift = _window(line, room)
    remark = f"   {line.remark}" if line.remark else ""
    fits = columns(shown) + columns(remark) <= room
    out = [gutter + _painted(shown, line.spans, shift, style) + (style.paint(remark, "dim") if fits else "")]
    for span in sorted(line.spans, key=lambda span: -span.start):
        out += [gutter + text for text in _caret(shown, span, shift, room, style)]
    if not fits:
        out.append(gutter + style.paint(clipped(remark, room), "dim"))
    return out


def _safe(line: Line) -> Line:
    """The line as it may be shown, its marks moved to where their characters went."""
    text, remark = plain(line.text), plain(line.remark)
    if text == line.text:
        return replace(line, remark=remark)
    spans = (
        replace(span, start=len(plain(line.text[: span.start])), end=len(plain(line.text[: span.end])))
        for span in line.spans
    )
    return Line(text, tuple(spans), remark)


def _window(line: Line, room: int) -> tuple[str, int]:
    """As much of the line as fits, the first mark in it, and how far it was moved to the left."""
    text = line.text
    if columns(text) <= room:
        return text, 0
    first = min(line.spans, key=lambda span: span.start, default=Span(0, 0, ""))
    reach = first.start + min(first.end - first.start, _MARGIN)
    shift = first.start - _MARGIN if reach >= room else 0
    shown = f"…{text[shift + 1 :]}" if shift else text
    return clipped(shown, room), shift


def _painted(shown: str, spans: tuple[Span, ...], shift: int, style: Style) -> str:
    if not style.colour:
        return shown
    out, at = "", 0
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(span.start - shift, at), max(min(span.end - shift, len(shown)), at)
        out += shown[at:start] + style.paint(shown[start:end], colour_of(span.outcome), "bold")
        at = end
    return out + shown[at:]


def _caret(shown: str, span: Span, shift: int, room: int, style: Style) -> list[str]:
    start, end = max(span.start - shift, 0), min(span.end - shift, len(shown))
    indent = columns(shown[:start])
    carets = "^" * max(columns(shown[start:end]), 1)
    colour = colour_of(span.outcome)
    left = room - indent - len(carets) - 1
    label = plain(span.label)
    if columns(label) <= left:
        return [" " * indent + style.paint(f"{carets} {label}", colour)]
    if columns(label) < indent:
        return [" " * (indent - columns(label) - 1) + style.paint(f"{label} {carets}", colour)]
    return [
        " " * indent + style.paint(clipped(carets, room - indent), colour),
        *(style.paint(text, colour) for text in wrapped(label, room)),
    ]


def worst(outcomes: list[str]) -> str | None:
    """The outcome that counts where there are several."""
    return next((outcome for outcome in (FAILED, WARNING, SKIPPED) if outcome in outcomes), None)
