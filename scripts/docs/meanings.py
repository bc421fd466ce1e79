"""What is said of each code besides its words in the catalogue; the prose is in meanings.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("meanings.md")
_CHAT_FILE = Path(__file__).with_name("chat_meanings.md")
_ENTRY = re.compile(r"^## (?P<code>\w+)\n(?P<source>.+)\n\n(?P<meaning>(?:(?!^## ).*\n?)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """``source`` says where the refusal comes from: documented, observed or chosen."""

    source: str
    text: str


def meanings() -> Mapping[str, Meaning]:
    """The meaning of each code of iAdvize."""
    return _read(_FILE)


def chat_meanings() -> Mapping[str, Meaning]:
    """The meaning of each code of Chat for JSM."""
    return _read(_CHAT_FILE)


@cache
def _read(file: Path) -> Mapping[str, Meaning]:
    entries = _ENTRY.finditer(file.read_text("utf-8"))
    return {entry["code"]: Meaning(entry["source"], entry["meaning"].strip()) for entry in entries}
