"""Where each code's refusal comes from, as a table."""

from scripts.docs.markdown import table
from scripts.docs.meanings import meanings


def code_sources() -> list[str]:
    """Each code with its source."""
    rows = ((f"[`{code}`](mistakes.md#{code})", *_split(meaning.source)) for code, meaning in meanings().items())
    return table(("code", "source", ""), rows)


def _split(source: str) -> tuple[str, str]:
    kind, _, why = source.partition(": ")
    return kind, why
