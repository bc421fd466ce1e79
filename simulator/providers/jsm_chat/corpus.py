"""A corpus: one good token and one for every mistake, for tests in any language."""

from collections.abc import Iterator
from typing import Any

from simulator.core.catalogue import Mistake
from simulator.core.refusal import Refusal
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.mint import Order, epoch, mint
from simulator.providers.jsm_chat.mistakes import make

# The token itself is good; it is the second use that is remarked on.
REUSED = "token_reused"


def corpus(order: Order) -> Iterator[dict[str, Any]]:
    """The entries, in the order of the catalogue, each a JSON object under public names.

    ``expects`` is the code that a verdict names for the token at ``at`` (epoch seconds on the project's clock). Where
    no token can have the mistake, ``token`` is null and ``making`` says how it comes about.
    """
    about = {"site": order.site.site_id, "at": epoch(order.now)}
    good = {"check": None, "severity": None, "line": "a good token", "making": None}
    yield {"name": "good", "token": mint(order), "expects": None, **about, **good}
    for mistake in CATALOGUE.mistakes.values():
        token, making = _made(mistake, order)
        yield {
            "name": mistake.code,
            "token": token,
            "expects": mistake.code,
            **about,
            "check": mistake.check,
            "severity": mistake.severity,
            "line": mistake.line,
            "making": making,
        }


def _made(mistake: Mistake, order: Order) -> tuple[str | None, str]:
    if mistake.code == REUSED:
        return None, mistake.making
    try:
        return make(mistake.code, order), mistake.making
    except Refusal as refusal:
        return None, str(refusal.finding.facts["making"])
