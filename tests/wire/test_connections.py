"""What HTTP lets a client do to a connection, and what the server makes of it."""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from simulator.settings.bounds import DEFAULT
from simulator.state.memory import MemoryState
from tests.wire.live import PATIENCE, Live
from tests.wire.test_express_socket import answers, request

QUERY = json.dumps({"query": "{ __typename }"})
OFFER = [
    "connection: Upgrade, HTTP2-Settings",
    "upgrade: h2c",
    "http2-settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA",
]


@pytest.fixture
def live() -> Iterator[Live]:
    with Live() as running:
        yield running


def dial(live: Live) -> socket.socket:
    return socket.create_connection(("127.0.0.1", live.port), PATIENCE)


def test_a_body_behind_an_offer_of_http_2_is_read(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(request(live, "one", *OFFER))
        [(answer, user)] = answers(connection, 1)
    assert (answer.status, user) == (200, "one")


def test_so_it_is_where_it_comes_later_and_another_request_after_it(live: Live) -> None:
    with dial(live) as connection:
        head, _, body = request(live, "one", *OFFER, "expect: 100-continue").partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body + request(live, "two", *OFFER) + request(live, "three"))
        assert [user for _, user in answers(connection, 3)] == ["one", "two", "three"]


def test_hundreds_of_offers_at_once_are_answered_in_turn(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(b"".join(request(live, f"user-{number}", *OFFER) for number in range(300)))
        assert [user for _, user in answers(connection, 300)] == [f"user-{number}" for number in range(300)]


def test_an_offer_beside_a_close_is_answered_and_closed(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(request(live, "one", "connection: close, Upgrade", "upgrade: h2c"))
        [(answer, _)] = answers(connection, 1)
        assert answer.headers["connection"] == "close"
        assert connection.recv(1) == b""


def chunked(trailers: bytes) -> bytes:
    head = b"POST /tag/activations HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n"
    return head + b"2\r\n{}\r\n0\r\n" + trailers


def test_a_trailer_is_no_header(live: Live) -> None:
    with dial(live) as connection:
        connection.sendall(chunked(b"origin: https://shop.example\r\n\r\n"))
        answer = connection.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 422")
    assert b"access-control-allow-origin" not in answer


@pytest.mark.parametrize("trailer", [b"a: x\r\n" * 200_000, b"a: " + b"x" * 1_200_000], ids=["many", "one"])
def test_trailers_without_an_end_are_cut_off(live: Live, trailer: bytes) -> None:
    with dial(live) as connection:
        connection.sendall(chunked(b""))
        try:
            connection.sendall(trailer)
            answer = connection.recv(65_536)
        except ConnectionError:
            answer = b""  # cut off while more was coming
        assert answer[:12] in (b"", b"HTTP/1.1 431")
        ended = select.poll()
        ended.register(connection, select.POLLRDHUP)
        assert ended.poll(PATIENCE * 1000)


def test_who_reads_nothing_of_the_last_answer_is_cut_off() -> None:
    bounds = DEFAULT._replace(stalled_seconds=1)
    with Live(bounds=bounds) as live, closing(socket.socket()) as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", live.port))
        reader.sendall(b"GET /_simulator/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert reader.recv(4096).startswith(b"HTTP/1.1 200")
        own = reader.getsockname()
        [served] = [each for each in live.connections() if each.getpeername() == own]
        served.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        # Less than what asyncio pauses at, and more than the system takes.
        reader.sendall(b"GET /_simulator/mistakes HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
        ended = select.poll()
        ended.register(reader, 0)  # for the end alone
        assert ended.poll(PATIENCE * 1000)


def test_a_stream_with_a_request_behind_it_ends_with_its_reader() -> None:
    state = MemoryState(DEFAULT._replace(streams=1))
    with Live(state) as live:
        site = "/_simulator/sites/harbour"
        with dial(live) as reader:
            asked = [f"GET /_simulator/{what} HTTP/1.1\r\nhost: localhost\r\n\r\n" for what in ("events", "health")]
            reader.sendall("".join(asked).encode())
            assert reader.recv(65_536).startswith(b"HTTP/1.1 200")
        deadline = time.monotonic() + PATIENCE
        with live.client.stream("GET", "/_simulator/events") as another:
            status = another.status_code
        while status == 429:
            assert time.monotonic() < deadline, "the server still counts a reader that is gone"
            live.client.put(f"{site}/clock", json={"advanceSeconds": 1})  # which the stream would tell
            with live.client.stream("GET", "/_simulator/events") as another:
                status = another.status_code
        assert status == 200
