"""PUT /tag/sessions/{id}."""

import pytest

from tests import forge
from tests.wire.world import NO_OPTION, NOT_SET_UP, SITE, USER, World, error_of


def test_a_renewed_session_keeps_its_id_and_ends_later(world: World) -> None:
    before = world.sign_in()["session"]
    world.advance(4000)
    answer = world.renew(before["id"], world.token())
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"session"}
    after = body["session"]
    assert after["expiresAt"] == before["expiresAt"] + 4000
    assert after["identity"] != before["identity"]
    unchanged = ("id", "visitorId", "userId", "state")
    assert [after[name] for name in unchanged] == [before[name] for name in unchanged]
    assert world.standing(before["id"])["session"] == after


def test_a_refused_renewal_answers_like_a_refused_activation(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    token = world.token(exp=forge.NOW - 5)
    answer = world.renew(session_id, token)
    assert answer.status_code == 401
    body = answer.json()
    assert set(body) == {"authentication", "retry", "explanation"}
    assert body["authentication"] == {
        "option": {"type": "SECURED_AUTHENTICATION", "token": token},
        "status": "authentication-failure",
        "reason": NOT_SET_UP,
    }
    assert body["retry"] == {"attempt": 1, "remaining": 3, "delayMs": 250}
    assert body["explanation"]["code"] == "token_expired"


def test_one_attempt_and_three_retries_then_the_session_is_closed(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    seen = []
    for _ in range(4):
        answer = world.renew(session_id, None)
        seen.append((answer.status_code, answer.json()["retry"]["remaining"], world.state_of(session_id)))
    assert seen == [(401, 3, "active"), (401, 2, "active"), (401, 1, "active"), (401, 0, "closed")]
    fifth = world.renew(session_id, world.token())
    assert fifth.status_code == 409
    assert error_of(fifth)["code"] == "session_closed"


def test_attempts_at_renewal_are_counted_anew_after_each_success(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    for _ in range(3):
        for _ in range(3):
            assert world.renew(session_id, None).status_code == 401
        assert world.renew(session_id, world.token()).status_code == 200
    assert world.renew(session_id, None).json()["retry"]["attempt"] == 1
    kinds = [(attempt["kind"], attempt["attempt"], attempt["status"]) for attempt in world.attempts()]
    assert kinds[1:5] == [
        ("renewal", 4, 200),
        ("renewal", 3, 401),
        ("renewal", 2, 401),
        ("renewal", 1, 401),
    ]


def test_an_activation_that_continues_the_session_counts_as_a_success(world: World) -> None:
    session = world.sign_in()["session"]
    for _ in range(3):
        world.renew(session["id"], None)
    world.sign_in(identity=session["identity"])
    assert world.renew(session["id"], None).json()["retry"]["attempt"] == 1


@pytest.mark.parametrize("retries", [0, 2, 10])
def test_a_site_says_how_often_a_renewal_may_be_tried(world: World, retries: int) -> None:
    world.have_site(retries=retries)
    session_id = world.sign_in()["session"]["id"]
    statuses = [world.renew(session_id, None).status_code for _ in range(retries + 2)]
    assert statuses == [401] * (retries + 1) + [409]


def test_another_user_closes_the_session_at_once(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    answer = world.renew(session_id, world.token("somebody-else"))
    assert answer.status_code == 401
    body = answer.json()
    assert body["authentication"]["reason"] == NOT_SET_UP
    assert body["retry"]["remaining"] == 0
    assert body["explanation"]["code"] == "user_id_changed"
    assert world.state_of(session_id) == "closed"
    assert world.renew(session_id, world.token()).status_code == 409


def test_a_bad_token_of_another_user_closes_nothing_at_once(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    answer = world.renew(session_id, world.token("somebody-else", exp=forge.NOW - 5))
    assert answer.json()["explanation"]["code"] != "token_reused"
    assert answer.status_code == 401


@pytest.mark.parametrize("kind", ["ANONYMOUS", "ANONYMOUS_AUTHENTICATION"])
def test_an_anonymous_option_renews_no_secured_session(world: World, kind: str) -> None:
    session_id = world.sign_in()["session"]["id"]
    option = {"type": kind, "token": world.token()}
    answer = world.renew(session_id, None, authenticationOption=option)
    assert answer.status_code == 401
    assert answer.json()["authentication"]["reason"] == NO_OPTION


def test_a_token_that_opened_the_session_renews_it_with_a_warning(world: World) -> None:
    token = world.token()
    session_id = world.activate(token).json()["session"]["id"]
    assert world.renew(session_id, token).status_code == 200
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] == "token_reused"


def test_a_token_that_renewed_a_session_has_been_used(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    token = world.token()
    world.renew(session_id, token)
    world.activate(token)
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] == "token_reused"


def test_a_renewal_brings_the_profile_up_to_date(world: World) -> None:
    session = world.sign_in()["session"]
    world.renew(session["id"], world.token(visitor_data={"city": "Nantes"}))
    visitor = world.activate(world.token(visitor_data=forge.OMIT)).json()["visitor"]
    assert visitor["visitorData"] == {"city": "Nantes"}


def test_an_opaque_site_hides_the_explanation_of_a_renewal(world: World) -> None:
    world.have_site(verdicts="opaque")
    session_id = world.sign_in()["session"]["id"]
    body = world.renew(session_id, None).json()
    assert set(body) == {"authentication", "retry"}
    world.renew(session_id, world.token())
    renewal, refusal, _ = world.attempts()
    assert refusal["code"] == "token_missing"
    assert renewal["verdict"]["claims"] is None
    assert renewal["userId"] == USER


def test_a_renewal_while_authentication_is_off_is_refused(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    world.have_site(authenticationEnabled=False)
    assert world.renew(session_id, world.token()).json()["explanation"]["code"] == "authentication_disabled"


def test_a_renewal_of_a_session_whose_site_was_removed_is_a_404(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    world.control("DELETE", f"/sites/{SITE}")
    assert world.renew(session_id, world.token()).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"siteId": 7}, "siteId"),
        ({"siteId": None}, "siteId"),
        ({"authenticationOption": None}, "authenticationOption"),
        ({"authenticationOption": {"type": "SIMPLE"}}, "authenticationOption.type"),
        ({"authenticationOption": {"type": "SECURED_AUTHENTICATION", "token": 7}}, "authenticationOption.token"),
    ],
)
def test_a_wrong_field_is_named_and_is_no_attempt(world: World, change: dict[str, object], field: str) -> None:
    session_id = world.sign_in()["session"]["id"]
    answer = world.renew(session_id, None, **change)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == field
    assert len(world.attempts()) == 1
    assert world.renew(session_id, None).json()["retry"]["attempt"] == 1
