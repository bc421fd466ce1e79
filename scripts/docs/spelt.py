"""How libraries spell algorithms, as a table."""

from scripts.docs.markdown import literal, table
from simulator.providers.iadvize.recipes import LANGUAGES, SPELLINGS


def spelt(*algorithms: str) -> list[str]:
    """A row for each library, a column for each algorithm."""
    rows = (
        (LANGUAGES[language].label, *(literal(SPELLINGS[name][language]) for name in algorithms))
        for language in LANGUAGES
        if all(language in SPELLINGS[name] for name in algorithms)
    )
    return table(("", *(literal(name) for name in algorithms)), rows)
