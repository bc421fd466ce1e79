"""The JSON shape of a catalogue's mistakes."""

from typing import TYPE_CHECKING, TypedDict

from simulator.core.catalogue import Catalogue, Mistake

if TYPE_CHECKING:
    from simulator.core.explanation import Fix


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


def mistake_json(mistake: Mistake) -> MistakeJson:
    """A mistake under its public names."""
    return {
        "name": mistake.code,
        "code": mistake.code,
        "line": mistake.line,
        "check": mistake.check,
        "severity": mistake.severity,
        "inToken": mistake.in_token,
        "making": mistake.making,
        "docs": mistake.anchor,
    }


def catalogue_json(catalogue: Catalogue) -> list[MistakeJson]:
    """Every mistake, in the order in which a verdict looks for them."""
    return [mistake_json(mistake) for mistake in catalogue.mistakes.values()]


def mistake_with_fix_json(mistake: Mistake, fix: "Fix | None") -> MistakeWithFixJson:
    """A mistake with the code that mends it."""
    return {**mistake_json(mistake), "fix": _fix(fix) if fix else None}


def _fix(fix: "Fix") -> FixJson:
    return {
        "title": fix.title,
        "snippets": [{"label": snippet.label, "code": snippet.code} for snippet in fix.snippets],
    }
