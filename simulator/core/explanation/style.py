"""How an explanation looks: its width, whether colours show, which characters can be shown."""

from types import MappingProxyType

import msgspec

from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING

_CODES = MappingProxyType(
    {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
)
_COLOURS = MappingProxyType({PASSED: "green", FAILED: "red", WARNING: "yellow", SKIPPED: "dim"})
_SIGNS = MappingProxyType({PASSED: "✓", FAILED: "✗", WARNING: "!", SKIPPED: "·"})
_ASCII_SIGNS = MappingProxyType({PASSED: "+", FAILED: "x", WARNING: "!", SKIPPED: "-"})
_ASCII = str.maketrans({"…": "...", "│": "|"})
_PROSE_WIDTH = 100
_MIN_WIDTH = 40


class Style(msgspec.Struct, frozen=True):
    """``width`` is in columns; without ``unicode`` every sign of our own is ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The width to lay out for; below a minimum lines are let run over."""
        return max(self.width, _MIN_WIDTH)

    @property
    def prose(self) -> int:
        """The width of running text, which is hard to read when it is long."""
        return min(self.columns, _PROSE_WIDTH)

    def paint(self, text: str, *names: str) -> str:
        """The text in colours and weights; as it is where there are none."""
        if not self.colour or not text:
            return text
        return f"\033[{';'.join(_CODES[name] for name in names)}m{text}\033[0m"

    def sign(self, outcome: str) -> str:
        """The sign of an outcome, in its colour."""
        return self.paint((_SIGNS if self.unicode else _ASCII_SIGNS)[outcome], colour_of(outcome))

    def finished(self, lines: list[str]) -> str:
        """The lines as one text."""
        text = "\n".join(line.rstrip() for line in lines)
        return text if self.unicode else text.translate(_ASCII)


def colour_of(outcome: str) -> str:
    """The colour that stands for an outcome."""
    return _COLOURS[outcome]
