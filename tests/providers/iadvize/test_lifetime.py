"""The token's times, on the site's clock."""

import json
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.judging import Case, also, check_of, expect, expect_accepted, expect_faultless, judge, site

NOW = forge.NOW
DAY = 86_400
NO_NUMBERS: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    str(int(NOW) + 60),
    "2025-10-09T08:53:20Z",
    [],
    [NOW + 60],
    {},
    {"s": 1},
)
LENIENT: dict[str, Any] = {"site": site(leeway=30)}
AHEAD: dict[str, Any] = {"clock_offset": 3600}
BEHIND: dict[str, Any] = {"clock_offset": -3600}
WITHOUT_EXP: dict[str, Any] = {"site": site(require_exp=False)}


def token(**changes: Any) -> str:
    return forge.token(forge.claims(**changes))


def raw_exp(text: str) -> str:
    """A token whose exp is written exactly so."""
    plain = forge.compact_json(forge.claims(exp=4711))
    return forge.token(plain.replace(b"4711", text.encode()))


def brief(seconds: float) -> dict[str, Any]:
    """A site whose sessions last so long."""
    return {"site": site(session_lifetime_seconds=seconds)}


CASES = (
    Case("exp_missing", "no exp", lambda: token(exp=forge.OMIT)),
    Case("exp_missing", "EXP", lambda: token(exp=forge.OMIT, EXP=NOW + 60)),
    Case("exp_missing", "only iat and nbf", lambda: token(exp=forge.OMIT, iat=NOW, nbf=NOW)),
    Case(
        "exp_missing",
        "only in the header",
        lambda: forge.token(forge.claims(exp=forge.OMIT), jws_header={"alg": "RS256", "exp": NOW + 60}),
    ),
    Case("exp_missing", "under the prefix", lambda: token(**{"exp": forge.OMIT, forge.PREFIX + "exp": NOW + 60})),
    *(Case("exp_not_number", f"{value!r}", partial(token, exp=value)) for value in NO_NUMBERS),
    Case("exp_not_number", "null where exp may be missing", lambda: token(exp=None), WITHOUT_EXP),
    Case("exp_not_number", "a text where exp may be missing", lambda: token(exp="60"), WITHOUT_EXP),
    Case("exp_in_milliseconds", "now, in milliseconds", lambda: token(exp=int(NOW * 1000) + 60_000)),
    Case("exp_in_milliseconds", "expired, in milliseconds", lambda: token(exp=int(NOW * 1000) - 60_000)),
    Case("exp_in_milliseconds", "one past 10^11", lambda: token(exp=10**11 + 1)),
    Case("exp_in_milliseconds", "half past 10^11", lambda: raw_exp("100000000000.5")),
    Case("exp_in_milliseconds", "in microseconds", lambda: token(exp=int(NOW * 10**6))),
    Case("exp_in_milliseconds", "the largest float", lambda: raw_exp("1.7976931348623157e308")),
    Case("exp_in_milliseconds", "an integer past 64 bits", lambda: token(exp=2**100)),
    Case("exp_in_milliseconds", "an integer of three hundred digits", lambda: raw_exp("9" * 300)),
    Case(
        "exp_in_milliseconds", "whatever the leeway", lambda: token(exp=int(NOW * 1000)), {"site": site(leeway=10**9)}
    ),
    Case("token_expired", "this very second", lambda: token(exp=NOW)),
    Case("token_expired", "this very second, an integer", lambda: token(exp=int(NOW))),
    Case("token_expired", "a second ago", lambda: token(exp=NOW - 1)),
    Case("token_expired", "a quarter of a second ago", lambda: token(exp=NOW), {"now": NOW + 0.25}),
    Case("token_expired", "a year ago", lambda: token(exp=NOW - 365 * DAY)),
    Case("token_expired", "at the epoch", lambda: token(exp=0)),
    Case("token_expired", "minus zero", lambda: raw_exp("-0")),
    Case("token_expired", "before the epoch", lambda: token(exp=-NOW)),
    Case("token_expired", "long before everything", lambda: raw_exp("-1.7976931348623157e308")),
    Case("token_expired", "an integer of three hundred digits below zero", lambda: raw_exp("-" + "9" * 299)),
    Case("token_expired", "a lifetime instead of a time", lambda: token(exp=60)),
    Case("token_expired", "at the end of the leeway", lambda: token(exp=NOW - 30), LENIENT),
    Case("token_expired", "past the leeway", lambda: token(exp=NOW - 30.5), LENIENT),
    Case("token_expired", "where exp may be missing", lambda: token(exp=NOW - 1), WITHOUT_EXP),
    Case("token_expired", "by a clock that was moved", lambda: token(exp=NOW - 60), AHEAD),
    *(Case("nbf_not_number", f"{value!r}", partial(token, nbf=value)) for value in NO_NUMBERS),
    Case("token_not_yet_valid", "in a second", lambda: token(nbf=NOW + 1)),
    Case("token_not_yet_valid", "in a quarter of a second", lambda: token(nbf=NOW + 0.25)),
    Case("token_not_yet_valid", "after exp", lambda: token(nbf=NOW + 120)),
    Case("token_not_yet_valid", "in milliseconds", lambda: token(nbf=int(NOW * 1000))),
    Case("token_not_yet_valid", "past the leeway", lambda: token(nbf=NOW + 30.5), LENIENT),
    Case("token_not_yet_valid", "by a clock that was moved", lambda: token(nbf=NOW + 60), BEHIND),
    Case("issued_in_future", "by a clock that was moved", lambda: token(iat=NOW + 60), BEHIND),
    Case("issued_in_future", "in a second", lambda: token(iat=NOW + 1)),
    Case("issued_in_future", "in a quarter of a second", lambda: token(iat=NOW + 0.25)),
    Case("issued_in_future", "in milliseconds", lambda: token(iat=int(NOW * 1000))),
    Case("issued_in_future", "past the leeway", lambda: token(iat=NOW + 31), LENIENT),
    Case("lifetime_beyond_session", "a second over an hour", lambda: token(exp=NOW + 3601)),
    Case("lifetime_beyond_session", "a quarter of a second over", lambda: token(exp=NOW + 3600.25)),
    Case("lifetime_beyond_session", "a year", lambda: token(exp=NOW + 365 * DAY)),
    Case("lifetime_beyond_session", "10^11 itself", lambda: token(exp=10**11)),
    Case("lifetime_beyond_session", "61 s where sessions last 60", lambda: token(exp=NOW + 61), brief(60)),
    Case("lifetime_beyond_session", "400 s where sessions last 300", lambda: token(exp=NOW + 400), brief(300)),
    Case("lifetime_long", "a second over five minutes", lambda: token(exp=NOW + 301)),
    Case("lifetime_long", "a quarter of a second over", lambda: token(exp=NOW + 300.25)),
    Case("lifetime_long", "an hour", lambda: token(exp=NOW + 3600)),
    Case("lifetime_long", "as long as the session", lambda: token(exp=NOW + DAY), brief(DAY)),
    Case("token_reused", "a faultless token", token, {"reused": True}),
    Case("token_reused", "one of five minutes", lambda: token(exp=NOW + 300), {"reused": True}),
    Case("token_reused", "one without exp", lambda: token(exp=forge.OMIT), {"reused": True} | WITHOUT_EXP),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_gets_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": NOW + 1},
        {"exp": NOW + 0.25},
        {"exp": NOW + 59.999},
        {"exp": int(NOW) + 60},
        {"exp": NOW + 300},
        {"iat": NOW},
        {"iat": NOW - 0.001},
        {"iat": int(NOW) - 10 * 365 * DAY},
        {"iat": 0},
        {"nbf": NOW},
        {"nbf": NOW - 0.001},
        {"nbf": 0},
        {"nbf": -1},
        {"iat": NOW - 5, "nbf": NOW - 5, "exp": NOW + 55},
    ],
    ids=str,
)
def test_good_times_are_never_remarked_on(changes: dict[str, Any]) -> None:
    expect_faultless(judge(token(**changes)))


@pytest.mark.parametrize("text", ["1760000060", "1760000060.0", "1.76000006e9", "1760000060e0", "17600000600E-1"])
def test_a_number_may_be_written_in_any_way(text: str) -> None:
    verdict = judge(raw_exp(text))
    expect_faultless(verdict)
    assert verdict.expires_at == NOW + 60


@pytest.mark.parametrize("changes", [{"exp": NOW - 29.75}, {"nbf": NOW + 30}, {"iat": NOW + 30}, {"exp": NOW}], ids=str)
def test_within_the_leeway_it_passes(changes: dict[str, Any]) -> None:
    expect_faultless(judge(token(**changes), **LENIENT))


def test_a_lifetime_is_what_is_left_now_whatever_iat_says() -> None:
    expect_faultless(judge(token(iat=NOW - DAY, exp=NOW + 60)))
    expect_faultless(judge(token(exp=NOW + 600), now=NOW + 300))
    expect(judge(token(iat=NOW, exp=NOW + 600)), "lifetime_long")


def test_a_fraction_of_a_second_counts_on_both_clocks() -> None:
    expect_faultless(judge(token(exp=NOW + 0.5), now=NOW + 0.25))
    expect(judge(token(exp=NOW + 0.5), now=NOW + 0.5), "token_expired")


def test_a_missing_exp_passes_where_it_is_not_required() -> None:
    verdict = judge(token(exp=forge.OMIT), **WITHOUT_EXP)
    expect_faultless(verdict)
    assert verdict.expires_at is None


def test_a_missing_exp_hides_no_nbf() -> None:
    expect(judge(token(exp=forge.OMIT, nbf=NOW + 1), **WITHOUT_EXP), "token_not_yet_valid")
    both = judge(token(exp=forge.OMIT, nbf=NOW + 1))
    expect(both, "exp_missing")
    assert also(both) == ["token_not_yet_valid"]


def test_several_things_wrong_are_told_in_the_order_of_the_table() -> None:
    verdict = judge(token(exp=NOW - 1, nbf=NOW + 1, iat=NOW + 2), reused=True)
    expect(verdict, "token_expired")
    assert also(verdict) == ["token_not_yet_valid", "issued_in_future", "token_reused"]


def test_several_warnings_accept_and_the_first_is_the_checks_own() -> None:
    verdict = judge(token(exp=NOW + 600, iat=NOW + 1), reused=True)
    expect_accepted(verdict, "issued_in_future")
    assert also(verdict) == ["lifetime_long", "token_reused"]


def test_a_lifetime_beyond_the_session_is_not_told_as_long_too() -> None:
    verdict = judge(token(exp=NOW + 7200))
    expect_accepted(verdict, "lifetime_beyond_session")
    assert also(verdict) == []


def test_a_warning_of_the_claims_and_one_of_the_lifetime_both_stay() -> None:
    verdict = judge(token(iss=forge.OMIT, exp=NOW + 600))
    expect_accepted(verdict, "issuer_missing", "lifetime_long")


def test_the_two_clocks_are_told() -> None:
    check = check_of(judge(token(exp=NOW - 90)), "token_expired")
    told = json.dumps([check.found, check.expected, check.message])
    for clock in (NOW - 90, NOW):
        written = datetime.fromtimestamp(clock, UTC).isoformat().removesuffix("+00:00")
        assert written in told or str(int(clock)) in told


@pytest.mark.parametrize("iat", [None, True, "now", [], {}])
def test_an_odd_iat_refuses_no_token(iat: object) -> None:
    assert judge(token(iat=iat)).accepted


@pytest.mark.parametrize(
    ("claim", "offset", "leeway", "last", "told"),
    [
        ("exp", 3600, 0, NOW - 3599.75, "1 hour ahead of real time"),
        ("exp", 3600, 30, NOW - 3629.75, "1 hour ahead of real time"),
        ("exp", 60, 0, NOW - 59.75, "1 minute ahead of real time"),
        ("nbf", -3600, 0, NOW + 3600, "1 hour behind real time"),
        ("nbf", -3600, 30, NOW + 3630, "1 hour behind real time"),
        ("iat", -3600, 0, NOW + 3600, "1 hour behind real time"),
        ("iat", -3600, 30, NOW + 3630, "1 hour behind real time"),
    ],
)
def test_a_moved_clock_is_blamed_for_what_it_alone_brings_about(
    claim: str, offset: float, leeway: float, last: float, told: str
) -> None:
    """``last`` is the last time of the claim that is good on real time."""
    past = last - 0.25 if claim == "exp" else last + 0.25
    for time, moved in ((last, True), (past, False)):
        verdict = judge(token(**{claim: time}), site=site(leeway=leeway), clock_offset=offset)
        check = verdict.checks[-1]
        assert check.code in ("token_expired", "token_not_yet_valid", "issued_in_future")
        assert (told in (check.hint or "")) is moved
        assert ("clock was moved or stopped" in (check.hint or "")) is moved


@pytest.mark.parametrize("offset", [-3600, 0, 3600])
def test_a_moved_clock_is_not_blamed_for_what_is_wrong_on_real_time_too(offset: float) -> None:
    for times in ({"exp": NOW - 2 * DAY}, {"nbf": NOW + 2 * DAY}, {"iat": NOW + 2 * DAY}):
        verdict = judge(token(**times), clock_offset=offset)
        assert "clock was moved or stopped" not in (verdict.checks[-1].hint or "")


@pytest.mark.parametrize(
    ("late", "like"),
    [(300, 1), (300.25, 3600), (365 * DAY, 3600), (365 * DAY + 1, 400 * DAY), (NOW - 60, 400 * DAY)],
)
def test_how_long_ago_it_expired_decides_what_is_advised(late: float, like: float) -> None:
    hints = [check_of(judge(token(exp=NOW - seconds)), "token_expired").hint for seconds in (late, like)]
    assert hints[0] == hints[1]
    assert len({check_of(judge(token(exp=NOW - each)), "token_expired").hint for each in (1, 3600, 400 * DAY)}) == 3


def test_milliseconds_are_told_with_the_seconds_that_were_meant() -> None:
    check = check_of(judge(token(exp=int(NOW) * 1000 + 60_500)), "exp_in_milliseconds")
    assert check.expected == int(NOW) + 60
    assert "2025-10-09T08:54:20Z" in check.message


@pytest.mark.parametrize("now", [0.0, 1e9, 4e9, 1e11 - 60])
def test_the_clock_is_the_one_that_is_given(now: float) -> None:
    expect_faultless(judge(token(exp=now + 60), now=now))
