"""What is said of each code besides its words in the catalogue; the prose is in meanings.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("meanings.md")
_ENTRY = re.compile(r"^## (?P<code>\w+)\n(?P<source>.+)\n\n(?P<meaning>(?:(?!^## ).*\n?)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """``source`` says where the refusal comes from: documented, observed or chosen."""

    source: str
    text: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """The meaning of each code."""
    entries = _ENTRY.finditer(_FILE.read_text("utf-8"))
    return {entry["code"]: Meaning(entry["source"], entry["meaning"].strip()) for entry in entries}
