"""Where an answer ends, and with it the connection: one answer to each request, in the words that its client knows."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from simulator.settings.bounds import DEFAULT
from tests.wire.live import PATIENCE, Live
from tests.wire.world import SITE

BODY = json.dumps({"siteId": SITE, "activationId": "one", "authenticationOption": {"type": "ANONYMOUS"}}).encode()
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
HEALTH = b"GET /_simulator/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def live() -> Iterator[Live]:
    with Live(bounds=DEFAULT._replace(request_seconds=2)) as running:
        yield running


def dial(live: Live) -> socket.socket:
    return socket.create_connection(("127.0.0.1", live.port), PATIENCE)


def head(path: str, *headers: str, version: str = "1.1", method: str = "POST") -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/{version}", "host: 127.0.0.1", *headers, "\r\n")).encode()


def answer(connection: socket.socket) -> bytes:
    """One answer whose length its head tells."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(1)
    length = next(line for line in received.lower().splitlines() if line.startswith(b"content-length"))
    for _ in range(int(length.split()[1])):
        received += connection.recv(1)
    return received


def rest(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    received = b""
    while piece := connection.recv(65_536):
        received += piece
    return received


REFUSED = [
    pytest.param(head("/nowhere", "content-length: 500"), b" 404 ", id="unknown"),
    pytest.param(head("/tag/activations", "content-length: 5000000"), b" 413 ", id="too large"),
    pytest.param(
        head("/tag/activations", "transfer-encoding: chunked")
        + b"%x\r\n" % (DEFAULT.body_bytes + 9)
        + b"x" * (DEFAULT.body_bytes + 1),
        b" 413 ",
        id="chunks",
    ),
]


@pytest.mark.parametrize(("request_", "status"), REFUSED)
def test_whose_body_never_ends_is_told_once_and_cut_off(live: Live, request_: bytes, status: bytes) -> None:
    with dial(live) as connection:
        connection.sendall(request_)
        assert status in answer(connection)
        connection.sendall(b"\r\n" if b"chunked" in request_ else b"x")  # it goes on, but not to its end
        assert rest(connection) == b""


@pytest.mark.parametrize("behind", [b"no chunk", b"1;" + b"x" * 70_000], ids=["no chunk", "no end of a chunk's head"])
def test_who_was_answered_is_not_told_what_is_wrong_behind(live: Live, behind: bytes) -> None:
    with dial(live) as connection:
        connection.sendall(head("/nowhere", "transfer-encoding: chunked"))
        assert b" 404 " in answer(connection)
        connection.sendall(behind)
        with suppress(ConnectionResetError):  # as more had come than was read
            assert rest(connection) == b""


def test_a_body_that_was_not_read_is_none_of_the_next_request(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(head("/nowhere", "content-length: 500"))
        assert b" 404 " in answer(connection)
        connection.sendall(b"x" * 500 + HEALTH)
        assert b" 200 " in answer(connection)


def test_what_is_no_http_does_not_break_into_a_stream(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(head("/_simulator/events", method="GET"))
        begun = b""
        while b"keep-alive" not in begun:
            begun += connection.recv(65_536)
        connection.sendall(b"G@T / HTTP/1.1\r\n\r\n")
        assert b"HTTP/1.1 " not in rest(connection)


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/nowhere", 500, b" 404 "),
        ("/tag/activations", 5_000_000, b" 413 "),
        ("/_simulator/sites", 5_000_000, b" 413 "),
    ],
)
def test_who_waits_to_send_a_body_that_nobody_wants_is_told_that_the_connection_ends(
    live: Live, path: str, length: int, status: bytes
) -> None:
    with dial(live) as connection:
        connection.sendall(head(path, f"content-length: {length}", "expect: 100-continue"))
        refusal = answer(connection)
        assert status in refusal
        assert b"\r\nconnection: close\r\n" in refusal
        assert rest(connection) == b""


def test_who_waits_to_send_a_body_that_is_wanted_may_ask_again(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(head("/tag/activations", f"content-length: {len(BODY)}", "expect: 100-continue"))
        assert connection.recv(len(CONTINUE)) == CONTINUE
        connection.sendall(BODY)
        accepted = answer(connection)
        assert b" 200 " in accepted
        assert b"connection: close" not in accepted
        connection.sendall(HEALTH)
        assert b" 200 " in answer(connection)


def test_a_client_of_http_1_0_is_told_of_no_continuation(live: Live) -> None:
    with dial(live) as connection:
        length = f"content-length: {len(BODY)}"
        connection.sendall(head("/tag/activations", length, "expect: 100-continue", version="1.0") + BODY)
        assert rest(connection).startswith(b"HTTP/1.1 200 ")


def test_a_stream_to_a_client_of_http_1_0_has_no_chunks_and_ends_with_the_connection(live: Live) -> None:
    session = live.sign_in()["id"]
    with dial(live) as connection:
        connection.sendall(head(f"/tag/sessions/{session}/events?siteId={SITE}", method="GET", version="1.0"))
        told = b""
        while told.count(b"\n\n") < 2:  # the session, and that there is no conversation
            told += connection.recv(65_536)
        live.ask("DELETE", f"/_simulator/sites/{SITE}", 204)
        said, _, events = (told + rest(connection)).partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in said
    assert b"\r\nconnection: close" in said
    assert events.startswith(b"event: session\ndata: {")
    assert events.endswith(b"\n\n")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_to_a_client_of_http_1_0_is_as_long_as_it_says(live: Live, method: str) -> None:
    with dial(live) as connection:
        connection.sendall(head("/_simulator/health", method=method, version="1.0"))
        said, _, body = rest(connection).partition(b"\r\n\r\n")
    length = len(live.client.get("/_simulator/health").content)
    assert b"content-length: %d" % length in said
    assert len(body) == (length if method == "GET" else 0)
