"""The code that mends a mistake, in the languages that somebody may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.core.explanation.style import Style


@dataclass(frozen=True, slots=True)
class Snippet:
    """A few lines of code; ``crucial`` are texts that mark the lines on which all depends."""

    label: str
    code: str
    crucial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """What to do, and how each language does it."""

    title: str
    snippets: tuple[Snippet, ...]


def render_fix(fix: Fix, style: Style) -> list[str]:
    """Each language under its name; the lines on which all depends stand out."""
    lines = [style.paint(f"The fix as code: {fix.title}", "bold")]
    for snippet in fix.snippets:
        lines += ["", f"  {style.paint(snippet.label, 'cyan', 'bold')}"]
        lines += [_code(line, snippet.crucial, style) for line in snippet.code.splitlines()]
    return lines


def _code(line: str, crucial: Sequence[str], style: Style) -> str:
    if any(text in line for text in crucial):
        return f"  {style.paint('>', 'green')} {style.paint(line, 'green')}"
    return f"    {line}"
