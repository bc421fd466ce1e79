"""The state machine of core/session.py as values."""

import pytest
from msgspec.structs import replace

from simulator.core.session import (
    ACTIVE,
    CLOSED,
    EXPIRED,
    REVOKED,
    Session,
    closed,
    expired,
    has_ended,
    renewal_refused,
    renewed,
    revoked,
    session_json,
    state_of,
)

NOW = 1000.0
SESSION = Session("s", "site", "visitor", "user", "device", "identity", opened_at=NOW, expires_at=NOW + 60)
ANONYMOUS = replace(SESSION, user_id=None, expires_at=None)


@pytest.mark.parametrize(
    ("now", "state"),
    [(NOW - 1e9, ACTIVE), (NOW, ACTIVE), (NOW + 59.999, ACTIVE), (NOW + 60, EXPIRED), (NOW + 1e9, EXPIRED)],
)
def test_a_session_is_active_until_its_lifetime_is_over(now: float, state: str) -> None:
    assert state_of(SESSION, now) == state


@pytest.mark.parametrize("now", [0, NOW, NOW + 1e12])
def test_an_anonymous_session_never_expires(now: float) -> None:
    assert state_of(ANONYMOUS, now) == ACTIVE


@pytest.mark.parametrize("session", [SESSION, ANONYMOUS])
@pytest.mark.parametrize("now", [NOW, NOW + 60])
def test_an_ended_session_has_ended_at_any_time(session: Session, now: float) -> None:
    assert not has_ended(session)
    for end, state in ((closed, CLOSED), (revoked, REVOKED)):
        ended = end(session, now)
        assert has_ended(ended)
        assert {state_of(ended, at) for at in (0.0, NOW, now, NOW + 1e9)} == {state}


def test_nothing_happens_to_an_ended_session_any_more() -> None:
    for ended in (closed(SESSION, NOW + 1), revoked(SESSION, NOW + 1)):
        assert closed(ended, NOW + 2) is ended
        assert revoked(ended, NOW + 2) is ended
        assert renewed(ended, NOW + 1e6) is ended
        assert expired(ended, NOW + 2) is ended
        assert renewal_refused(ended, NOW + 2, 3, for_good=True) is ended


def test_a_renewed_session_ends_later_and_counts_anew() -> None:
    failed = renewal_refused(SESSION, NOW, 3, for_good=False)
    again = renewed(failed, NOW + 500)
    assert (failed.failed_renewals, again.failed_renewals, again.renewals) == (1, 0, 1)
    assert state_of(again, NOW + 499) == ACTIVE
    assert state_of(again, NOW + 500) == EXPIRED


def test_a_session_that_was_made_to_expire_can_be_renewed() -> None:
    over = expired(SESSION, NOW + 10)
    assert [state_of(over, at) for at in (NOW + 9, NOW + 10)] == [ACTIVE, EXPIRED]
    assert state_of(renewed(over, NOW + 500), NOW + 10) == ACTIVE


@pytest.mark.parametrize("retries", [0, 1, 3, 10])
def test_a_renewal_is_refused_once_more_than_there_are_retries(retries: int) -> None:
    session = SESSION
    for attempt in range(1, retries + 2):
        assert not has_ended(session)
        session = renewal_refused(session, NOW, retries, for_good=False)
        assert session.failed_renewals == attempt
    assert state_of(session, NOW) == CLOSED


def test_a_renewal_refused_for_good_closes_at_once() -> None:
    assert state_of(renewal_refused(SESSION, NOW, 10, for_good=True), NOW) == CLOSED


def test_the_public_json_tells_the_state_at_the_time_asked_for() -> None:
    assert session_json(SESSION, NOW + 60) == {
        "id": "s",
        "identity": "identity",
        "visitorId": "visitor",
        "userId": "user",
        "expiresAt": NOW + 60,
        "state": EXPIRED,
    }
