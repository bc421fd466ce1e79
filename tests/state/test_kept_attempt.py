"""An attempt comes out of memory as it went in, and takes little room there."""

from typing import Any

import pytest
from msgspec.structs import replace

from simulator.core.attempt import ACTIVATION, Attempt
from simulator.core.verdict import Check, CheckJson, VerdictJson, check_json
from simulator.state.memory.kept_attempt import Keeper, unpacked


def check(code: str | None = None) -> CheckJson:
    """As verdicts have it: one of which nothing can be said is the same object in all of them."""
    outcome: Any = "failed" if code else "passed"
    return check_json(Check("lifetime", outcome, "said", code, found=[1, None] if code else None))


def verdict(code: str | None = None, **more: Any) -> VerdictJson:
    judged: Any = {
        "accepted": code is None,
        "code": code,
        "reason": code and "the website is not correctly setup (null)",
        "checks": [check(), check(code)],
        "alsoFound": [{"check": "claims", "code": "x", "message": "m", "hint": "h"}] if code else [],
        "userId": "jane",
        "visitorData": {"city": "Nantes"},
        "issuer": "https://shop.example",
        "expiresAt": 1_760_000_060,
        "jweHeader": {"alg": "RSA-OAEP-256"},
        "jwsHeader": {"alg": "RS256"},
        "claims": {"huge": 10**299, "https://iadvize.com/userId": "jane"},
        **more,
    }
    return judged  # type: ignore[no-any-return] # fields of a test's choice


PLAIN = Attempt("1", 1.5, "site", ACTIVATION, "a", 1, 200, accepted=True)
JUDGED = replace(
    PLAIN,
    user_id="jane",
    session_id="s",
    token="f" * 32,
    verdict=verdict(),
    duration_ms=1.25,
    checks_ms={"site": 0.1, "lifetime": 0.2},
    brand_key="b",
    iadvize_key="i",
)
ATTEMPTS = {
    "without a verdict": PLAIN,
    "disrupted": replace(PLAIN, fault="server-error", user_id="jane", status=0, accepted=False, activation_id=None),
    "accepted": JUDGED,
    "refused": replace(JUDGED, accepted=False, code="token_expired", verdict=verdict("token_expired")),
    "told to nobody": replace(JUDGED, verdict=verdict("token_expired", claims=None, visitorData=None)),
    "of a user whom the verdict does not name": replace(JUDGED, verdict=verdict(userId=None)),
    "of nobody, though the verdict names one": replace(JUDGED, user_id=None),
    "without the checks' times": replace(JUDGED, checks_ms=None),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_comes_out_as_it_went_in(attempt: Attempt) -> None:
    assert unpacked(Keeper().pack(attempt)) == attempt


def test_what_attempts_have_in_common_is_there_once() -> None:
    keeper = Keeper()
    one, other = keeper.pack(JUDGED), keeper.pack(replace(JUDGED, id="2", user_id="john", verdict=verdict()))
    assert one.common is other.common
    assert one.checks is other.checks
    assert len(one.own) < len(one.common) + 350


def test_attempts_that_have_nothing_in_common_fill_no_memory_and_are_all_right() -> None:
    keeper = Keeper()
    attempts = [replace(JUDGED, verdict=verdict(issuer=f"issuer {number}")) for number in range(2500)]
    kept = [keeper.pack(attempt) for attempt in attempts]
    assert [unpacked(one) for one in kept] == attempts
    assert len(keeper._commons._known) <= 1000  # noqa: SLF001 - no caller can see what is held
