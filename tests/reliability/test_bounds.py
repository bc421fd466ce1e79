"""Connections that are too many, too slow, too large: each is told so, and the server goes on."""

import json
import resource
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.reliability.servers import PATIENCE, Running, serving


@contextmanager
def bounded(tmp_path: Path, **bounds: int) -> Iterator[Running]:
    flags = [flag for name, number in bounds.items() for flag in ("--bound", f"{name.replace('_', '-')}={number}")]
    with serving(tmp_path / "data", *flags) as server:
        yield server
        assert server.ask("GET", "/_simulator/health")[0] == 200
        assert server.complained() == ""


def let_open(files: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


def dial(server: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), PATIENCE)


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes, resets included."""
    received = b""
    try:
        while data := connection.recv(65_536):
            received += data
    except ConnectionResetError:
        pass
    return received


def error_in(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"x-iadvize-simulator: " in head
    return int(head.split()[1]), json.loads(body)["error"]["code"]


def test_a_connection_too_many_is_told_so(tmp_path: Path) -> None:
    with bounded(tmp_path, connections=10) as server, ExitStack() as open_ones:
        for _ in range(10):
            held = open_ones.enter_context(dial(server))
            held.sendall(b"GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert held.recv(65_536).startswith(b"HTTP/1.1 200")
        with dial(server) as one_more:
            assert error_in(everything(one_more)) == (503, "too_many_connections")
        open_ones.close()
        # The server hears of each end by itself; a connection that comes before is refused, and asks again.
        while True:
            with dial(server) as later:
                later.sendall(b"GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if everything(later).startswith(b"HTTP/1.1 200"):
                    break


def answers(connection: socket.socket) -> bytes:
    connection.sendall(REQUEST + b"\r\n")
    return connection.recv(65_536)


@pytest.mark.parametrize("workers", [1, 2])
def test_where_the_system_lets_few_files_be_open_the_others_are_told_so(tmp_path: Path, workers: int) -> None:
    state = () if workers == 1 else ("--workers", "2", "--state", f"sqlite:///{tmp_path / 'state.db'}")
    with serving(tmp_path / "data", *state, before=partial(let_open, 64)) as server, ExitStack() as open_ones:
        held = [open_ones.enter_context(dial(server)) for _ in range(200)]
        told, _, _ = select.select(held, [], [], PATIENCE)  # none of them has asked anything
        message = json.loads(everything(told[0]).partition(b"\r\n\r\n")[2])["error"]["message"]
        assert message.endswith("close one first, or let this process open more than 64 files (ulimit -n).")
        assert server.complained() == ""


def test_no_file_left_is_a_line_in_the_log_and_no_flood(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (20, 20))
        with ExitStack() as open_ones:
            held = [open_ones.enter_context(dial(server)) for _ in range(50)]
            assert answers(held[0]).startswith(b"HTTP/1.1 200")
            while not server.complained():
                pass
        assert server.ask("GET", "/_simulator/health")[0] == 200
        (line,) = server.complained().splitlines()
        assert line.endswith("connections have to wait: Too many open files. Raise the limit (ulimit -n).")


REQUEST = b"GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        REQUEST + b"x: " + b"y" * 2000 + b"\r\n\r\n",
        REQUEST + b"x: " + b"y" * 70_000,
        REQUEST + b"".join(b"x%d: y\r\n" % number for number in range(50)) + b"\r\n",
        b"GET /" + b"y" * 2000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"y" * 70_000,
    ],
    ids=["a header", "a header without an end", "headers", "a path", "a path without an end"],
)
def test_a_head_too_large_is_told_so(tmp_path: Path, sent: bytes) -> None:
    with bounded(tmp_path, header_bytes=1024, headers=20) as server, dial(server) as connection:
        connection.sendall(sent)
        assert error_in(everything(connection)) == (431, "headers_too_large")


def test_a_large_body_behind_a_small_head_is_no_large_head(tmp_path: Path) -> None:
    with bounded(tmp_path, header_bytes=1024) as server:
        status, answer = server.ask("POST", "/_simulator/sites/demo/verdicts", {"token": "x" * 500_000})
        assert (status, answer["code"]) == (200, "token_too_large")


@pytest.mark.parametrize(
    "sent",
    [
        REQUEST,
        REQUEST + b"Content-Length: 100\r\n\r\n",
        b"POST /_simulator/sites HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
        b"POST /_simulator/sites HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"G",
    ],
    ids=["a head without an end", "a body that a GET never sends", "half a body", "half a chunk", "a letter"],
)
def test_a_request_that_never_ends_is_cut_off(tmp_path: Path, sent: bytes) -> None:
    with bounded(tmp_path, request_seconds=1) as server, dial(server) as connection:
        connection.sendall(sent)
        answer = everything(connection)
        # A route that needs no body may have answered before the body was due.
        assert answer.startswith(b"HTTP/1.1 200") or error_in(answer) == (408, "request_too_slow")


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"\r\n\r\n"], ids=["nothing", "a line end", "line ends"])
def test_a_connection_that_asks_nothing_is_closed(tmp_path: Path, sent: bytes) -> None:
    with bounded(tmp_path, request_seconds=1) as server, dial(server) as connection:
        connection.sendall(sent)
        everything(connection)


def test_a_connection_that_asks_nothing_more_is_closed(tmp_path: Path) -> None:
    with bounded(tmp_path, idle_seconds=1, request_seconds=1) as server:
        for after in (b"", b"\r\n"):
            with dial(server) as connection:
                connection.sendall(REQUEST + b"\r\n")
                assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
                connection.sendall(after)
                everything(connection)


def test_an_answer_that_takes_longer_than_a_request_may_is_given_all_the_same(tmp_path: Path) -> None:
    with bounded(tmp_path, request_seconds=1) as server:
        server.ask("POST", "/_simulator/sites/demo/faults", {"name": "slow", "delayMs": 2500})
        option = {"type": "ANONYMOUS", "token": None}
        body = {"siteId": "demo", "activationId": "one", "authenticationOption": option}
        assert server.ask("POST", "/tag/activations", body)[0] == 200


def test_who_reads_nothing_of_an_answer_is_cut_off(tmp_path: Path) -> None:
    with bounded(tmp_path, stalled_seconds=1) as server, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", server.port))
        # Asked often enough to fill what the system holds for a reader who does not come.
        connection.sendall(b"GET /_simulator/mistakes HTTP/1.1\r\nHost: localhost\r\n\r\n" * 300)
        assert server.ask("GET", "/_simulator/health")[0] == 200
        ended = select.poll()
        ended.register(connection, 0)  # not for what could be read: for the end alone
        assert ended.poll(PATIENCE * 1000)


def test_a_body_too_large_is_told_so(tmp_path: Path) -> None:
    with bounded(tmp_path, body_bytes=1024) as server:
        for path, body in (("/_simulator/sites", {"name": "x" * 2000}), ("/tag/activations", {"siteId": "x" * 2000})):
            status, answer = server.ask("POST", path, body)
            assert (status, answer["error"]["code"]) == (413, "body_too_large")
            assert "1024" in answer["error"]["message"]
        status, answer = server.ask("POST", "/graphql", {"query": "x" * 2000}, **{"content-type": "application/json"})
        assert (status, answer["errors"][0]["extensions"]["name"]) == (413, "PAYLOAD_TOO_LARGE")


def test_sites_streams_and_failure_modes_too_many_are_told_so(tmp_path: Path) -> None:
    with bounded(tmp_path, sites=10, streams=1, faults=1) as server, ExitStack() as streams:
        fault = {"name": "server-error"}
        known = len(server.ask("GET", "/_simulator/sites")[1]["sites"])
        made = [server.ask("POST", "/_simulator/sites", {})[0] for _ in range(11 - known)]
        assert made == [201] * (10 - known) + [429]
        assert [server.ask("POST", "/_simulator/sites/demo/faults", fault)[0] for _ in range(2)] == [201, 429]
        held = server.connect()
        streams.callback(held.close)
        held.request("GET", "/_simulator/events")
        assert held.getresponse().status == 200
        status, answer = server.ask("GET", "/_simulator/events")
        assert (status, answer["error"]["code"]) == (429, "too_many_streams")


def test_the_oldest_attempts_and_sessions_make_room(tmp_path: Path) -> None:
    with bounded(tmp_path, sessions=2, attempts=3) as server:
        for number in range(5):
            option = {"type": "ANONYMOUS", "token": None}
            body = {"siteId": "demo", "activationId": f"a-{number}", "authenticationOption": option}
            assert server.ask("POST", "/tag/activations", body)[0] == 200
        assert server.ask("GET", "/_simulator/sites/demo/sessions")[1]["total"] == 2
        assert server.ask("GET", "/_simulator/sites/demo/attempts")[1]["total"] == 3


def query(server: Running, document: str) -> tuple[int, str | None]:
    status, answer = server.ask("POST", "/graphql", {"query": document}, **{"content-type": "application/json"})
    return status, answer["errors"][0]["message"] if "errors" in answer else None


def test_graphql_asks_no_more_than_it_may(tmp_path: Path) -> None:
    with bounded(tmp_path, graphql_aliases=2, graphql_depth=5, graphql_tokens=100) as server:
        assert query(server, "{ a: __typename b: __typename }") == (200, None)
        for document, words in (
            ("{ a: __typename b: __typename c: __typename }", "more than 2 aliases"),
            ('{ __type(name: "Query") { ofType { ofType { ofType { ofType { name } } } } } }', "more than 5 deep"),
            ("{" + "__typename " * 100 + "}", "more than 100 tokens"),
        ):
            status, message = query(server, document)
            assert status == 400
            assert words in (message or "")


def test_a_thousand_verdicts_cost_one_refusal_and_fifty_keep_nobody_waiting(tmp_path: Path) -> None:
    with bounded(tmp_path) as server:
        token = server.ask("POST", "/_simulator/sites/demo/tokens", {"userId": "u"})[1]["token"]

        def asking(count: int) -> str:
            one = 'visitorAuthentication(projectId: "demo", token: $t) { code }'
            aliased = " ".join(f"a{number}: {one}" for number in range(count))
            return f'query ($t: String! = "{token}") {{ {aliased} }}'

        assert query(server, asking(1000))[0] == 400
        answered = threading.Event()
        statuses: list[int] = []

        def ask() -> None:
            while not answered.is_set():
                statuses.append(query(server, asking(50))[0])

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        # While 200 verdicts are always under way, the health check is answered again and again.
        health = [server.ask("GET", "/_simulator/health")[0] for _ in range(20)]
        answered.set()
        for thread in threads:
            thread.join(PATIENCE)
        assert set(health) == set(statuses) == {200}
