"""The fenced examples of a page, with what is said about each in a comment that GitHub does not show.

<!-- exits with 1 -->   the commands end with that code instead of 0
<!-- prints -->         a text: what the commands before it print
<!-- answers -->        JSON: what the commands before it print
<!-- not run: why -->   commands that no test may run
<!-- file: NAME -->     a file that the commands of the page find
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"^(?:<!-- (?P<note>[^\n]+?) -->\n)?^(?P<fence>`{3,})(?P<language>\w*)\n(?P<code>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_EXIT = re.compile(r"exits with (\d+)")


@dataclass(frozen=True)
class Block:
    """One example and where it stands."""

    language: str
    code: str
    note: str
    line: int

    @property
    def is_run(self) -> bool:
        return self.language == "sh" and not self.note.startswith("not run: ")

    @property
    def file(self) -> str | None:
        """The name of the file that this is."""
        return self.note.removeprefix("file: ") if self.note.startswith("file: ") else None

    @property
    def is_output(self) -> bool:
        return self.note in ("prints", "answers")

    @property
    def exit_code(self) -> int:
        match = _EXIT.fullmatch(self.note)
        return int(match[1]) if match else 0


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("fence")) + 1
        yield Block(match["language"], match["code"], match["note"] or "", line)
