"""What is bounded, at how much, and what happens beyond."""

from collections.abc import Iterator

from scripts.docs.markdown import literal, table
from simulator.core.conversation import MAX_MESSAGES
from simulator.core.report import MAX_ALSO_FOUND
from simulator.core.strict_json import MAX_DEPTH
from simulator.providers.iadvize.compact_form import MAX_CHARACTERS
from simulator.providers.iadvize.graphql.connection import MAX_FIRST
from simulator.providers.iadvize.site_keys import KEPT_EARLIER_KEYS
from simulator.settings.bounds import BOUNDS, default_of
from simulator.wire.control.journal import MAX_LISTED
from simulator.wire.scenarios.steps import MAX_STEPS

_FIXED = (
    ("characters of a token", MAX_CHARACTERS, "refused with `token_too_large`"),
    (
        "objects and arrays within one another, in a body or a token",
        MAX_DEPTH,
        "400 `body_not_json`; the claims are unreadable",
    ),
    ("entries of one list", MAX_LISTED, "422 `field_invalid`"),
    ("visitors or sessions of a page in GraphQL", MAX_FIRST, "an error in `errors`"),
    ("messages of a conversation", MAX_MESSAGES, "the oldest makes room"),
    ("steps of a scenario", MAX_STEPS, "422 `field_invalid`"),
    ("keys of a kind that were rotated away on a site", KEPT_EARLIER_KEYS, "the oldest makes room"),
    ("further findings of a verdict", MAX_ALSO_FOUND, "the last says how many more were seen"),
)


def bounds() -> list[str]:
    """Each bound."""
    return table(("at most", "", "setting", "between", "beyond"), _rows())


def _rows() -> Iterator[tuple[str, ...]]:
    for name, bound in BOUNDS.items():
        limits = f"{bound.low:,} and {bound.high:,}"
        yield bound.what, f"{default_of(name):,}", literal(name), limits, bound.beyond
    for what, number, beyond in _FIXED:
        yield what, f"{number:,}", "", "", beyond
