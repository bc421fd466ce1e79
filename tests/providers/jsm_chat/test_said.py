"""Word by word: what is found, what was expected, the message, the hint, and what the token says."""

import pytest

from tests.providers.jsm_chat.judging import Case
from tests.providers.jsm_chat.said import FILE, said
from tests.providers.jsm_chat.test_codes import CASES
from tests.providers.words import remembered

REMEMBERED = remembered(FILE)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_of_a_token_made_by_hand_it_is_said(case: Case) -> None:
    assert said(case.judged()) == REMEMBERED[str(case)]
