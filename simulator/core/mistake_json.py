"""The JSON shape of a catalogue's mistakes."""

from typing import TypedDict


class MistakeJson(TypedDict):
    """A mistake: where it is seen, how it comes about, and where the documentation speaks of it."""

    name: str
    code: str
    line: str
    check: str
    severity: str
    inToken: bool
    making: str
    docs: str


class SnippetJson(TypedDict):
    """Code in one language."""

    label: str
    code: str


class FixJson(TypedDict):
    """The code that mends a mistake."""

    title: str
    snippets: list[SnippetJson]


class MistakeWithFixJson(MistakeJson):
    """A mistake with the code that mends it, or null where no code does."""

    fix: FixJson | None
