"""The fixture jsm_chat in somebody's test suite."""

from tests.pytest_plugin.conftest import Run

EVERYTHING = """
import pytest
import simulator


def test_all_of_it(jsm_chat: simulator.ChatProject, iadvize_server: simulator.Server) -> None:
    assert jsm_chat.url == iadvize_server.url
    jsm_chat.assert_accepted(jsm_chat.mint("jane@example.com"))
    assert jsm_chat.verdict(jsm_chat.mint(mistake="exp_missing"))["code"] == "exp_missing"
    jsm_chat.fail_next("customer-pending")
    assert "message" in jsm_chat.log_in(jsm_chat.mint())
    assert "session" in jsm_chat.log_in(jsm_chat.mint())
    jsm_chat.clock.advance(minutes=61)
    assert [session["state"] for session in jsm_chat.sessions()] == ["expired"]
    assert [attempt["kind"] for attempt in jsm_chat.attempts()] == ["login", "login"]


def test_the_project_is_another_one_beside_a_site(jsm_chat, iadvize) -> None:
    assert jsm_chat.attempts() == []
    iadvize.assert_rejected(jsm_chat.mint(), "token_not_encrypted")
    jsm_chat.assert_rejected(iadvize.mint(), "token_encrypted")


@pytest.mark.jsm_chat(secret_key="ours", session_lifetime_seconds=7)
def test_a_marker_sets_fields(jsm_chat) -> None:
    session = jsm_chat.log_in(jsm_chat.mint())["session"]
    assert session["expiresAt"] - jsm_chat.clock.now.timestamp() <= 7
"""


def test_it_does_what_it_promises(run: Run) -> None:
    run(EVERYTHING, "--strict-markers").assert_outcomes(passed=3)


def test_a_failing_test_tells_the_projects_story(run: Run) -> None:
    result = run("""
def test_fails(jsm_chat):
    jsm_chat.log_in(jsm_chat.mint(mistake="email_missing"))
    assert False
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*jsm_chat: what happened on*", "*email_missing*"])


def test_a_wrong_marker_fails_in_a_line(run: Run) -> None:
    result = run("""
import pytest

@pytest.mark.jsm_chat("x")
def test_positional(jsm_chat): ...

@pytest.mark.jsm_chat(retries=1)
def test_unknown(jsm_chat): ...
""")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*takes fields by name*", "*jsm_chat: *retries*"])
