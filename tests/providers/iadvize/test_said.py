"""Word by word: what is found, what was expected, the message, the hint, and what the token says."""

import pytest

from tests.providers.garbage import garbage_of
from tests.providers.iadvize.judging import judge
from tests.providers.iadvize.said import FILE, said
from tests.providers.iadvize.test_codes import CASES
from tests.providers.words import remembered

BY_TITLE = {str(case): case for case in CASES}
REMEMBERED = remembered(FILE)


@pytest.mark.parametrize("title", REMEMBERED)
def test_of_a_token_made_by_hand_it_is_said(title: str) -> None:
    assert said(BY_TITLE[title].judged()) == REMEMBERED[title]


@pytest.mark.parametrize("title", REMEMBERED)
def test_judging_it_leaves_nothing_for_the_garbage_collector(title: str) -> None:
    case = BY_TITLE[title]
    token = case.make()
    assert garbage_of(lambda: judge(token, **case.basis)) == 0
