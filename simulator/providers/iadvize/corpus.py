"""A corpus: one good token and one for every mistake, for tests in any language."""

from collections.abc import Iterator
from typing import Any

from simulator.core.catalogue import FAILURE, Mistake
from simulator.core.refusal import Refusal
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.mint import Order, epoch, mint
from simulator.providers.iadvize.mistakes import make

GOOD = "good"
_NO_SITE = "no-such-site"
# The token itself is good; it is the second use that is remarked on.
_NOT_IN_TEXT = ("token_reused",)


def corpus(order: Order) -> Iterator[dict[str, Any]]:
    """The entries, in the order of the catalogue, each a JSON object under public names.

    ``expects`` is the code that a verdict names for the token at ``at`` (epoch seconds on the site's clock), in a
    failed check, or in one with a warning. Where no token can have the mistake, ``token`` is null and ``making`` says
    how it comes about.
    """
    about = {"site": order.site.site_id, "at": epoch(order.now)}
    yield {
        "name": GOOD,
        "token": mint(order),
        "expects": None,
        **about,
        "check": None,
        "severity": None,
        "line": "a good token",
        "making": None,
    }
    for mistake in CATALOGUE.mistakes.values():
        token, making = _made(mistake, order)
        yield {
            "name": mistake.code,
            "token": token,
            "expects": mistake.code,
            **about,
            "site": _site(mistake, order),
            "check": mistake.check,
            "severity": "failure" if mistake.severity == FAILURE else "warning",
            "line": mistake.line,
            "making": making,
        }


def _site(mistake: Mistake, order: Order) -> str:
    return _NO_SITE if mistake.code == "site_unknown" else order.site.site_id


def _made(mistake: Mistake, order: Order) -> tuple[str | None, str]:
    if mistake.code in _NOT_IN_TEXT:
        return None, mistake.making
    if mistake.code == "site_unknown":
        return mint(order), mistake.making
    try:
        return make(mistake.code, order), mistake.making
    except Refusal as refusal:
        return None, str(refusal.finding.facts["making"])
