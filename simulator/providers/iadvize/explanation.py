"""Everything that can be shown of a verdict on one token: its anatomy, and the code that mends it."""

from collections.abc import Sequence
from typing import Any

from simulator.core.catalogue import WARNING
from simulator.core.explanation import Evidence, Fix, Snippet
from simulator.core.refusal import Refusal
from simulator.core.report import Step
from simulator.core.verdict import Verdict
from simulator.providers.iadvize import compact_form, envelope, jwe_header
from simulator.providers.iadvize.anatomy import Outside, anatomy
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.claims import USER_ID, VISITOR_DATA
from simulator.providers.iadvize.compact_form import CompactJwe
from simulator.providers.iadvize.keys import PrivateKey
from simulator.providers.iadvize.recipes import BACKENDS, LANGUAGES, RECIPES, SPELLINGS

_WARNINGS = frozenset(mistake.code for mistake in CATALOGUE.mistakes.values() if mistake.severity == WARNING)
_LOOKUP = "iadvize-simulator mistakes {code}"


def evidence(
    token: str,
    verdict: Verdict,
    key: PrivateKey,
    now: float,
    languages: Sequence[str] = BACKENDS,
) -> Evidence:
    """What may be shown beside the verdict; ``now`` is the epoch time at which it was given."""
    fix = None if verdict.accepted or verdict.code is None else fix_of(verdict.code, languages, verdict)
    outside: Outside = _read(compact_form.examine(token))
    parts = anatomy(token, verdict, outside, _opened(outside, verdict, key), now)
    return Evidence(parts, fix, now, warnings=_WARNINGS, lookup=_LOOKUP)


def fix_of(code: str, languages: Sequence[str] = BACKENDS, verdict: Verdict | None = None) -> Fix | None:
    """The code that mends a mistake, None where no code does."""
    mistake = CATALOGUE[code]
    if mistake.recipe is None:
        return None
    recipe = RECIPES[mistake.recipe]
    # What only one language says, a page's or a shell's, is said whatever the backend is written in.
    others = [name for name in recipe.code if name not in BACKENDS and name != "jwcrypto"]
    chosen = [name for name in (*languages, *others) if name in recipe.code]
    decisive = verdict.decisive if verdict else None
    expected = decisive.expected if decisive else None
    return Fix(
        recipe.title,
        tuple(Snippet(LANGUAGES[name].label, recipe.code[name], _crucial(expected, name)) for name in chosen),
    )


def _crucial(expected: Any, language: str) -> tuple[str, ...]:
    if not isinstance(expected, str):
        return ()
    if expected in (USER_ID, VISITOR_DATA):
        return (expected,)
    spelling = SPELLINGS.get(expected, {}).get(language)
    return (spelling,) if spelling else ()


def _opened(outside: Outside, verdict: Verdict, key: PrivateKey) -> bytes | None:
    if not isinstance(outside, CompactJwe) or not verdict.jwe_header or not jwe_header.is_openable(verdict.jwe_header):
        return None
    opened: bytes | None = _read(envelope.open_jwe(outside, key, None, ()))
    return opened


def _read(step: Step[Any]) -> Any:
    """What a step reads, whatever else it says."""
    try:
        while True:
            next(step)
    except StopIteration as end:
        return end.value
    except Refusal:
        return None
