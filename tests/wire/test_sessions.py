"""A session through all of its states, and back where there is a way back."""

from collections.abc import Callable

import pytest

from tests import forge
from tests.wire.world import SITE, World, error_of

LIFETIME = 3600


def _active(world: World, session_id: str) -> None:
    assert world.state_of(session_id) == "active"


def _expired(world: World, session_id: str) -> None:
    world.advance(LIFETIME)
    assert world.state_of(session_id) == "expired"


def _revoked(world: World, session_id: str) -> None:
    assert world.revoke(session_id).status_code == 204


def _closed(world: World, session_id: str) -> None:
    assert world.log_out(session_id).status_code == 204


REACH: dict[str, Callable[[World, str], None]] = {
    "active": _active,
    "expired": _expired,
    "revoked": _revoked,
    "closed": _closed,
}


def _renew(world: World, session_id: str) -> int:
    return world.renew(session_id, world.token()).status_code


def _renew_badly(world: World, session_id: str) -> int:
    return world.renew(session_id, None).status_code


def _renew_as_another(world: World, session_id: str) -> int:
    return world.renew(session_id, world.token("somebody-else")).status_code


def _log_out(world: World, session_id: str) -> int:
    return world.log_out(session_id).status_code


def _revoke(world: World, session_id: str) -> int:
    return world.revoke(session_id).status_code


def _wait(world: World, _: str) -> int:
    world.advance(LIFETIME)
    return 200


def _go_back(world: World, _: str) -> int:
    world.advance(-2 * LIFETIME)
    return 200


EDGES = [
    ("active", _renew, 200, "active"),
    ("active", _renew_badly, 401, "active"),
    ("active", _renew_as_another, 401, "closed"),
    ("active", _log_out, 204, "closed"),
    ("active", _revoke, 204, "revoked"),
    ("active", _wait, 200, "expired"),
    ("active", _go_back, 200, "active"),
    ("expired", _renew, 200, "active"),
    ("expired", _renew_badly, 401, "expired"),
    ("expired", _renew_as_another, 401, "closed"),
    ("expired", _log_out, 204, "closed"),
    ("expired", _revoke, 204, "revoked"),
    ("expired", _wait, 200, "expired"),
    ("expired", _go_back, 200, "active"),
    ("revoked", _renew, 409, "revoked"),
    ("revoked", _renew_badly, 409, "revoked"),
    ("revoked", _renew_as_another, 409, "revoked"),
    ("revoked", _log_out, 204, "revoked"),
    ("revoked", _revoke, 204, "revoked"),
    ("revoked", _wait, 200, "revoked"),
    ("revoked", _go_back, 200, "revoked"),
    ("closed", _renew, 409, "closed"),
    ("closed", _renew_badly, 409, "closed"),
    ("closed", _renew_as_another, 409, "closed"),
    ("closed", _log_out, 204, "closed"),
    ("closed", _revoke, 204, "closed"),
    ("closed", _wait, 200, "closed"),
    ("closed", _go_back, 200, "closed"),
]


@pytest.mark.parametrize(
    ("state", "act", "status", "then"), EDGES, ids=[f"{edge[0]}-{edge[1].__name__}" for edge in EDGES]
)
def test_every_edge_of_the_machine(
    world: World, state: str, act: Callable[[World, str], int], status: int, then: str
) -> None:
    session_id = world.sign_in()["session"]["id"]
    REACH[state](world, session_id)
    assert act(world, session_id) == status
    assert world.state_of(session_id) == then
    assert [session["state"] for session in world.sessions()] == [then]


def test_a_session_expires_to_the_second_on_the_sites_clock(world: World) -> None:
    world.have_site(sessionLifetimeSeconds=10)
    session_id = world.sign_in()["session"]["id"]
    world.now += 9.999
    assert world.state_of(session_id) == "active"
    world.now += 0.001
    assert world.state_of(session_id) == "expired"


def test_a_changed_lifetime_holds_for_sessions_opened_or_renewed_from_then_on(world: World) -> None:
    session = world.sign_in()["session"]
    world.have_site(sessionLifetimeSeconds=7)
    assert world.standing(session["id"])["session"]["expiresAt"] == forge.NOW + 3600
    renewed = world.renew(session["id"], world.token()).json()["session"]
    assert renewed["expiresAt"] == forge.NOW + 7


def test_an_anonymous_session_never_expires_and_has_nothing_to_renew(world: World) -> None:
    session_id = world.arrive()["session"]["id"]
    world.advance(31_536_000)
    assert world.state_of(session_id) == "active"
    answer = world.renew(session_id, world.token())
    assert answer.status_code == 409
    assert error_of(answer)["code"] == "session_anonymous"


@pytest.mark.parametrize("end", [_log_out, _revoke])
def test_an_anonymous_session_ends_like_any_other(world: World, end: Callable[[World, str], int]) -> None:
    session_id = world.arrive()["session"]["id"]
    assert end(world, session_id) == 204
    assert world.live() == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/tag/sessions/x?siteId=harbour"),
        ("DELETE", "/tag/sessions/x?siteId=harbour"),
        ("GET", "/tag/sessions/x/events?siteId=harbour"),
        ("DELETE", "/tag/sessions/x/conversation?siteId=harbour"),
        ("DELETE", "/_simulator/sites/harbour/sessions/x"),
    ],
)
def test_an_unknown_session_is_a_404(world: World, method: str, path: str) -> None:
    answer = world.ask(method, path)
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "session_not_found"


def test_renewing_or_speaking_in_an_unknown_session_is_a_404(world: World) -> None:
    assert world.renew("x", world.token()).status_code == 404
    assert world.say("x").status_code == 404
    assert world.attempts() == []


@pytest.mark.parametrize("site_id", ["other", "nowhere"])
def test_a_session_belongs_to_its_site(world: World, site_id: str) -> None:
    world.have_site("other")
    session_id = world.sign_in()["session"]["id"]
    path = f"/tag/sessions/{session_id}"
    assert world.ask("GET", f"{path}?siteId={site_id}").status_code == 404
    assert world.ask("DELETE", f"{path}?siteId={site_id}").status_code == 404
    assert world.renew(session_id, world.token(), siteId=site_id).status_code == 404
    assert world.say(session_id, siteId=site_id).status_code == 404
    assert world.state_of(session_id) == "active"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("query", ["", "?siteId="])
def test_a_request_without_a_body_names_its_site_in_the_query(world: World, method: str, query: str) -> None:
    session_id = world.sign_in()["session"]["id"]
    answer = world.ask(method, f"/tag/sessions/{session_id}{query}")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "siteId"


def test_an_ended_session_shows_no_conversation(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    world.talk(session_id)
    assert world.standing(session_id)["conversation"] is not None
    world.log_out(session_id)
    assert world.standing(session_id)["conversation"] is None


def test_sessions_are_listed_newest_first_and_counted(world: World) -> None:
    ids = [world.sign_in()["session"]["id"] for _ in range(3)]
    body = world.control("GET", f"/sites/{SITE}/sessions").json()
    assert set(body) == {"total", "sessions"}
    assert body["total"] == 3
    assert [session["id"] for session in body["sessions"]] == ids[::-1]
    assert set(body["sessions"][0]) == {"id", "identity", "visitorId", "userId", "expiresAt", "state"}
    first = world.control("GET", f"/sites/{SITE}/sessions?limit=1").json()
    assert (first["total"], [one["id"] for one in first["sessions"]]) == (3, [ids[-1]])
