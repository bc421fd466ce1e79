"""The shape of a provider's catalogue of mistakes: the one table behind every message that names a code."""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring

import msgspec

from simulator.core.refusal import Finding
from simulator.core.verdict import PASSED, SKIPPED, Check, Unremarkable

_AS_JSON = json.JSONEncoder(ensure_ascii=False, default=str).encode
_SKIPPED = "Not reached: an earlier check failed."
FAILURE = "failure"
WARNING = "warning"


class Wording(msgspec.Struct, frozen=True):
    """What is said for one kind of evidence; both are templates over a finding's facts. None keeps the default."""

    message: str | None = None
    hint: str | None = None


_DEFAULT = Wording()


class Mistake(msgspec.Struct, frozen=True):
    """One mistake: its stable code, where it is seen, what is said of it and how it is made.

    ``line`` is its entry in a list, ``message`` and ``hint`` are templates, ``variants`` word special evidence,
    ``recipe`` names the code that mends it, ``making`` says how the mistake comes about on purpose,
    ``in_token`` is False where the token is fine and the site is not, and ``page`` is where the documentation has it.
    """

    code: str
    check: str
    line: str
    message: str
    hint: str
    making: str
    severity: str = FAILURE
    variants: Mapping[str, Wording] = msgspec.field(default_factory=dict)
    recipe: str | None = None
    in_token: bool = True
    page: str = "docs/mistakes.md"

    @property
    def anchor(self) -> str:
        """Where the documentation speaks of it."""
        return f"{self.page}#{self.code}"

    def say(self, finding: Finding) -> tuple[str, str]:
        """Message and hint for what was found."""
        wording = self.variants[finding.variant] if finding.variant else _DEFAULT
        facts = _Facts(finding)
        message = (wording.message or self.message).format_map(facts)
        hint = (wording.hint or self.hint).format_map(facts)
        return message, f"{hint} ({self.anchor})"


class _Facts:
    """What a template asks for of a finding, as it stands in a sentence; the rest is never written out."""

    def __init__(self, finding: Finding) -> None:
        self._known = {"found": finding.found, "expected": finding.expected, **finding.facts}

    def __getitem__(self, name: str) -> str:
        return shown(self._known[name])


def shown(value: object, limit: int = 96) -> str:
    """A value as it stands in a sentence: text as it is, the rest as JSON, both cut at ``limit`` characters.

    It may come from anybody's token, so nothing in it may drive the terminal that shows it.
    """
    text = value if isinstance(value, str) else _as_json(value)
    text = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return text if text.isprintable() else "".join(map(_printable, text))


def _as_json(value: object) -> str:
    """JSON. Thumbprints are what is mostly shown, and the encoder takes as long for them as all checks of claims."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return f"[{', '.join(map(encode_basestring, value))}]"
    return _AS_JSON(value)


def _printable(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"


class CheckName(msgspec.Struct, frozen=True):
    """One step of a verification and what is said where nothing is wrong."""

    name: str
    passed: str


class Catalogue:
    """All mistakes of a provider, in the order in which they are looked for."""

    def __init__(self, checks: Iterable[CheckName], mistakes: Iterable[Mistake]) -> None:
        self.checks = tuple(checks)
        self.passed = {check.name: Check(check.name, PASSED, check.passed) for check in self.checks}
        self.all_passed = Unremarkable(self.passed.values())
        self.skipped = tuple(Check(check.name, SKIPPED, _SKIPPED) for check in self.checks)
        self.mistakes = {mistake.code: mistake for mistake in mistakes}
        self.order = {code: place for place, code in enumerate(self.mistakes)}

    def __getitem__(self, code: str) -> Mistake:
        return self.mistakes[code]

    def of_check(self, name: str) -> tuple[Mistake, ...]:
        """The mistakes that one check can find, in order."""
        return tuple(mistake for mistake in self.mistakes.values() if mistake.check == name)
