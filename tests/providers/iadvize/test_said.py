"""Word by word: what is found, what was expected, the message, the hint, and what the token says."""

import pytest

from tests.providers.iadvize.said import FILE, said
from tests.providers.iadvize.test_codes import CASES
from tests.providers.words import remembered

BY_TITLE = {str(case): case for case in CASES}
REMEMBERED = remembered(FILE)


@pytest.mark.parametrize("title", REMEMBERED)
def test_of_a_token_made_by_hand_it_is_said(title: str) -> None:
    assert said(BY_TITLE[title].judged()) == REMEMBERED[title]
