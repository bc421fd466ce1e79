"""When a token is valid, on the project's clock."""

from typing import Any

import pytest

from tests import forge
from tests.forge import NOW, OMIT
from tests.providers.jsm_chat.codes import CHECK_OF
from tests.providers.jsm_chat.judging import Case, check_of, expect, expect_faultless, judge, project


def timed(code: str, title: str, basis: dict[str, Any] | None = None, **claims: Any) -> Case:
    return Case(code, title, lambda: forge.chat_token(forge.chat_claims(**claims)), basis or {})


AHEAD: dict[str, Any] = {"clock_offset": 3600}
BEHIND: dict[str, Any] = {"clock_offset": -3600}
CASES = (
    timed("exp_missing", "none", exp=OMIT),
    timed("exp_missing", "Exp", exp=OMIT, Exp=NOW + 60),
    timed("exp_missing", "expires", exp=OMIT, expires=NOW + 60),
    timed("exp_not_number", "null", exp=None),
    timed("exp_not_number", "a date", exp="2025-10-09T09:00:00Z"),
    timed("exp_not_number", "in quotes", exp=str(NOW + 60)),
    timed("exp_not_number", "true", exp=True),
    timed("exp_in_milliseconds", "whole", exp=int(NOW + 60) * 1000),
    timed("exp_in_milliseconds", "with a fraction", exp=(NOW + 60) * 1000 + 0.5),
    timed("exp_in_milliseconds", "just past the bound", exp=1e11 + 1),
    timed("token_expired", "at this moment", exp=NOW),
    timed("token_expired", "a fraction of a second ago", exp=NOW - 0.001),
    timed("token_expired", "a duration", exp=300),
    timed("token_expired", "in the leeway's last moment", {"site": project(leeway=10)}, exp=NOW - 10),
    timed("token_expired", "by a clock that was moved", AHEAD, exp=NOW - 60),
    timed("token_not_yet_valid", "by a clock that was moved", BEHIND, nbf=NOW + 60),
    timed("issued_in_future", "by a clock that was moved", BEHIND, iat=NOW + 60),
    timed("token_not_yet_valid", "10^11 itself", nbf=1e11),
    timed("issued_in_future", "10^11 itself", iat=1e11),
    timed("lifetime_long", "10^11 itself", exp=1e11),
    timed("token_expired", "a year ago", exp=NOW - 365 * 86_400),
    timed("token_expired", "a second more than a year ago", exp=NOW - 365 * 86_400 - 1),
    timed("token_expired", "five minutes ago", exp=NOW - 300),
    timed("token_expired", "a second more than five minutes ago", exp=NOW - 301),
    timed("token_expired", "forced", {"forced": "token_expired"}),
    timed("nbf_not_number", "null", nbf=None),
    timed("nbf_not_number", "in quotes", nbf="1760000000"),
    timed("nbf_not_number", "a list", nbf=[NOW]),
    timed("token_not_yet_valid", "a moment", nbf=NOW + 0.5),
    timed("token_not_yet_valid", "an hour", nbf=NOW + 3600),
    timed("token_not_yet_valid", "milliseconds", nbf=NOW * 1000),
    timed("iat_missing", "none", iat=OMIT),
    timed("iat_missing", "null", iat=None),
    timed("iat_missing", "in quotes", iat=str(NOW)),
    timed("issued_in_future", "two seconds", iat=NOW + 2),
    timed("issued_in_future", "an hour", iat=NOW + 3600),
    timed("issued_in_future", "milliseconds", iat=NOW * 1000),
    timed("lifetime_long", "six minutes", exp=NOW + 360),
    timed("lifetime_long", "a day", exp=NOW + 86_400),
    timed("lifetime_long", "just too long", exp=NOW + 301.5),
    Case("token_reused", "before", forge.chat_token, {"reused": True}),
    Case("token_reused", "from the future", forge.chat_token, {"reused": True, "now": NOW + 1}),
    Case("token_reused", "in its last second", forge.chat_token, {"reused": True, "now": NOW + 299}),
    Case("customer_pending", "forced", forge.chat_token, {"forced": "customer_pending"}),
    Case("customer_pending", "in another project", forge.chat_token, {"forced": "customer_pending", "now": NOW + 1}),
    Case(
        "customer_pending", "with leeway", forge.chat_token, {"forced": "customer_pending", "site": project(leeway=5)}
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_time_that_is_wrong_is_named(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize(
    ("basis", "claims"),
    [
        ({}, {"exp": NOW + 0.001}),
        ({}, {"exp": NOW + 300.9}),
        ({}, {"exp": NOW + 301}),
        ({}, {"iat": NOW + 0.9}),
        ({}, {"iat": NOW + 1}),
        ({}, {"nbf": NOW}),
        ({}, {"iat": int(NOW), "exp": int(NOW) + 300}),
        ({"site": project(leeway=10)}, {"exp": NOW - 9.999}),
        ({"site": project(leeway=10)}, {"nbf": NOW + 10, "iat": NOW + 10}),
        ({"site": project(require_exp=False)}, {"exp": OMIT}),
    ],
)
def test_a_time_that_is_right_is_not_remarked_on(basis: dict[str, Any], claims: dict[str, Any]) -> None:
    expect_faultless(judge(forge.chat_token(forge.chat_claims(**claims)), **basis))


def test_a_clock_that_is_wrong_is_suspected() -> None:
    verdict = judge(forge.chat_token(forge.chat_claims(exp=NOW - 3600)))
    assert "a clock is wrong" in str(check_of(verdict, "token_expired").hint)


@pytest.mark.parametrize(
    ("claim", "offset", "leeway", "last", "told"),
    [
        ("exp", 3600, 0, NOW - 3599.75, "1 hour ahead of real time"),
        ("exp", 3600, 30, NOW - 3629.75, "1 hour ahead of real time"),
        ("nbf", -3600, 0, NOW + 3600, "1 hour behind real time"),
        ("nbf", -3600, 30, NOW + 3630, "1 hour behind real time"),
        ("iat", -3600, 0, NOW + 3601, "1 hour behind real time"),
        ("iat", -3600, 30, NOW + 3631, "1 hour behind real time"),
    ],
)
def test_a_moved_clock_is_blamed_for_what_it_alone_brings_about(
    claim: str, offset: float, leeway: float, last: float, told: str
) -> None:
    """``last`` is the last time of the claim that is good on real time."""
    past = last - 0.25 if claim == "exp" else last + 0.25
    for time, moved in ((last, True), (past, False)):
        token = forge.chat_token(forge.chat_claims(**{claim: time}))
        verdict = judge(token, site=project(leeway=leeway), clock_offset=offset)
        hints = [check.hint for check in verdict.checks if CHECK_OF.get(check.code or "") == "lifetime"]
        assert [told in (hint or "") for hint in hints] == [moved]


@pytest.mark.parametrize("offset", [-3600, 0, 3600])
def test_a_moved_clock_is_not_blamed_for_what_is_wrong_on_real_time_too(offset: float) -> None:
    for times in ({"exp": NOW - 2 * 86_400}, {"nbf": NOW + 2 * 86_400}, {"iat": NOW + 2 * 86_400}):
        verdict = judge(forge.chat_token(forge.chat_claims(**times)), clock_offset=offset)
        (check,) = (check for check in verdict.checks if check.code)
        assert "real time" not in (check.hint or "")
