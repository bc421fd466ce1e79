"""What is told of a scenario while it runs; what others wrote drives no terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.core.explanation.plain import plain

_COUNTS = {"attempts": "{} answered attempt", "accepted": "{} accepted attempt", "failed": "{} failed attempt"}
_TIMES = {"clockSeconds": "{:g} seconds on the site's clock", "seconds": "{:g} seconds"}


def step_lines(step: Mapping[str, Any], number: int, of: int) -> Iterator[str]:
    """A step as the scenario comes to it: its own words, and what it does."""
    words = [in_lines(str(step["say"]))] if step.get("say") else []
    what = "" if step["do"] == "say" else plain(_what(step))
    head, *rest = [*words, *([what] if what else [])]
    yield f"{number}/{of}  {head}"
    for line in rest:
        yield f"{' ' * len(f'{number}/{of}')}  ({line})"


def in_lines(text: str) -> str:
    """A scenario's own words, in the lines that they have."""
    return "\n".join(plain(line) for line in text.splitlines())


def attempt_line(attempt: Mapping[str, Any]) -> str:
    """One attempt, and what struck it or why it was refused."""
    sign = "✓" if attempt["accepted"] else "✗"
    number = f", attempt {attempt['attempt']}" if attempt["attempt"] > 1 else ""
    who = f" of {plain(attempt['userId'])}" if attempt["userId"] else ""
    why = attempt["fault"] or attempt["code"]
    status = attempt["status"] or "connection reset"
    return f"     {sign} {attempt['kind']}{who}{number}: {status}{f', {why}' if why else ''}"


def _what(step: Mapping[str, Any]) -> str:
    kind = step["do"]
    if kind == "wait":
        return f"waits for {' or '.join(_awaited(step))}"
    if kind == "site":
        return f"site: {', '.join(_fields(step['fields']))}"
    given = " ".join(f"{name} {_shown(value)}" for name, value in step.items() if name not in ("do", "say"))
    return f"{kind} {given}".strip()


def _fields(fields: Mapping[str, Any], within: str = "") -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{within}{name}.")
        else:
            yield f"{within}{name} {_shown(value)}"


def _shown(value: object) -> object:
    return f"{value:.15g}" if isinstance(value, float) else value


def _awaited(step: Mapping[str, Any]) -> Iterator[str]:
    for name, words in _COUNTS.items():
        if name in step:
            yield words.format(step[name]) + ("" if step[name] == 1 else "s")
    if "renewals" in step:
        yield "a renewal" if step["renewals"] == 1 else f"{step['renewals']} renewals"
    for name, words in _TIMES.items():
        if name in step:
            yield words.format(step[name])
