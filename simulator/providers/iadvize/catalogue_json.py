"""The catalogue of mistakes as JSON, with the code that mends each."""

from typing import TYPE_CHECKING

from simulator.core.catalogue import Mistake
from simulator.core.mistake_json import FixJson, MistakeJson, MistakeWithFixJson
from simulator.providers.iadvize.catalogue import CATALOGUE

if TYPE_CHECKING:
    from simulator.core.explanation import Fix


def mistakes_json() -> list[MistakeJson]:
    """Every mistake, in the order in which a verdict looks for them."""
    return [_fields(mistake) for mistake in CATALOGUE.mistakes.values()]


def mistake_json(code: str) -> MistakeWithFixJson | None:
    """One mistake, and its ``fix`` or null where no code mends it; None where there is no such code."""
    if code not in CATALOGUE.mistakes:
        return None
    from simulator.providers.iadvize.explanation import fix_of  # noqa: PLC0415 - a server starts sooner without it

    fix = fix_of(code)
    return {**_fields(CATALOGUE[code]), "fix": _fix(fix) if fix else None}


def _fields(mistake: Mistake) -> MistakeJson:
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


def _fix(fix: "Fix") -> FixJson:
    return {
        "title": fix.title,
        "snippets": [{"label": snippet.label, "code": snippet.code} for snippet in fix.snippets],
    }
