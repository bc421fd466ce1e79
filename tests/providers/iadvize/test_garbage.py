"""Judging leaves nothing that has to wait for the garbage collector, whatever the token."""

import pytest

from tests.providers.garbage import garbage_of
from tests.providers.iadvize.judging import judge
from tests.providers.iadvize.said import FILE
from tests.providers.iadvize.test_codes import CASES
from tests.providers.words import remembered

BY_TITLE = {str(case): case for case in CASES}


@pytest.mark.parametrize("title", remembered(FILE))
def test_judging_it_leaves_nothing_for_the_garbage_collector(title: str) -> None:
    case = BY_TITLE[title]
    token = case.make()
    assert garbage_of(lambda: judge(token, **case.basis)) == 0
