"""A report as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.contract.ask import OTHERS_SAMPLES
from simulator.contract.catalogue import GROUPS
from simulator.contract.plan import Plan
from simulator.contract.report import Report, Result
from simulator.core.explanation import Style
from simulator.core.explanation.plain import plain, value, wrapped
from simulator.core.explanation.style import colour_of
from simulator.core.explanation.verdict_text import in_words, split_link
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, Check
from simulator.core.wording import duration

_LABEL = 16
_INDENT = 4


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of itself: the endpoint, and how it was judged."""

    url: str
    judged: str
    asked: str

    @classmethod
    def of(cls, plan: Plan, judged: str) -> "About":
        """About the test of a plan."""
        tokens = f"{plan.samples} token{'s' if plan.samples != 1 else ''} as one user"
        other = f", {min(plan.samples, OTHERS_SAMPLES)} as another" if plan.other else ""
        return cls(f"{plan.user.token.method} {plan.user.token.url}", judged, f"asked for {tokens}{other}")


def render_report(report: Report, about: About, style: Style) -> str:
    """The report as text without a line feed at its end; what matters stands at its end, where a log is read."""
    lines = [style.paint(plain(about.url), "bold")]
    lines += _dim(f"{about.asked}, in {duration(report.seconds)}, {about.judged}", style)
    by_name = {result.check.name: result for result in report.results}
    for title, checks in GROUPS:
        lines += ["", style.paint(title, "bold"), ""]
        for check in checks:
            lines += _result(by_name[check.name], style)
    if report.surplus:
        codes = ", ".join(report.surplus)
        lines += ["", *_dim(f"No longer needed in the baseline: {codes}.", style)]
    lines += ["", *_conclusion(report, style)]
    return style.finished(lines)


def _dim(text: str, style: Style) -> list[str]:
    return [style.paint(line, "dim") for line in wrapped(text, style.prose, "  ")]


def _result(result: Result, style: Style) -> Iterator[str]:
    check = result.check
    if check.outcome in (PASSED, SKIPPED):
        name = f"{check.name:<{_LABEL}}"
        text = wrapped(check.message, style.prose, " " * (_INDENT + _LABEL))
        text[0] = text[0][_INDENT + _LABEL :]
        if check.outcome == SKIPPED:
            name, text = style.paint(name, "dim"), [style.paint(line, "dim") for line in text]
        yield f"  {style.sign(check.outcome)} {name}{text[0]}"
        yield from text[1:]
        return
    yield from _open(check, result, style)
    for also in result.also:
        yield from _open(also, result, style)


def _open(check: Check, result: Result, style: Style) -> Iterator[str]:
    text = wrapped(check.message, style.prose, " " * (_INDENT + _LABEL))
    name = style.paint(f"{check.name:<{_LABEL}}", colour_of(check.outcome), "bold")
    yield f"  {style.sign(check.outcome)} {name}{style.paint(text[0][_INDENT + _LABEL :], 'bold')}"
    yield from (style.paint(line, "bold") for line in text[1:])
    hint, link = split_link(check.hint or "")
    yield from _labelled("code", f"{check.code}{' (in the baseline)' if result.is_known else ''}", style)
    if result.is_known:
        return
    if check.found is not None or check.expected is not None:
        yield from _labelled("found", value(check.found) + in_words(check, check.found), style)
        yield from _labelled("expected", value(check.expected) + in_words(check, check.expected), style)
    yield from _labelled("help", hint, style)
    yield from _labelled("more", link, style)


def _labelled(label: str, text: str, style: Style) -> Iterator[str]:
    lines = wrapped(text, style.prose, " " * (_INDENT + _LABEL))
    yield " " * _INDENT + style.paint(f"{label:<{_LABEL}}", "dim") + lines[0][_INDENT + _LABEL :]
    yield from lines[1:]


def _conclusion(report: Report, style: Style) -> list[str]:
    counts = dict.fromkeys((PASSED, FAILED, WARNING, SKIPPED), 0)
    for result in report.results:
        counts[result.check.outcome] += 1
    warnings = f"{counts[WARNING]} warning{'s' if counts[WARNING] != 1 else ''}"
    known = sum(result.is_known for result in report.results)
    warnings += f" ({known} in the baseline)" if known else ""
    failed = f"{counts[FAILED]} failed, " if counts[FAILED] else ""
    numbers = f"{counts[PASSED]} passed, {failed}{warnings}, {counts[SKIPPED]} skipped"
    outcome, said = (PASSED, "the contract is kept") if report.passed else (FAILED, "the contract is broken")
    first, *rest = wrapped(f"{said}: {numbers}", style.prose - 2)
    painted = style.paint(said, colour_of(outcome), "bold")
    lines = [f"{style.sign(outcome)} {painted}{first.removeprefix(said)}", *(f"  {line}" for line in rest)]
    for result in report.breaches:
        check = result.check
        lines += wrapped(f"{check.code} ({check.name})", style.prose, "    ")
    return lines
