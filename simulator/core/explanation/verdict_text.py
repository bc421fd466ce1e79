"""A verdict as a person reads it."""

import re
from collections.abc import Iterable

import msgspec

from simulator.core.explanation.anatomy import Anatomy, render_anatomy
from simulator.core.explanation.fix import Fix, render_fix
from simulator.core.explanation.plain import plain, value, wrapped
from simulator.core.explanation.style import Style, colour_of
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, AlsoFound, Check, Verdict
from simulator.core.wording import duration, timestamp

_LABEL = 14
_INDENT = 4
_OF_TIME = "lifetime"
_EPOCH_FROM = 100_000_000  # fewer seconds than in three years are a length of time
_ACCEPTED = "accepted"
_LINK = re.compile(r" \((\S+#[a-z0-9_]+)\)$")


class Evidence(msgspec.Struct, frozen=True):
    """What may be shown beside a verdict; ``hears`` is the heading of its reason.

    ``now`` is epoch seconds on the clock that judged, ``judged`` says how it did, and ``warnings`` are the codes that
    alone reject no token, None where that is not known. ``lookup`` is the command that tells all about a ``{code}``.
    """

    anatomy: Anatomy | None = None
    fix: Fix | None = None
    now: float | None = None
    judged: str = ""
    warnings: frozenset[str] | None = None
    hears: str = "All that iAdvize says of it"
    lookup: str = ""


def render_verdict(verdict: Verdict, style: Style | None = None, evidence: Evidence | None = None) -> str:
    """The verdict as text without a line feed at its end: the outcome, the checks, the token, the fix."""
    style = style or Style()
    evidence = evidence or Evidence()
    lines = _headline(verdict, style, evidence)
    if evidence.judged:
        lines += [style.paint(line, "dim") for line in wrapped(evidence.judged, style.prose, "  ")]
    lines.append("")
    for check in verdict.checks:
        lines += _check(check, style, evidence.lookup)
    if verdict.also_found:
        lines += ["", style.paint("Also found", "bold"), ""]
        for also in verdict.also_found:
            lines += _also(also, style, evidence.warnings)
    if evidence.anatomy:
        lines += ["", *render_anatomy(evidence.anatomy, style)]
    if verdict.reason:
        lines += ["", style.paint(evidence.hears, "bold"), ""]
        lines += wrapped(f'"{verdict.reason}"', style.prose, "    ")
    if evidence.fix:
        lines += ["", *render_fix(evidence.fix, style), "", *_headline(verdict, style, evidence)]
        if verdict.decisive and verdict.decisive.hint:
            lines += wrapped(split_link(verdict.decisive.hint)[0], style.prose, "  ")
    return style.finished(lines)


def _headline(verdict: Verdict, style: Style, evidence: Evidence) -> list[str]:
    if not verdict.accepted:
        rejected, code = style.paint("rejected", "red", "bold"), style.paint(str(verdict.code), "bold")
        return [f"{style.sign(FAILED)} {rejected}: {code}"]
    said = f': user "{plain(verdict.user_id or "")}"'
    if verdict.expires_at is not None and evidence.now is not None:
        said += f", valid for {duration(verdict.expires_at - evidence.now)} more"
    warnings = len(verdict.warnings)
    if warnings:
        said += f", with {warnings} warning{'s' if warnings > 1 else ''}"
    lines = wrapped(f"{_ACCEPTED}{said}", style.columns - 2, rest="")
    lines[0] = f"{style.sign(PASSED)} {style.paint(_ACCEPTED, 'green', 'bold')}{lines[0].removeprefix(_ACCEPTED)}"
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def _check(check: Check, style: Style, lookup: str) -> list[str]:
    name = f"{check.name:<{_LABEL}}"
    if check.outcome == SKIPPED:
        return [f"  {style.sign(SKIPPED)} {style.paint(name + 'not reached', 'dim')}"]
    is_open = check.outcome in (FAILED, WARNING)
    painted = style.paint(name, colour_of(check.outcome), "bold") if is_open else name
    text = wrapped(check.message, style.prose, " " * (_INDENT + _LABEL))
    text[0] = text[0][_INDENT + _LABEL :]
    head = [line if not is_open else style.paint(line, "bold") for line in text]
    lines = [f"  {style.sign(check.outcome)} {painted}{head[0]}", *head[1:]]
    if is_open:
        lines += _details(check, style, lookup)
    return lines


def _details(check: Check, style: Style, lookup: str) -> Iterable[str]:
    hint, link = split_link(check.hint or "")
    more = f"{lookup.format(code=check.code)}, or {link}" if lookup and link else link
    facts = [
        ("code", str(check.code) if check.outcome == WARNING else ""),
        ("found", value(check.found) + in_words(check, check.found)),
        ("expected", value(check.expected) + in_words(check, check.expected)),
        ("help", hint),
        ("more", more),
    ]
    for label, text in facts:
        if text:
            yield from labelled(label, text, style)


def in_words(check: Check, seen: object) -> str:
    """What a number of seconds means, where a check is about time."""
    if check.name != _OF_TIME or isinstance(seen, bool) or not isinstance(seen, (int, float)):
        return ""
    said = timestamp(seen) if seen > _EPOCH_FROM else duration(seen)
    return f" ({said})" if said != f"{seen:g}" else ""  # past the calendar there are no words for it


def _also(also: AlsoFound, style: Style, warnings: frozenset[str] | None) -> list[str]:
    hint, _ = split_link(also.hint)
    outcome = WARNING if warnings is None or also.code in warnings else FAILED
    code = f"{also.code}: "
    lines = wrapped(code + also.message, style.prose, " " * _INDENT)
    painted = style.paint(code.strip(), colour_of(outcome), "bold")
    lines[0] = f"  {style.sign(outcome)} {painted}{lines[0][_INDENT + len(code) - 1 :]}"
    help_lines = wrapped(f"help: {hint}", style.prose, " " * _INDENT)
    help_lines[0] = " " * _INDENT + style.paint("help:", "dim") + help_lines[0][_INDENT + len("help:") :]
    return [*lines, *help_lines]


def labelled(label: str, text: str, style: Style) -> list[str]:
    """A text in the column of the messages, with a label before it."""
    lines = wrapped(text, style.prose, " " * (_INDENT + _LABEL))
    painted = style.paint(f"{label:<{_LABEL}}", "dim")
    return [" " * _INDENT + painted + lines[0][_INDENT + _LABEL :], *lines[1:]]


def split_link(hint: str) -> tuple[str, str]:
    """The hint, and the link into the documentation that ends it."""
    match = _LINK.search(hint)
    return (hint[: match.start()], match.group(1)) if match else (hint, "")
