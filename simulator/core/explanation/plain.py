"""Text from a token, made fit for a terminal: nothing in it moves the cursor, colours or reorders what is shown."""

import json
import textwrap
import unicodedata
from typing import Any

_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(text: str) -> str:
    """The text with every control, format and unpaired character written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def value(found: Any) -> str:
    """A JSON value in one line; a text stands as it is, unless its edges would not be seen."""
    if isinstance(found, str) and found and found == found.strip():
        return plain(found)
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        return plain(", ".join(found) or "none")
    if found is None:
        return "nothing"
    return plain(json.dumps(round(found, 3) if isinstance(found, float) else found, ensure_ascii=False))


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines, with what stands before the first and before the others."""
    hanging = " " * len(first) if rest is None else rest
    return textwrap.wrap(
        plain(text), width, initial_indent=first, subsequent_indent=hanging, break_on_hyphens=False
    ) or [first]


def columns(text: str) -> int:
    """How many columns a terminal takes for the text."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def clipped(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is wider."""
    return text if columns(text) <= width else f"{text[: max(width - 1, 0)]}…"


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNSAFE:
        return character
    number = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - the first plane's end
