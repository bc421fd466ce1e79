"""Logins of the widget, the sessions that they open, and what failure modes make of them."""

from typing import Any

import pytest

from tests import forge
from tests.wire.chat_world import EMAIL, PROJECT, ChatWorld
from tests.wire.world import SITE, error_of

GENERIC = "Auto-login failed: the token was not accepted"


def test_a_good_token_logs_its_customer_in(chat: ChatWorld) -> None:
    standing = chat.logged_in()
    assert standing["customer"] == {"email": EMAIL, "displayName": "Jane Doe"}
    assert standing["session"]["state"] == "active"
    assert standing["session"]["userId"] == EMAIL
    assert standing["session"]["expiresAt"] == chat.now + 3600
    assert standing["ticket"] is None


def test_a_wrong_token_is_refused_with_what_the_widget_throws_and_why(chat: ChatWorld) -> None:
    answer = chat.log_in(chat.chat_token(secret="stranger"))
    assert answer.status_code == 401
    body = answer.json()
    assert body["message"].startswith(f"{GENERIC}. ")
    assert body["explanation"]["code"] == "signature_mismatch"


def test_an_opaque_project_says_no_more_than_that(chat: ChatWorld) -> None:
    chat.have_project(verdicts="opaque")
    answer = chat.log_in(chat.chat_token(secret="stranger"))
    assert answer.json() == {"message": GENERIC}
    (attempt,) = chat.journal()
    assert attempt["code"] == "signature_mismatch"
    assert attempt["verdict"]["claims"] is None


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_a_refusal_too(chat: ChatWorld, token: str | None) -> None:
    body = chat.log_in(token).json()
    assert body["explanation"]["code"] == "token_missing"


@pytest.mark.parametrize(("site_id", "words"), [("dsk", 'Did you mean "desk"?'), ("harbour", "POST")])
def test_a_project_that_is_none_is_named(chat: ChatWorld, site_id: str, words: str) -> None:
    chat.have_site()
    body = chat.log_in(chat.chat_token(), site_id=site_id).json()
    assert body["explanation"]["code"] == "site_unknown"
    assert words in body["explanation"]["checks"][0]["hint"]


@pytest.mark.parametrize("body", [{}, {"siteId": 7}, {"siteId": "desk", "token": ["x"]}])
def test_a_malformed_body_is_no_attempt(chat: ChatWorld, body: Any) -> None:
    answer = chat.ask("POST", "/chat-widget/logins", json=body)
    assert answer.status_code == 422
    assert chat.journal() == []


def test_one_address_is_one_customer_on_every_device(chat: ChatWorld) -> None:
    first, second = chat.logged_in(), chat.logged_in("Jane.Doe@EXAMPLE.com")
    assert first["session"]["visitorId"] == second["session"]["visitorId"]
    assert first["session"]["id"] != second["session"]["id"]


def test_a_later_token_renames_the_customer(chat: ChatWorld) -> None:
    chat.logged_in()
    answer = chat.log_in(chat.chat_token(displayName="Jane Smith"))
    assert answer.json()["customer"]["displayName"] == "Jane Smith"


def test_a_login_ends_the_session_that_the_widget_had(chat: ChatWorld) -> None:
    first = chat.logged_in()["session"]["id"]
    chat.logged_in("joe@example.com", sessionId=first)
    assert chat.state_now(first) == "closed"


def test_a_refused_login_leaves_the_session_as_it_was(chat: ChatWorld) -> None:
    first = chat.logged_in()["session"]["id"]
    assert chat.log_in("x", sessionId=first).status_code == 401
    assert chat.state_now(first) == "active"


def test_logging_out_closes_the_session(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    assert chat.ask("DELETE", chat.at(session_id)).status_code == 204
    assert chat.state_now(session_id) == "closed"
    assert chat.ask("DELETE", chat.at(session_id)).status_code == 204
    assert chat.ask("DELETE", chat.at("nobody")).status_code == 404


def test_a_session_expires_on_the_projects_clock(chat: ChatWorld) -> None:
    chat.have_project(sessionLifetimeSeconds=60)
    session_id = chat.logged_in()["session"]["id"]
    chat.pass_time(60)
    assert chat.state_now(session_id) == "expired"


def test_a_session_can_be_ended_from_outside(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    assert chat.control("DELETE", f"/sites/desk/sessions/{session_id}").status_code == 204
    assert chat.state_now(session_id) == "revoked"
    assert error_of(chat.write(session_id))["code"] == "session_revoked"


def test_sessions_of_one_provider_are_unknown_to_the_other(chat: ChatWorld) -> None:
    chat.have_site()
    session_id = chat.sign_in()["session"]["id"]
    assert chat.ask("GET", f"/chat-widget/sessions/{session_id}?siteId=harbour").status_code == 404
    assert chat.ask("DELETE", f"/chat-widget/sessions/{session_id}?siteId=harbour").status_code == 404
    assert chat.state_of(session_id) == "active"


def test_a_project_refuses_activations_of_the_tag(chat: ChatWorld) -> None:
    answer = chat.activate(chat.token(), site_id="desk")
    assert answer.status_code == 401
    assert chat.control("GET", "/sites/desk/sessions").json()["total"] == 0


def test_the_journal_tells_of_each_login(chat: ChatWorld) -> None:
    token = chat.chat_token()
    session = chat.log_in(token).json()["session"]["id"]
    chat.log_in("x")
    refused, accepted = chat.journal()
    assert (
        accepted
        | {
            "kind": "login",
            "status": 200,
            "accepted": True,
            "userId": EMAIL,
            "sessionId": session,
            "code": None,
        }
        == accepted
    )
    assert token not in str(accepted)
    assert (refused["kind"], refused["status"], refused["code"]) == ("login", 401, "token_part_count")
    assert [one["code"] for one in chat.journal(code="token_part_count")] == ["token_part_count"]
    assert [one["userId"] for one in chat.journal(userId=EMAIL)] == [EMAIL]


def test_a_token_that_is_used_again_is_remarked_on(chat: ChatWorld) -> None:
    token = chat.chat_token()
    assert chat.log_in(token).status_code == 200
    assert chat.log_in(token).status_code == 200
    latest = chat.journal()[0]["verdict"]["checks"]
    assert "token_reused" in [check["code"] for check in latest]


@pytest.mark.parametrize(
    ("mode", "status"),
    [("server-error", 500), ("bad-gateway", 502), ("gateway-timeout", 504), ("rate-limited", 429)],
)
def test_a_failure_mode_takes_the_answers_place_and_opens_nothing(chat: ChatWorld, mode: str, status: int) -> None:
    chat.arm(mode, times=1, delayMs=0)
    assert chat.log_in(chat.chat_token()).status_code == status
    assert chat.control("GET", "/sites/desk/sessions").json()["total"] == 0
    assert chat.journal()[0]["fault"] == mode
    chat.logged_in()


def test_a_slow_answer_is_a_right_one(chat: ChatWorld) -> None:
    chat.arm("slow", times=1, delayMs=0)
    chat.logged_in()
    assert chat.journal()[0]["fault"] == "slow"


@pytest.mark.parametrize(
    ("mode", "code"), [("token-expired", "token_expired"), ("secret-key-rotated", "signature_mismatch")]
)
def test_a_forced_refusal_says_that_it_is_one(chat: ChatWorld, mode: str, code: str) -> None:
    chat.arm(mode, times=1)
    explanation = chat.log_in(chat.chat_token()).json()["explanation"]
    assert explanation["code"] == code
    assert mode in str([check["message"] for check in explanation["checks"]])
    chat.logged_in()


def test_a_failure_mode_can_be_for_one_customer(chat: ChatWorld) -> None:
    chat.arm("token-expired", userId=EMAIL)
    assert chat.log_in(chat.chat_token()).status_code == 401
    chat.logged_in("joe@example.com")


def test_a_new_customer_is_pending_until_the_delay_has_passed(chat: ChatWorld) -> None:
    chat.arm("customer-pending", delayMs=60_000)
    for seconds in (0, 30, 29):
        chat.pass_time(seconds)
        answer = chat.log_in(chat.chat_token())
        assert answer.status_code == 401
        assert answer.json()["explanation"]["code"] == "customer_pending"
        assert "try again in a minute" in answer.json()["message"]
    chat.pass_time(1)
    chat.logged_in()
    chat.logged_in()


def test_a_customer_who_is_known_is_never_pending(chat: ChatWorld) -> None:
    chat.logged_in()
    chat.arm("customer-pending", delayMs=60_000)
    chat.logged_in()
    assert chat.log_in(chat.chat_token("new@example.com")).status_code == 401


def test_a_wrong_token_makes_no_customer_and_does_not_use_the_failure_mode_up(chat: ChatWorld) -> None:
    chat.arm("customer-pending", times=1)
    assert chat.log_in(chat.chat_token(secret="stranger")).json()["explanation"]["code"] == "signature_mismatch"
    assert chat.control("GET", "/sites/desk/visitors").json()["total"] == 0
    assert chat.log_in(chat.chat_token()).json()["explanation"]["code"] == "customer_pending"
    chat.logged_in()


def test_a_pending_customer_is_let_in_once_the_failure_mode_is_removed(chat: ChatWorld) -> None:
    chat.arm("customer-pending", delayMs=60_000)
    chat.log_in(chat.chat_token())
    chat.control("DELETE", "/sites/desk/faults")
    chat.logged_in()


@pytest.mark.parametrize(("mode", "state"), [("session-expired", "expired"), ("session-revoked", "revoked")])
def test_a_failure_mode_of_sessions_hits_open_ones_and_later_ones(chat: ChatWorld, mode: str, state: str) -> None:
    session_id = chat.logged_in()["session"]["id"]
    chat.arm(mode, times=2)
    assert chat.state_now(session_id) == state
    assert chat.state_now(chat.logged_in()["session"]["id"]) == state
    assert chat.state_now(chat.logged_in()["session"]["id"]) == "active"


def test_the_widgets_script_can_be_kept_away(chat: ChatWorld) -> None:
    chat.arm("tag-unavailable", times=1)
    assert chat.ask("GET", "/chat-widget.js").status_code == 200
    assert chat.ask("GET", "/chat-widget.js?project=desk").status_code == 503
    assert chat.ask("GET", "/chat-widget.js?project=desk").status_code == 200


def test_reset_forgets_customers_and_sessions_and_keeps_the_secret_key(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    assert chat.control("POST", "/sites/desk/reset").status_code == 204
    assert chat.ask("GET", chat.at(session_id)).status_code == 404
    chat.logged_in()


def test_any_page_may_log_in(chat: ChatWorld) -> None:
    headers = {"origin": "https://shop.example"}
    answer = chat.ask("POST", "/chat-widget/logins", json={"siteId": "desk"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert chat.ask("GET", "/chat-widget/nothing", headers=headers).headers["access-control-allow-origin"] == "*"


def test_two_projects_never_meet(chat: ChatWorld) -> None:
    chat.have_project("billing", secretKey="billing's")
    body = chat.log_in(chat.chat_token(), site_id="billing").json()
    assert body["explanation"]["code"] == "signature_of_other_site"
    assert forge.CHAT_SECRET not in str(body)


TAG_ROUTES = [("GET", ""), ("DELETE", ""), ("GET", "/events"), ("DELETE", "/conversation")]


@pytest.mark.parametrize(("method", "rest"), TAG_ROUTES)
def test_the_tags_routes_reach_no_session_of_a_project(chat: ChatWorld, method: str, rest: str) -> None:
    session_id = chat.logged_in()["session"]["id"]
    answer = chat.ask(method, f"/tag/sessions/{session_id}{rest}?siteId={PROJECT}")
    assert (answer.status_code, error_of(answer)["code"]) == (404, "session_not_found")
    assert chat.state_now(session_id) == "active"


def test_the_widgets_routes_reach_no_session_of_an_iadvize_site(chat: ChatWorld) -> None:
    chat.have_site()
    session_id = chat.activate(chat.token()).json()["session"]["id"]
    for method in ("GET", "DELETE"):
        assert chat.ask(method, f"/chat-widget/sessions/{session_id}?siteId={SITE}").status_code == 404
    assert chat.ask("GET", f"/tag/sessions/{session_id}?siteId={SITE}").json()["session"]["state"] == "active"
