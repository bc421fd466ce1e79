"""Generated parts inside pages that people write.

A part stands between <!-- begin: NAME --> and <!-- end -->. The first word of the name says what makes it, the rest
is handed to that.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from scripts.docs.bounds import bounds
from scripts.docs.breaches import breaches
from scripts.docs.chat_mistakes_page import chat_failure_modes
from scripts.docs.code_sources import code_sources
from scripts.docs.command_options import command_options
from scripts.docs.explained import explained, mistakes_listed
from scripts.docs.failure_modes import failure_mode_uses, failure_modes
from scripts.docs.measured import measured_states, measured_workers
from scripts.docs.recipe_code import folded_recipes
from scripts.docs.scenarios import scenarios
from scripts.docs.settings_table import settings_table
from scripts.docs.spelt import spelt

_REGION = re.compile(r"<!-- begin: (?P<name>.+?) -->\n.*?<!-- end -->", re.DOTALL)

Maker = Callable[..., Iterable[str]]


MAKERS: Mapping[str, Maker] = {
    "bounds": bounds,
    "breaches": breaches,
    "chat-failure-modes": chat_failure_modes,
    "codes": code_sources,
    "explain": explained,
    "failure-modes": failure_modes,
    "failure-mode-uses": failure_mode_uses,
    "measured-states": measured_states,
    "measured-workers": measured_workers,
    "mistakes": mistakes_listed,
    "options": command_options,
    "recipe": folded_recipes,
    "scenarios": scenarios,
    "settings": settings_table,
    "spellings": spelt,
}


def filled(text: str) -> str:
    """The page with every generated part made anew."""
    return _REGION.sub(lambda region: _filled(region["name"]), text)


def _filled(name: str) -> str:
    kind, *arguments = name.split()
    return "\n".join((f"<!-- begin: {name} -->", "", *MAKERS[kind](*arguments), "", "<!-- end -->"))
