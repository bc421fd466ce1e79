"""POST /tag/activations: what is accepted, refused, exhausted, malformed."""

from typing import Any

import pytest

from tests import forge
from tests.wire.world import NO_OPTION, NOT_SET_UP, SITE, USER, World, error_of

SECURED = "SECURED_AUTHENTICATION"


def test_an_accepted_activation_answers_exactly_the_agreed_members(world: World) -> None:
    token = world.token()
    answer = world.activate(token)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"authentication", "session", "visitor", "conversation"}
    assert body["authentication"] == {
        "option": {"type": SECURED, "token": token},
        "status": "authentication-success",
    }
    assert set(body["session"]) == {"id", "identity", "visitorId", "userId", "expiresAt", "state"}
    assert body["session"]["state"] == "active"
    assert body["session"]["userId"] == USER
    assert body["session"]["expiresAt"] == forge.NOW + 3600
    assert body["visitor"] == {
        "visitorId": body["session"]["visitorId"],
        "userId": USER,
        "authenticated": True,
        "visitorData": {"firstName": "Jane", "lastName": "Doe"},
    }
    assert body["conversation"] is None


def test_a_refused_activation_answers_exactly_the_agreed_members(world: World) -> None:
    token = world.token(exp=forge.NOW - 5)
    answer = world.activate(token)
    assert answer.status_code == 401
    body = answer.json()
    assert set(body) == {"authentication", "retry", "explanation"}
    assert body["authentication"] == {
        "option": {"type": SECURED, "token": token},
        "status": "authentication-failure",
        "reason": NOT_SET_UP,
    }
    assert body["retry"] == {"attempt": 1, "remaining": 3, "delayMs": 250}
    assert body["explanation"]["code"] == "token_expired"
    assert len(body["explanation"]["checks"]) == 8


@pytest.mark.parametrize(
    "option", [{"type": SECURED}, {"type": SECURED, "token": None}, {"type": SECURED, "token": ""}]
)
def test_a_missing_token_has_its_own_reason(world: World, option: dict[str, object]) -> None:
    body = world.activate(authenticationOption=option).json()
    assert body["authentication"]["reason"] == NO_OPTION
    assert body["explanation"]["code"] == "token_missing"


def test_an_unknown_site_is_refused_with_its_explanation(world: World) -> None:
    answer = world.activate(world.token(), site_id="nowhere")
    assert answer.status_code == 401
    body = answer.json()
    assert body["authentication"]["reason"] == NOT_SET_UP
    assert body["explanation"]["code"] == "site_unknown"
    assert body["retry"] == {"attempt": 1, "remaining": 3, "delayMs": 250}


def test_an_unknown_site_gets_four_attempts_too(world: World) -> None:
    statuses = [world.activate(world.token(), site_id="nowhere", activationId="a").status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 409]
    assert world.activate(world.token(), site_id="elsewhere", activationId="a").status_code == 401


def test_a_site_with_authentication_off_refuses(world: World) -> None:
    world.have_site(authenticationEnabled=False)
    assert world.activate(world.token()).json()["explanation"]["code"] == "authentication_disabled"


def test_one_attempt_and_three_retries_then_409(world: World) -> None:
    bad = world.token(exp=forge.NOW - 5)
    answers = [world.activate(bad, activationId="one") for _ in range(4)]
    assert [answer.json()["retry"] for answer in answers] == [
        {"attempt": 1, "remaining": 3, "delayMs": 250},
        {"attempt": 2, "remaining": 2, "delayMs": 500},
        {"attempt": 3, "remaining": 1, "delayMs": 1000},
        {"attempt": 4, "remaining": 0, "delayMs": 1000},
    ]
    for token in (bad, world.token()):
        fifth = world.activate(token, activationId="one")
        assert fifth.status_code == 409
        assert error_of(fifth)["code"] == "activation_exhausted"


def test_a_new_activation_is_counted_anew(world: World) -> None:
    for _ in range(5):
        world.activate(None, activationId="one")
    assert world.activate(None, activationId="two").json()["retry"]["attempt"] == 1


def test_the_same_activation_id_on_another_site_is_counted_by_itself(world: World) -> None:
    world.have_site("other")
    for _ in range(5):
        world.activate(None, activationId="one")
    assert world.activate(None, activationId="one", site_id="other").json()["retry"]["attempt"] == 1


@pytest.mark.parametrize("retries", [0, 1, 10])
def test_a_site_says_how_many_retries_there_are(world: World, retries: int) -> None:
    world.have_site(retries=retries)
    answers = [world.activate(None, activationId="one") for _ in range(retries + 2)]
    assert [answer.status_code for answer in answers] == [401] * (retries + 1) + [409]
    assert [answer.json()["retry"]["remaining"] for answer in answers[:-1]] == list(range(retries, -1, -1))


@pytest.mark.parametrize(
    ("delays", "expected"),
    [([], [0, 0, 0, 0]), ([100], [100] * 4), ([1, 2], [1, 2, 2, 2]), ([5, 4, 3, 2, 1], [5, 4, 3, 2])],
)
def test_a_site_says_how_long_to_wait(world: World, delays: list[int], expected: list[int]) -> None:
    world.have_site(retryDelaysMs=delays)
    told = [world.activate(None, activationId="one").json()["retry"]["delayMs"] for _ in range(4)]
    assert told == expected


def test_a_retry_with_a_good_token_is_accepted(world: World) -> None:
    world.activate(None, activationId="one")
    answer = world.activate(world.token(), activationId="one")
    assert answer.status_code == 200
    assert [attempt["attempt"] for attempt in world.attempts()] == [2, 1]


def test_a_retry_after_a_lost_answer_opens_no_second_session(world: World) -> None:
    first, second = (world.sign_in(activationId="one")["session"] for _ in range(2))
    assert second["id"] == first["id"]
    assert len(world.sessions()) == 1


def test_a_retry_after_a_lost_answer_that_brings_another_user_closes_the_session_that_nobody_has(world: World) -> None:
    lost = world.sign_in("jane", activationId="one")["session"]
    kept = world.sign_in("john", activationId="one")["session"]
    assert world.state_of(lost["id"]) == "closed"
    assert world.live() == [kept["id"]]


def test_an_anonymous_retry_after_a_lost_answer_closes_the_session_that_nobody_has(world: World) -> None:
    lost = world.sign_in(activationId="one")["session"]
    kept = world.arrive(activationId="one")["session"]
    assert world.state_of(lost["id"]) == "closed"
    assert kept["visitorId"] != lost["visitorId"]
    assert world.live() == [kept["id"]]


def test_a_second_use_of_a_token_is_warned_of(world: World) -> None:
    token = world.token()
    assert world.activate(token).status_code == 200
    assert world.activate(token).status_code == 200
    first, second = reversed(world.attempts())
    assert [check["outcome"] for check in first["verdict"]["checks"]] == ["passed"] * 8
    assert second["verdict"]["checks"][-1] | {"message": "", "hint": "", "found": 0, "expected": 0} == {
        "name": "lifetime",
        "outcome": "warning",
        "code": "token_reused",
        "message": "",
        "hint": "",
        "found": 0,
        "expected": 0,
    }


def test_a_token_used_on_another_site_is_no_second_use(world: World) -> None:
    world.have_site("other")
    token = world.token()
    world.activate(token, site_id="other")
    world.activate(token)
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] is None


def test_a_refused_token_has_not_been_used(world: World) -> None:
    world.have_site(authenticationEnabled=False)
    token = world.token()
    world.activate(token)
    world.have_site(authenticationEnabled=True)
    world.activate(token)
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] is None


def test_the_same_user_is_the_same_visitor_on_every_device(world: World) -> None:
    phone, laptop = world.sign_in(deviceId="phone"), world.sign_in(deviceId="laptop")
    assert phone["session"]["id"] != laptop["session"]["id"]
    assert phone["visitor"]["visitorId"] == laptop["visitor"]["visitorId"]


def test_other_users_and_other_sites_are_other_visitors(world: World) -> None:
    world.have_site("other")
    bodies = [world.sign_in("jane"), world.sign_in("Jane"), world.sign_in("jane", site_id="other")]
    assert len({body["visitor"]["visitorId"] for body in bodies}) == 3


def test_a_profile_follows_the_last_token_that_told_one(world: World) -> None:
    world.sign_in()
    told = world.activate(world.token(visitor_data={"city": "Nantes"})).json()["visitor"]
    silent = world.activate(world.token(visitor_data=forge.OMIT)).json()["visitor"]
    assert told["visitorData"] == silent["visitorData"] == {"city": "Nantes"}


@pytest.mark.parametrize("kind", ["ANONYMOUS", "ANONYMOUS_AUTHENTICATION"])
@pytest.mark.parametrize("option", [{}, {"token": None}, {"token": "whatever"}])
def test_an_anonymous_visitor_needs_no_proof_in_either_spelling(
    world: World, kind: str, option: dict[str, object]
) -> None:
    answer = world.activate(authenticationOption={"type": kind, **option})
    assert answer.status_code == 200
    body = answer.json()
    assert body["authentication"]["option"] == {"type": kind, "token": option.get("token")}
    assert body["session"]["userId"] is None
    assert body["session"]["expiresAt"] is None
    assert body["session"]["state"] == "active"
    assert body["visitor"]["authenticated"] is False
    assert body["visitor"]["userId"] is None


def test_an_anonymous_activation_is_an_attempt_without_a_verdict(world: World) -> None:
    session = world.arrive(activationId="one")["session"]
    (attempt,) = world.attempts()
    assert attempt["status"] == 200
    assert attempt["activationId"] == "one"
    assert attempt["sessionId"] == session["id"]
    assert [attempt[name] for name in ("code", "reason", "userId", "verdict", "token")] == [None] * 5


def test_anonymous_activations_are_counted_too(world: World) -> None:
    statuses = [world.activate(kind="ANONYMOUS", activationId="one").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 409]
    assert len(world.live()) == 1


def test_an_anonymous_visitor_of_an_unknown_site_is_refused(world: World) -> None:
    answer = world.activate(kind="ANONYMOUS", site_id="nowhere")
    assert answer.status_code == 401
    assert answer.json()["explanation"]["code"] == "site_unknown"


FAULTLESS = {"siteId": SITE, "activationId": "a", "authenticationOption": {"type": SECURED, "token": "x"}}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"siteId": None}, "siteId"),
        ({"siteId": 1234}, "siteId"),
        ({"siteId": "s" * 201}, "siteId"),
        ({"activationId": ""}, "activationId"),
        ({"activationId": None}, "activationId"),
        ({"activationId": "a" * 201}, "activationId"),
        ({"authenticationOption": None}, "authenticationOption"),
        ({"authenticationOption": "x"}, "authenticationOption"),
        ({"authenticationOption": []}, "authenticationOption"),
        ({"authenticationOption": {}}, "authenticationOption.type"),
        ({"authenticationOption": {"type": "SIMPLE"}}, "authenticationOption.type"),
        ({"authenticationOption": {"type": SECURED, "token": 1}}, "authenticationOption.token"),
        ({"identity": 1}, "identity"),
        ({"deviceId": {}}, "deviceId"),
        ({"extId": []}, "extId"),
        ({"conversationId": False}, "conversationId"),
    ],
)
def test_a_wrong_field_is_named_and_is_no_attempt(world: World, change: dict[str, object], field: str) -> None:
    answer = world.ask("POST", "/tag/activations", json=FAULTLESS | change)
    assert answer.status_code == 422
    error = error_of(answer)
    assert error["field"] == field
    assert error["message"].startswith(f"{field}: ")
    assert world.attempts() == []


@pytest.mark.parametrize("name", ["siteId", "activationId", "authenticationOption"])
def test_a_missing_field_is_named(world: World, name: str) -> None:
    body = {key: value for key, value in FAULTLESS.items() if key != name}
    answer = world.ask("POST", "/tag/activations", json=body)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == name


def test_a_malformed_body_is_no_attempt(world: World) -> None:
    for content in (b"{", b"\xff", b'{"siteId": NaN}'):
        answer = world.ask("POST", "/tag/activations", content=content)
        assert answer.status_code == 400
        assert error_of(answer)["code"] == "body_not_json"
    assert world.attempts() == []
    assert world.activate(None, activationId="a").json()["retry"]["attempt"] == 1


@pytest.mark.parametrize("name", ["identity", "deviceId", "extId", "conversationId"])
def test_what_a_tag_does_not_know_may_be_null(world: World, name: str) -> None:
    body: dict[str, Any] = {name: None}
    assert world.activate(world.token(), **body).status_code == 200


def test_an_opaque_site_hides_the_explanation_of_a_refusal_and_nothing_else(world: World) -> None:
    world.have_site(verdicts="opaque")
    body = world.activate(world.token(exp=forge.NOW - 5)).json()
    assert set(body) == {"authentication", "retry"}
    assert body["authentication"]["reason"] == NOT_SET_UP
    (attempt,) = world.attempts()
    assert attempt["code"] == "token_expired"
    assert attempt["userId"] == USER
    assert attempt["verdict"]["claims"] is None
    assert attempt["verdict"]["jweHeader"] == {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
    verdict = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": world.token()}).json()
    assert verdict["claims"][forge.USER_ID] == USER


def test_answers_are_never_cached(world: World) -> None:
    answers = [world.activate(world.token()), world.activate(None)]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_a_type_of_authentication_that_does_not_exist_is_answered_with_those_that_do(world: World) -> None:
    body = FAULTLESS | {"authenticationOption": {"type": "SECURED", "token": "x"}}
    error = error_of(world.ask("POST", "/tag/activations", json=body))
    assert error["field"] == "authenticationOption.type"
    assert error["message"].endswith("valid are ANONYMOUS, ANONYMOUS_AUTHENTICATION, SECURED_AUTHENTICATION.")
