"""The machine's clock is set back while the simulator runs: nothing is lost, and nothing breaks."""

from collections.abc import Iterator

import pytest

from tests.wire.world import SITE, USER, World

HOUR = 3600.0
DAY = 86_400.0


@pytest.fixture
def world() -> Iterator[World]:
    with World() as made:
        made.have_site()
        yield made


@pytest.mark.parametrize("back", [1.0, HOUR, 365 * DAY])
def test_a_session_stays_and_can_be_renewed(world: World, back: float) -> None:
    session = world.sign_in()["session"]
    world.now -= back
    assert world.state_of(session["id"]) == "active"
    answer = world.renew(session["id"], world.token())
    assert answer.status_code == 200
    assert answer.json()["session"]["id"] == session["id"]


def test_a_session_that_expired_lives_again_as_its_time_is_not_over(world: World) -> None:
    session = world.sign_in()["session"]
    world.now += HOUR
    assert world.state_of(session["id"]) == "expired"
    world.now -= 2 * HOUR
    assert world.state_of(session["id"]) == "active"


def test_new_visitors_sign_in_and_are_listed_first(world: World) -> None:
    world.sign_in("before")
    world.now -= DAY
    world.sign_in("after")
    listed = world.control("GET", f"/sites/{SITE}/sessions").json()
    assert [session["userId"] for session in listed["sessions"]] == ["after", "before"]
    attempts = world.control("GET", f"/sites/{SITE}/attempts").json()["attempts"]
    assert [attempt["userId"] for attempt in attempts] == ["after", "before"]


def test_a_session_that_was_closed_or_revoked_stays_so(world: World) -> None:
    closed, revoked = world.sign_in("one")["session"]["id"], world.sign_in("two")["session"]["id"]
    world.log_out(closed)
    world.revoke(revoked)
    world.now -= DAY
    assert (world.state_of(closed), world.state_of(revoked)) == ("closed", "revoked")


def test_a_clock_that_was_stopped_stays_where_it_was(world: World) -> None:
    frozen = world.control("PUT", f"/sites/{SITE}/clock", json={"frozenAt": world.now}).json()
    world.now -= DAY
    assert world.control("GET", f"/sites/{SITE}/clock").json() == frozen


def test_access_tokens_hold_and_new_ones_are_given(world: World) -> None:
    login = {"username": "jane", "password": "x", "grant_type": "password"}
    bearer = world.ask("POST", "/oauth2/token", data=login).json()["access_token"]
    world.now -= DAY
    for token in (bearer, world.ask("POST", "/oauth2/token", data=login).json()["access_token"]):
        headers = {"authorization": f"Bearer {token}"}
        assert world.ask("GET", "/_authenticated", headers=headers).status_code == 200


def test_the_activation_that_was_under_way_goes_on(world: World) -> None:
    activation = world.activation_id()
    first = world.activate("no token", activationId=activation).json()["retry"]
    world.now -= DAY
    second = world.activate("no token", activationId=activation).json()["retry"]
    assert (first["attempt"], second["attempt"]) == (1, 2)
    answer = world.activate(world.token(USER), activationId=activation)
    assert answer.status_code == 200
