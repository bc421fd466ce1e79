"""Tokens with a mistake on purpose: who makes one, and what is said where nobody does."""

import difflib
from collections.abc import Callable, Mapping
from typing import TypeVar

from simulator.core.catalogue import Catalogue
from simulator.core.refusal import Refusal

Order = TypeVar("Order")


def maker_of(code: str, catalogue: Catalogue, makers: Mapping[str, Callable[[Order], str]]) -> Callable[[Order], str]:
    """Who makes a token with exactly this mistake; raises Refusal where no token can have it, with what makes it."""
    if code not in catalogue.mistakes:
        raise Refusal("mistake_unknown", found=code, expected=list(makers))
    if code not in makers:
        raise Refusal("mistake_not_in_token", found=code, making=catalogue[code].making)
    return makers[code]


def refusal_message(refusal: Refusal) -> str:
    """What to say where ``maker_of`` refused."""
    code = str(refusal.finding.found)
    if refusal.code != "mistake_unknown":
        return f"No token carries {code} by itself. {refusal.finding.facts['making']}"
    near = difflib.get_close_matches(code, refusal.finding.expected, n=1)
    return f'There is no mistake "{code}"' + (f'; did you mean "{near[0]}"?' if near else ".")
