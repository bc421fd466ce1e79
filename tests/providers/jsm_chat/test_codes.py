"""The table of codes is whole: each one is documented here, in the catalogue, and reached by tokens made by hand."""

from collections import Counter
from itertools import chain

import pytest

from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.recipes import RECIPES
from tests.providers.jsm_chat import test_claims, test_compact_form, test_header, test_lifetime, test_signature
from tests.providers.jsm_chat.codes import CHECK_OF, CHECKS, TABLE, WARNINGS
from tests.providers.jsm_chat.judging import Case

SUITES = (test_compact_form, test_header, test_signature, test_claims, test_lifetime)
CASES: tuple[Case, ...] = tuple(chain.from_iterable(suite.CASES for suite in SUITES))
BY_HAND = Counter(case.code for case in CASES)


@pytest.mark.parametrize("code", CHECK_OF)
def test_three_tokens_by_hand_reach_every_code(code: str) -> None:
    assert BY_HAND[code] >= 3


def test_every_case_has_a_title_of_its_own() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_the_catalogue_has_these_codes_in_this_order() -> None:
    assert {name: tuple(mistake.code for mistake in CATALOGUE.of_check(name)) for name in CHECKS} == TABLE
    assert tuple(check.name for check in CATALOGUE.checks) == CHECKS


@pytest.mark.parametrize("code", CHECK_OF)
def test_the_catalogue_knows_which_codes_are_warnings(code: str) -> None:
    assert (CATALOGUE[code].severity == "warning") == (code in WARNINGS)


@pytest.mark.parametrize("code", CHECK_OF)
def test_a_mistake_knows_its_page_and_a_recipe_that_exists(code: str) -> None:
    mistake = CATALOGUE[code]
    assert mistake.anchor == f"docs/jsm-chat-mistakes.md#{code}"
    assert mistake.recipe is None or mistake.recipe in RECIPES
    assert mistake.line[0].islower() or mistake.line.split()[0] in ("JSON", "Bearer,")
