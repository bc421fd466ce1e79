"""Pieces of Markdown as GitHub renders it."""

import re
from collections.abc import Iterable, Sequence

_FENCE = re.compile(r"^`{3,}", re.MULTILINE)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; line breaks and bars in a cell are taken care of."""
    return [_row(head), _row(["---"] * len(head)), *(_row([_cell(text) for text in row]) for row in rows)]


def fenced(language: str, code: str) -> list[str]:
    """A block of code."""
    longest = max((len(fence) for fence in _FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", *code.splitlines(), fence]


def folded(summary: str, lines: Iterable[str]) -> list[str]:
    """Something that is shown once it is clicked on."""
    return ["<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>"]


def prose(text: str) -> str:
    """A text that must look as it is: nothing in it is markup, and no address becomes a link."""
    return re.sub(r"([\\`*<]|\b_|_\b)", r"\\\1", text).replace("://", ":\\//")


def sentence(text: str) -> str:
    """A text with what stands between backticks as code, and nothing else as markup."""
    return "".join(literal(piece) if place % 2 else prose(piece) for place, piece in enumerate(text.split("`")))


def literal(text: str) -> str:
    """A text as code in a line."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text).replace("\n", " ")
