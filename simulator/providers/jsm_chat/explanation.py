"""Everything that can be shown of a verdict on one token: its anatomy, and the code that mends it."""

from collections.abc import Sequence

from simulator.core.catalogue import WARNING
from simulator.core.explanation import Evidence, Fix, Snippet
from simulator.core.refusal import Refusal
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import compact_form
from simulator.providers.jsm_chat.anatomy import anatomy
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.compact_form import CompactJws
from simulator.providers.jsm_chat.recipes import LANGUAGES, RECIPES, chosen

# Chosen: that a login throws is documented, and not what it says.
_HEARS = "All that a page hears where verdicts are opaque (our words)"
_WARNINGS = frozenset(mistake.code for mistake in CATALOGUE.mistakes.values() if mistake.severity == WARNING)
_LOOKUP = "iadvize-simulator mistakes {code} --provider jsm-chat"


def evidence(token: str, verdict: Verdict, now: float, languages: Sequence[str] = tuple(LANGUAGES)) -> Evidence:
    """What may be shown beside the verdict; ``now`` is the epoch time at which it was given."""
    fix = None if verdict.accepted or verdict.code is None else fix_of(verdict.code, languages)
    parts = anatomy(token, verdict, _parts(token), now)
    return Evidence(parts, fix, now, warnings=_WARNINGS, hears=_HEARS, lookup=_LOOKUP)


def fix_of(code: str, languages: Sequence[str] = tuple(LANGUAGES)) -> Fix | None:
    """The code that mends a mistake, None where no code does."""
    mistake = CATALOGUE[code]
    if mistake.recipe is None:
        return None
    recipe = RECIPES[mistake.recipe]
    snippets = (Snippet(LANGUAGES[name].label, recipe.code(name)) for name in chosen(recipe, languages))
    return Fix(recipe.title, tuple(snippets))


def _parts(token: str) -> CompactJws | None:
    step = compact_form.examine(token)
    try:
        while True:
            next(step)
    except StopIteration as end:
        parts: CompactJws | None = end.value
        return parts
    except Refusal:
        return None
