from msgspec.structs import replace

from simulator.core.verdict import PASSED, Check, Verdict

VERDICT = Verdict(
    accepted=True, code=None, reason=None, checks=(Check("site", PASSED, "Known."),), seconds={"site": 0.1}
)


def test_how_long_it_took_makes_no_other_verdict() -> None:
    assert replace(VERDICT, seconds={"site": 0.2}) == VERDICT


def test_whatever_else_differs_makes_another_verdict() -> None:
    assert replace(VERDICT, user_id="jane") != VERDICT
    assert replace(VERDICT, checks=()) != VERDICT
    assert VERDICT != "verdict"
