"""The table of codes is whole: each one is documented here, in the catalogue, and reached by tokens made by hand."""

from collections import Counter
from itertools import chain

import pytest

from simulator.providers.iadvize.catalogue import CATALOGUE
from tests.providers.iadvize import (
    test_claims,
    test_compact_form,
    test_envelope,
    test_jwe_header,
    test_jws_header,
    test_lifetime,
    test_signature,
    test_verify,
    test_visitor_data,
)
from tests.providers.iadvize.codes import CHECK_OF, CHECKS, TABLE, WARNINGS
from tests.providers.iadvize.judging import Case

SUITES = (
    test_verify,
    test_compact_form,
    test_jwe_header,
    test_envelope,
    test_jws_header,
    test_signature,
    test_claims,
    test_visitor_data,
    test_lifetime,
)
CASES: tuple[Case, ...] = tuple(chain.from_iterable(suite.CASES for suite in SUITES))
BY_HAND = Counter(case.code for case in CASES)


@pytest.mark.parametrize("code", CHECK_OF)
def test_three_tokens_by_hand_reach_every_code(code: str) -> None:
    assert BY_HAND[code] >= 3


def test_no_case_expects_a_code_past_the_table() -> None:
    assert set(BY_HAND) == set(CHECK_OF)


def test_every_case_has_a_title_of_its_own() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_the_catalogue_has_the_documented_codes_in_the_documented_order() -> None:
    documented = {name: [code for code in codes if code in CHECK_OF] for name, codes in TABLE.items()}
    catalogued = {
        name: [mistake.code for mistake in CATALOGUE.of_check(name) if mistake.code in CHECK_OF] for name in CHECKS
    }
    assert catalogued == documented


@pytest.mark.parametrize("code", CHECK_OF)
def test_the_catalogue_knows_which_codes_are_warnings(code: str) -> None:
    assert (CATALOGUE[code].severity == "warning") == (code in WARNINGS)
