"""Two servers that share a state are one simulator."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from simulator.providers.iadvize.keys import generate_private_key, load_private_key
from tests.reliability.servers import serving
from tests.together.tag import Tag, site_on

Pair = tuple[Tag, Tag]


@pytest.fixture
def pair(state_url: str, data_dir: Path) -> Iterator[Pair]:
    with serving(data_dir, "--state", state_url) as one, serving(data_dir, "--state", state_url) as other:
        site_id = site_on(one)
        yield Tag(one, site_id), Tag(other, site_id)
        for server in (one, other):
            assert server.complained() == ""


def both(pair: Pair, times: int, ask: Any) -> list[Any]:
    """The answers to so many requests to each, all at once."""
    with ThreadPoolExecutor(2 * times) as threads:
        return list(threads.map(ask, pair * times))


def test_the_attempts_of_an_activation_are_counted_once(pair: Pair) -> None:
    answers = both(pair, 5, lambda tag: tag.activate("one", "no token"))
    assert sorted(status for status, _ in answers) == [401] * 4 + [409] * 6
    assert sorted(answer["retry"]["attempt"] for status, answer in answers if status == 401) == [1, 2, 3, 4]


def test_a_fault_armed_for_two_strikes_two(pair: Pair) -> None:
    one, other = pair
    one.control("POST", "/faults", {"name": "server-error", "times": 2})
    statuses = [status for status, _ in both(pair, 5, lambda tag: tag.activate(str(uuid.uuid4())))]
    assert sorted(statuses) == [200] * 8 + [500] * 2
    assert other.control("GET", "/faults") == {"faults": []}


def test_a_session_opened_at_one_is_renewed_and_closed_at_the_other(pair: Pair) -> None:
    one, other = pair
    status, opened = one.activate("one", one.token())
    assert status == 200
    session = opened["session"]
    one.control("PUT", "/clock", {"advanceSeconds": 4000})
    assert other.session(session["id"])[1]["session"]["state"] == "expired"
    status, renewed = other.renew(session["id"], other.token())
    assert status == 200
    assert renewed["session"]["expiresAt"] > session["expiresAt"] + 3000
    assert one.session(session["id"])[1]["session"] == renewed["session"]
    assert other.server.ask("DELETE", f"/tag/sessions/{session['id']}?siteId={other.site_id}")[0] == 204
    assert one.renew(session["id"], one.token())[0] == 409


def test_an_identity_of_one_is_known_to_the_other(pair: Pair) -> None:
    one, other = pair
    _, opened = one.activate("one", one.token("jane"))
    option = {"type": "SECURED_AUTHENTICATION", "token": other.token("jane")}
    body = {"siteId": one.site_id, "activationId": "two", "authenticationOption": option}
    status, again = other.server.ask("POST", "/tag/activations", {**body, "identity": opened["session"]["identity"]})
    assert (status, again["session"]["id"]) == (200, opened["session"]["id"])


def test_one_user_at_both_at_once_is_one_visitor(pair: Pair) -> None:
    token_of = pair[0].token
    answers = both(pair, 4, lambda tag: tag.activate(str(uuid.uuid4()), token_of("jane")))
    assert [status for status, _ in answers] == [200] * 8
    assert len({answer["visitor"]["visitorId"] for _, answer in answers}) == 1


def test_a_token_used_at_one_is_used_at_the_other(pair: Pair) -> None:
    one, other = pair
    token = one.token()
    assert one.activate("one", token)[0] == 200
    _, verdict = other.server.ask("POST", f"/_simulator/sites/{one.site_id}/verdicts", {"token": token})
    assert "token_reused" in {check["code"] for check in verdict["checks"]}


def test_sites_made_changed_and_removed_at_one_are_so_at_the_other_at_once(pair: Pair) -> None:
    one, other = pair
    path = "/_simulator/sites/shop"
    assert one.server.ask("PUT", path, {"name": "Shop"})[0] == 201
    assert other.server.ask("PUT", path, {"retries": 1})[0] == 200
    status, site = one.server.ask("GET", path)
    assert (status, site["name"], site["retries"]) == (200, "Shop", 1)
    assert other.server.ask("DELETE", path)[0] == 204
    assert one.server.ask("GET", path)[0] == 404


def test_the_journal_of_both_is_one_and_complete_once_an_answer_is_there(pair: Pair) -> None:
    one, other = pair
    for number in range(10):
        pair[number % 2].activate(f"a{number}")
        newest = pair[(number + 1) % 2].control("GET", "/attempts?limit=1")
        assert (newest["total"], newest["attempts"][0]["activationId"]) == (number + 1, f"a{number}")
    one.control("POST", "/reset")
    assert other.control("GET", "/attempts")["total"] == other.control("GET", "/sessions")["total"] == 0


def test_events_of_one_are_heard_at_the_other_and_a_reader_may_come_back_to_either(pair: Pair) -> None:
    one, other = pair
    with other.events() as events:
        one.control("PUT", "/clock", {"advanceSeconds": 1})
        event_id, kind, first = events.next()
        assert kind == "clock"
    one.control("PUT", "/clock", {"advanceSeconds": 1})
    other.control("PUT", "/clock", {"advanceSeconds": 1})
    with one.events(after=event_id) as events:
        moments = [events.next()[2] for _ in range(2)]
    assert [round(moment["now"] - first["now"]) for moment in moments] == [1, 2]


def test_a_tag_at_one_learns_what_happens_to_its_session_at_the_other(pair: Pair) -> None:
    one, other = pair
    _, opened = one.activate("one", one.token())
    path = f"/tag/sessions/{opened['session']['id']}/events?siteId={one.site_id}"
    connection = one.server.connect()
    connection.request("GET", path)
    stream = connection.getresponse()
    assert b"event: session" in stream.readline()
    other.control("DELETE", f"/sessions/{opened['session']['id']}")
    text = ""
    while "revoked" not in text:
        text = stream.readline().decode()
        assert text
    connection.close()


def test_access_tokens_and_their_limit_are_shared(pair: Pair) -> None:
    form = "username=ci&password=x&grant_type=password"

    def log_in(tag: Tag) -> tuple[int, str]:
        connection = tag.server.connect()
        connection.request("POST", "/oauth2/token", form, {"content-type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    first = log_in(pair[0])[1]
    bearer = first.partition('"access_token":"')[2].partition('"')[0]
    assert pair[1].server.ask("GET", "/_authenticated", None, authorization=f"Bearer {bearer}")[0] == 200
    statuses = [log_in(pair[number % 2])[0] for number in range(12)]
    assert 429 in statuses


def test_a_rotation_at_one_is_not_undone_by_a_change_of_the_site_at_the_other(pair: Pair) -> None:
    one, other = pair
    keys = [generate_private_key() for _ in range(2)]
    public = [load_private_key(key).public.pem for key in keys]

    def rename(times: int) -> None:
        for number in range(times):
            assert other.control("PUT", "", {"name": f"name {number}"})["name"] == f"name {number}"

    def rotate(times: int) -> None:
        for number in range(times):
            key = public[number % 2]
            one.control("POST", "/rotations", {"key": "brand", "brandPublicKey": key})
            assert one.control("GET", "")["brandPublicKeys"] == [key]

    with ThreadPoolExecutor(2) as threads:
        for done in (threads.submit(rename, 60), threads.submit(rotate, 60)):
            done.result()
    site = one.control("GET", "")
    assert (site["name"], site["brandPublicKeys"]) == ("name 59", [public[1]])


def test_a_site_that_both_make_at_once_is_made_once_and_changed_once(pair: Pair) -> None:
    one, other = pair
    for number in range(10):
        path = f"/_simulator/sites/made-{number}"
        with ThreadPoolExecutor(2) as threads:
            asked = [
                threads.submit(tag.server.ask, "PUT", path, fields)
                for tag, fields in ((one, {"name": "both"}), (other, {"retries": 7}))
            ]
            assert sorted(done.result()[0] for done in asked) == [200, 201]
        site = one.server.ask("GET", path)[1]
        assert (site["name"], site["retries"]) == ("both", 7)


def test_what_changes_at_one_counts_for_the_next_attempt_at_the_other(pair: Pair) -> None:
    one, other = pair

    def outcome(token: str) -> tuple[int, str | None]:
        status, answer = other.activate(str(uuid.uuid4()), token)
        return status, answer.get("explanation", {}).get("code")

    for number in range(3):
        token = one.token()
        assert outcome(token) == (200, None)
        one.control("PUT", "/clock", {"advanceSeconds": 90})
        assert outcome(token) == (401, "token_expired")
        one.control("DELETE", "/clock")
        assert outcome(token) == (200, None)
        one.control("POST", "/rotations", {"key": "brand"})
        assert outcome(token) == (401, "signature_mismatch")
        one.control("PUT", "", {"authenticationEnabled": False, "name": f"{number}"})
        assert outcome(one.token()) == (401, "authentication_disabled")
        one.control("PUT", "", {"authenticationEnabled": True})
        one.control("POST", "/faults", {"name": "bad-gateway", "times": 1})
        assert other.activate(str(uuid.uuid4()))[0] == 502
    one.server.ask("DELETE", f"/_simulator/sites/{one.site_id}")
    assert outcome("token") == (401, "site_unknown")


def test_attempts_of_one_activation_at_both_at_once_open_one_session(pair: Pair) -> None:
    one, _ = pair
    for number in range(10):
        token = one.token(f"user-{number}")
        answers = both(pair, 2, lambda tag, number=number, token=token: tag.activate(f"one-{number}", token))
        assert [status for status, _ in answers] == [200] * 4
        assert len({answer["session"]["id"] for _, answer in answers}) == 1
    assert one.control("GET", "/sessions")["total"] == 10
