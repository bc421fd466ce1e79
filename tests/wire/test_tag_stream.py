"""GET /tag/sessions/{id}/events over a real socket."""

from collections.abc import Iterator

import pytest

from simulator.state.memory import MemoryState
from simulator.state.memory.events import MemoryEvents
from tests.wire.live import Live, Stream, knock, open_again
from tests.wire.world import SITE


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with Live() as live:
        yield live


@pytest.fixture
def live(server: Live) -> Live:
    """The module's server, as if it were new."""
    server.control("POST", "/reset", 204)
    return server


def test_a_stream_begins_with_the_session_and_the_conversation(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert stream.next() == ("session", session)
        assert stream.next() == ("conversation", None)


def test_an_end_from_outside_is_told_at_once(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        live.control("DELETE", f"/sessions/{session['id']}", 204)
        assert stream.next() == ("session", session | {"state": "revoked"})


def test_a_logout_in_another_tab_is_told_at_once(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        live.ask("DELETE", f"/tag/sessions/{session['id']}?siteId={SITE}", 204)
        assert stream.next() == ("session", session | {"state": "closed"})


def test_a_clock_that_only_the_site_has_is_told_at_once(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        live.control("PUT", "/clock", 200, json={"advanceSeconds": 3600})
        assert stream.next() == ("session", session | {"state": "expired"})
        live.control("PUT", "/clock", 200, json={"frozenAt": 5})
        assert stream.next() == ("session", session)
        live.control("PUT", "/clock", 200, json={"advanceSeconds": 3_000_000_000})
        assert stream.next() == ("session", session | {"state": "expired"})
        live.control("DELETE", "/clock", 200)
        assert stream.next() == ("session", session)


def test_a_renewal_in_another_tab_is_told_at_once(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        body = {"siteId": SITE, "authenticationOption": live.option()}
        renewed = live.ask("PUT", f"/tag/sessions/{session['id']}", 200, json=body)["session"]
        assert stream.next() == ("session", renewed)
        assert renewed["expiresAt"] > session["expiresAt"]


@pytest.mark.parametrize("path", [f"/_simulator/sites/{SITE}/reset", "/_simulator/reset"])
def test_a_reset_ends_the_stream_and_the_session_is_gone(live: Live, path: str) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        live.ask("POST", path, 204)
        assert stream.next() is None
    again = Stream(live.port, session["id"])
    assert again.status == 404
    again.drop()


def test_every_message_is_told_at_once_and_so_is_the_end(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as stream:
        stream.next(), stream.next()
        live.say(session["id"], "Hello")
        first = stream.next()
        assert first
        live.control("POST", f"/conversations/{first[1]['id']}/messages", 201, json={"text": "Good day"})
        second = stream.next()
        assert second
        assert [one["text"] for one in second[1]["messages"]] == ["Hello", "Good day"]
        live.ask("DELETE", f"/tag/sessions/{session['id']}/conversation?siteId={SITE}", 204)
        assert stream.next() == ("conversation", None)


def test_what_happens_to_others_is_not_told(live: Live) -> None:
    mine, other = live.sign_in("jane"), live.sign_in("john")
    with live.stream(mine["id"]) as stream:
        stream.next(), stream.next()
        live.say(other["id"], "private")
        live.ask("DELETE", f"/tag/sessions/{other['id']}?siteId={SITE}", 204)
        live.ask("DELETE", f"/tag/sessions/{mine['id']}?siteId={SITE}", 204)
        assert stream.next() == ("session", mine | {"state": "closed"})


def test_several_streams_of_one_session_hear_the_same(live: Live) -> None:
    session = live.sign_in()
    with live.stream(session["id"]) as one, live.stream(session["id"]) as other:
        for stream in (one, other):
            stream.next(), stream.next()
        live.control("DELETE", f"/sessions/{session['id']}", 204)
        assert one.next() == other.next() == ("session", session | {"state": "revoked"})


def test_a_stream_of_an_ended_session_says_so(live: Live) -> None:
    session = live.sign_in()
    live.control("DELETE", f"/sessions/{session['id']}", 204)
    with live.stream(session["id"]) as stream:
        assert stream.next() == ("session", session | {"state": "revoked"})


def test_head_is_answered_and_holds_nothing_open(live: Live) -> None:
    session = live.sign_in()
    head = Stream(live.port, session["id"], "HEAD")
    assert head.status == 200
    assert head.headers["content-type"].startswith("text/event-stream")
    assert head.rest() == b""
    head.drop()


def test_a_lifetime_that_ends_by_itself_is_told_without_anybody_asking() -> None:
    with Live(session_lifetime_seconds=1) as live:
        session = live.sign_in()
        with live.stream(session["id"]) as stream:
            stream.next(), stream.next()
            assert stream.next() == ("session", session | {"state": "expired"})


def test_streams_end_when_the_server_stops() -> None:
    with Live() as live:
        session = live.sign_in()
        with live.stream(session["id"]) as stream:
            stream.next(), stream.next()
            live.stop()
            assert stream.next() is None


def _few() -> MemoryState:
    state = MemoryState()
    state.events = MemoryEvents(listeners=2)
    return state


def test_past_the_bound_of_streams_there_is_a_429() -> None:
    with Live(_few()) as live:
        session_id = live.sign_in()["id"]
        with live.stream(session_id), live.stream(session_id):
            third = Stream(live.port, session_id)
            assert third.status == 429
            assert b"too_many_streams" in third.rest()
            third.drop()
        open_again(live.port, session_id).drop()


def test_a_reader_that_leaves_is_listened_for_no_more() -> None:
    with Live(_few()) as live:
        session_id = live.sign_in()["id"]
        for _ in range(8):
            stream = open_again(live.port, session_id)
            stream.next()
            stream.drop()
        open_again(live.port, session_id).drop()


def test_a_reader_that_leaves_before_the_answer_is_listened_for_no_more() -> None:
    with Live(_few()) as live:
        session_id = live.sign_in()["id"]
        for _ in range(8):
            knock(live.port, session_id)
        for method in ("HEAD", "HEAD", "HEAD"):
            Stream(live.port, session_id, method).drop()
        open_again(live.port, session_id).drop()


def test_a_reader_of_a_session_that_is_gone_is_listened_for_no_more() -> None:
    with Live(_few()) as live:
        for _ in range(8):
            missing = Stream(live.port, "unknown")
            assert missing.status == 404
            missing.drop()
        open_again(live.port, live.sign_in()["id"]).drop()


def test_a_slow_reader_holds_nobody_up_and_ends_with_the_latest_or_with_nothing() -> None:
    state = MemoryState()
    state.events = MemoryEvents(bound=20)
    with Live(state) as live:
        session_id = live.sign_in()["id"]
        with live.stream(session_id) as stream:
            for number in range(60):
                live.say(session_id, f"{number} " + "x" * 9_000)
            lengths = [0]
            while lengths[-1] < 60 and (told := stream.next()):
                lengths.append(len((told[1] or {}).get("messages", ())))
            assert lengths == sorted(lengths)
        with live.stream(session_id) as again:
            again.next()
            latest = again.next()
            assert latest
            assert len(latest[1]["messages"]) == 60
