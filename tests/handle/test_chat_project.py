"""A project of Chat for JSM, whichever way the simulator runs."""

from collections.abc import Iterator

import pytest

import simulator
from tests import forge


@pytest.fixture
def project(server: simulator.Server) -> Iterator[simulator.ChatProject]:
    with server.chat_project() as fresh:
        yield fresh


def test_a_project_has_a_secret_key_that_a_backend_signs_with(project: simulator.ChatProject) -> None:
    now = project.clock.now.timestamp()
    claims = forge.chat_claims(iat=now, exp=now + 300)
    project.assert_accepted(forge.chat_token(claims, secret=project.secret_key), user_id="jane.doe@example.com")


def test_it_makes_tokens_good_ones_and_others(project: simulator.ChatProject) -> None:
    verdict = project.assert_accepted(project.mint("joe@example.com", display_name="Joe"))
    assert verdict["visitorData"] == {"displayName": "Joe", "email": "joe@example.com"}
    project.assert_rejected(project.mint(mistake="email_missing"), "email_missing")
    with pytest.raises(
        simulator.SimulatorError, match='There is no mistake "email_mising"; did you mean "email_missing"'
    ):
        project.assert_rejected(project.mint(), "email_mising")


def test_a_wrong_token_fails_an_assertion_that_explains_it(project: simulator.ChatProject) -> None:
    with pytest.raises(simulator.TokenRejected, match="base64-decoded") as told:
        project.assert_accepted(project.mint(mistake="secret_key_recoded"))
    assert "joserfc" in str(told.value)


def test_a_customer_logs_in_writes_and_logs_out(project: simulator.ChatProject) -> None:
    login = project.log_in(project.mint())
    assert login["customer"] == {"email": "jane.doe@example.com", "displayName": "Jane Doe"}
    project.write(login["session"]["id"], "My printer is on fire")
    (ticket,) = project.tickets()
    assert (ticket["summary"], ticket["reporter"]) == ("My printer is on fire", login["customer"])
    project.log_out(login["session"]["id"])
    assert [session["state"] for session in project.sessions()] == ["closed"]


def test_a_refusal_is_an_answer_with_its_message(project: simulator.ChatProject) -> None:
    refused = project.log_in(project.mint(mistake="token_expired"))
    assert refused["message"].startswith("Auto-login failed")
    assert refused["explanation"]["code"] == "token_expired"


@pytest.mark.parametrize(("mode", "status"), [("server-error", 500), ("malformed-response", 200), ("bad-gateway", 502)])
def test_a_failure_mode_takes_the_answers_place(project: simulator.ChatProject, mode: str, status: int) -> None:
    project.fail_next(mode)
    lost = project.log_in(project.mint())
    assert lost["instead"]["status"] == status
    assert "session" in project.log_in(project.mint())
    assert [attempt["fault"] for attempt in project.attempts()] == [None, mode]


def test_a_new_customer_is_pending_on_the_projects_clock(project: simulator.ChatProject) -> None:
    project.fail_next("customer-pending", times=None, delay_ms=60_000)
    assert "session" not in project.log_in(project.mint())
    project.clock.advance(minutes=1)
    assert "session" in project.log_in(project.mint())


def test_a_secret_key_is_rotated(project: simulator.ChatProject) -> None:
    before = project.secret_key
    assert project.rotate() == project.secret_key != before
    project.assert_rejected(project.mint(mistake="secret_key_retired"), "secret_key_retired")


def test_fields_are_given_and_changed(server: simulator.Server) -> None:
    with server.chat_project(site_id="desk", secret_key="ours", require_exp=False, leeway_seconds=2) as project:
        assert project.widget_url == f"{server.url}/chat-widget.js?project=desk"
        with pytest.raises(simulator.SimulatorError, match="is not at hand"):
            _ = project.secret_key
        project.assert_accepted(forge.chat_token(forge.chat_claims(exp=forge.OMIT), secret="ours"))
        project.change(secret_key="theirs")
        assert project.secret_key == "theirs"


def test_its_story_is_told(project: simulator.ChatProject) -> None:
    project.log_in(project.mint(mistake="email_missing"))
    assert "email_missing" in project.story()
