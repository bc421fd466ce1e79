"""Whole contract tests against backends that listen on a real socket."""

import json

import pytest

from simulator.contract.catalogue import BREACHES
from simulator.contract.report import Report
from tests.contract.backend import JANE, Asked, Backend, Said, said
from tests.contract.bad_backends import BAD, SessionAsUser, TokenElsewhere, WantsPost
from tests.contract.conftest import Tested

LOGIN = {
    "header": None,
    "other_header": None,
    "login_url": "/login",
    "login_body": "user=jane&password=secret",
    "other_login_body": "user=john&password=secret",
}


def codes(report: Report) -> set[str | None]:
    return {check.code for result in report.results for check in (result.check, *result.also) if check.code}


def outcomes(report: Report, *names: str) -> list[str]:
    return [result.check.outcome for result in report.results if result.check.name in names]


def test_a_good_backend_keeps_the_contract(tested: Tested) -> None:
    report = tested(Backend())
    assert codes(report) == set()
    assert report.passed


@pytest.mark.parametrize("name", BAD)
def test_a_bad_backend_is_named_rightly_and_nothing_else_is_said(tested: Tested, name: str) -> None:
    make, expected = BAD[name]
    report = tested(make())
    assert codes(report) == expected
    assert not report.passed


def test_a_refusal_of_a_request_that_nothing_signs_in_says_so(tested: Tested) -> None:
    report = tested(Backend(), header=None, other_header=None)
    check = next(result.check for result in report.results if result.check.code == "status_unsuccessful")
    assert check.message == "A request for a token was answered with 401 Unauthorized, and nothing signed it in."
    assert "--login-url" in (check.hint or "")


def test_every_check_is_there_in_its_order(tested: Tested) -> None:
    names = [check.name for check in BREACHES.checks]
    for backend in (Backend(), BAD["hangs up"][0](), BAD["answers null"][0]()):
        assert [result.check.name for result in tested(backend).results] == names


def test_nothing_is_left_unchecked_of_a_good_backend_with_a_login(tested: Tested) -> None:
    report = tested(Backend(), **LOGIN)
    assert {result.check.outcome for result in report.results} == {"passed"}


def test_a_login_brings_cookies_that_are_secure_on_this_machine_too(tested: Tested) -> None:
    backend = Backend()
    assert tested(backend, **LOGIN).passed
    assert {asked.cookies.get("session", "")[:4] for asked in backend.asked if asked.path != "/login"} == {
        "jane",
        "john",
        "",
    }


def test_the_last_token_comes_after_a_login_anew(tested: Tested) -> None:
    assert codes(tested(SessionAsUser(), **LOGIN)) == {"user_id_unstable"}
    assert tested(SessionAsUser()).passed  # one session cannot tell


def test_a_login_that_fails_ends_it(tested: Tested) -> None:
    report = tested(Backend(), **LOGIN | {"login_body": "user=jane&password=guess"})
    assert codes(report) == {"login_failed"}
    assert outcomes(report, "status", "token", "claims", "signed-out") == ["skipped"] * 4


def test_without_a_token_what_needs_one_is_skipped(tested: Tested) -> None:
    report = tested(BAD["answers null"][0]())
    assert outcomes(report, "content-type", "decryption", "fresh-token", "other-user") == ["skipped"] * 4


def test_an_endpoint_that_nobody_runs_is_named(tested: Tested) -> None:
    report = tested(Backend(), token_url="http://127.0.0.1:9/chat-token")
    assert codes(report) == {"no_answer"}
    assert "Nobody listens there" in next(result.check.message for result in report.breaches)


def test_a_method_and_a_body_reach_the_endpoint(tested: Tested) -> None:
    backend = WantsPost()
    assert tested(backend, method="post").passed
    assert tested(backend, body='{"for": "chat"}').passed
    last = backend.asked[-1]
    assert (last.method, last.body, last.headers["Content-Type"]) == ("POST", b'{"for": "chat"}', "application/json")


def test_a_token_path_leads_to_the_token(tested: Tested) -> None:
    assert tested(TokenElsewhere(), token_path="data.jwe").passed


def test_the_place_of_a_token_elsewhere_is_told(tested: Tested) -> None:
    report = tested(TokenElsewhere())
    assert "--token-path data.jwe" in str(next(iter(report.breaches)).check.hint)


class Bare(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said(200, {"Content-Type": "text/plain", "Cache-Control": "no-store"}, self.token(user_id).encode())


def test_a_bare_token_is_fine(tested: Tested) -> None:
    assert tested(Bare()).passed


class Quoted(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said(self.token(user_id))


def test_a_json_string_is_fine(tested: Tested) -> None:
    assert tested(Quoted()).passed


class LineFeed(Bare):
    def token(self, user_id: str) -> str:
        return f"{super().token(user_id)}\n"


def test_a_bare_token_with_a_line_feed_is_decorated(tested: Tested) -> None:
    assert codes(tested(LineFeed())) == {"token_decorated"}


class RedirectsWithin(Backend):
    def answer(self, asked: Asked) -> Said:
        if asked.path == "/old":
            return said({}, 308, Location="/chat-token")
        return super().answer(asked)


def test_a_redirect_within_the_origin_is_followed_as_a_browser_would(tested: Tested) -> None:
    backend = RedirectsWithin()
    assert tested(backend, path="/old").passed


class Rotates(Backend):
    """A new session cookie with each answer; the old one is worth nothing any more."""

    def served(self, user_id: str, asked: Asked) -> Said:
        self.sessions.pop(asked.cookies["session"])
        fresh = f"session-{len(self.asked)}"
        self.sessions[fresh] = user_id
        return said({"token": self.token(user_id)}, Set_Cookie=f"session={fresh}; Path=/")


def test_a_session_that_rotates_is_kept_up_with(tested: Tested) -> None:
    assert tested(Rotates()).passed


class ByHeader(Backend):
    """A session in a header that nobody else knows, beside one that every client must send."""

    def user_of(self, asked: Asked) -> str | None:
        return self.sessions.get(asked.headers.get("X-Customer", ""))

    def refusal(self, asked: Asked) -> Said:
        return said({}, 401 if asked.headers.get("X-Api-Version") == "2" else 400)


def test_every_header_counts_as_a_sign_in_unless_it_is_kept(tested: Tested) -> None:
    given = {"header": ["X-Customer: jane"], "other_header": ["X-Customer: john"]}
    assert codes(tested(ByHeader(), **given)) == {"signed_out_unclear"}
    assert tested(ByHeader(), **given, keep_header=["X-Api-Version: 2"]).passed


class ByBody(Backend):
    """The body says who asks, and is believed."""

    def user_of(self, asked: Asked) -> str | None:
        return self.sessions.get(str(json.loads(asked.body or b"{}").get("customer")))


def test_a_body_that_is_believed_is_served_signed_out(tested: Tested) -> None:
    given = {"body": '{"customer": "jane"}', "other_body": '{"customer": "john"}', "header": [], "other_header": []}
    report = tested(ByBody(), **given)
    assert codes(report) == {"signed_out_served"}
    assert JANE in next(iter(report.breaches)).check.message
    assert tested(ByBody(), **given, signed_out_body="{}").passed


def test_both_origins_that_nobody_may_have_are_asked_as(tested: Tested) -> None:
    backend = Backend()
    tested(backend)
    origins = [asked.headers["Origin"] for asked in backend.asked if "Origin" in asked.headers]
    assert origins == ["https://another-site.invalid", "null"]


def test_people_take_turns(tested: Tested) -> None:
    backend = Backend()
    tested(backend)
    assert [asked.cookies.get("session") for asked in backend.asked[:5]] == ["jane", "john", "jane", "john", "jane"]


def test_as_many_tokens_are_asked_for_as_were_ordered(tested: Tested) -> None:
    backend = Backend()
    report = tested(backend, samples="1", other_header=None)
    assert len(backend.asked) == 1 + 2 + 1
    assert outcomes(report, "fresh-token", "user-id-stable", "other-user") == ["skipped"] * 3
    assert report.passed


class WrongNowAndThen(Backend):
    def claims(self, user_id: str) -> dict[str, object]:
        claims = super().claims(user_id)
        if len(self.asked) == 3:
            del claims["iss"]
        return claims


def test_a_mistake_in_some_tokens_says_in_how_many(tested: Tested) -> None:
    report = tested(WrongNowAndThen())
    assert next(iter(report.breaches)).check.message.endswith("(In 1 of 5 tokens.)")
