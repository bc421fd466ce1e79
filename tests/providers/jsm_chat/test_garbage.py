"""Judging leaves nothing that has to wait for the garbage collector, whatever the token."""

import pytest

from tests.providers.garbage import garbage_of
from tests.providers.jsm_chat.judging import Case, judge
from tests.providers.jsm_chat.test_codes import CASES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_judging_it_leaves_nothing_for_the_garbage_collector(case: Case) -> None:
    token = case.make()
    assert garbage_of(lambda: judge(token, **case.basis)) == 0
