"""What is bounded, and at how much."""

from scripts.docs.markdown import table
from simulator.core.conversation import MAX_MESSAGES
from simulator.core.report import MAX_ALSO_FOUND
from simulator.providers.iadvize.site_keys import KEPT_EARLIER_KEYS
from simulator.state.bounds import (
    MAX_ACTIVATIONS,
    MAX_ATTEMPTS,
    MAX_CONVERSATIONS,
    MAX_ENTRIES,
    MAX_FAULTS,
    MAX_FINGERPRINTS,
    MAX_LISTENERS,
    MAX_REMEMBERED,
    MAX_SITES,
)
from simulator.wire.bodies import MAX_BYTES
from simulator.wire.scenarios.steps import MAX_STEPS

_BOUNDS = (
    ("sites", MAX_SITES),
    ("attempts in a site's journal", MAX_ATTEMPTS),
    ("activations that a site counts", MAX_ACTIVATIONS),
    ("sessions of a site, and visitors", MAX_ENTRIES),
    ("conversations of a site", MAX_CONVERSATIONS),
    ("messages of a conversation", MAX_MESSAGES),
    ("used tokens that a site remembers", MAX_FINGERPRINTS),
    ("failure modes of a site", MAX_FAULTS),
    ("steps of a scenario", MAX_STEPS),
    ("keys of a kind that were rotated away on a site", KEPT_EARLIER_KEYS),
    ("streams of events", MAX_LISTENERS),
    ("events that are remembered for readers that come back", MAX_REMEMBERED),
    ("bytes of a request's body", MAX_BYTES),
    ("further findings of a verdict", MAX_ALSO_FOUND),
)


def bounds() -> list[str]:
    """Each bound."""
    return table(("at most", ""), ((what, f"{bound:,}") for what, bound in _BOUNDS))
