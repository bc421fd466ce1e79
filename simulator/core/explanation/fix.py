"""The code that mends a mistake, in the languages that somebody may use."""

from collections.abc import Sequence

import msgspec

from simulator.core.explanation.style import Style


class Snippet(msgspec.Struct, frozen=True):
    """A few lines of code; ``crucial`` are texts that mark the lines on which all depends."""

    label: str
    code: str
    crucial: tuple[str, ...] = ()


class Fix(msgspec.Struct, frozen=True):
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
