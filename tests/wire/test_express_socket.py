"""The short way over a connection: what is sent in one piece has all headers, and never leaves out of turn."""

import http.client
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

import pytest

from tests.wire.live import PATIENCE, Live
from tests.wire.world import SITE


@pytest.fixture
def live() -> Iterator[Live]:
    with Live() as running:
        yield running


def request(live: Live, activation: str, *headers: str, version: str = "1.1") -> bytes:
    """A whole activation as a client writes it."""
    body = json.dumps({"siteId": SITE, "activationId": activation, "authenticationOption": live.option(activation)})
    head = [f"POST /tag/activations HTTP/{version}", "host: 127.0.0.1", f"content-length: {len(body)}", *headers]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message


def answers(connection: socket.socket, count: int) -> list[tuple[Answer, str]]:
    """So many answers, each with the user whom it signed in."""
    connection.settimeout(PATIENCE)
    heard = []
    with connection.makefile("rb") as line:
        for _ in range(count):
            answer = Answer(int(line.readline().split()[1]), http.client.parse_headers(line))
            body = line.read(int(answer.headers["content-length"]))
            heard.append((answer, str(json.loads(body)["session"]["userId"])))
    return heard


def test_it_has_every_header_that_others_have(live: Live) -> None:
    with socket.create_connection(("127.0.0.1", live.port), PATIENCE) as connection:
        connection.sendall(request(live, "one", "origin: https://shop.example"))
        [(answer, _)] = answers(connection, 1)
    names = set(answer.headers)
    other = live.client.put("/tag/sessions/x", json={}, headers={"origin": "https://shop.example"})
    assert names == {*other.headers, "cache-control"}


def test_requests_sent_at_once_are_answered_in_turn(live: Live) -> None:
    users = [f"user-{number}" for number in range(5)]
    with socket.create_connection(("127.0.0.1", live.port), PATIENCE) as connection:
        connection.sendall(b"".join(request(live, user) for user in users))
        assert [user for _, user in answers(connection, len(users))] == users


@pytest.mark.parametrize(("version", "headers"), [("1.1", ["connection: close"]), ("1.0", [])])
def test_who_wants_the_connection_closed_gets_that(live: Live, version: str, headers: list[str]) -> None:
    with socket.create_connection(("127.0.0.1", live.port), PATIENCE) as connection:
        connection.sendall(request(live, "one", *headers, version=version))
        [(answer, user)] = answers(connection, 1)
        assert (answer.headers["connection"], user) == ("close", "one")
        assert connection.recv(1) == b""


def test_a_failure_mode_disturbs_the_answer_and_is_journaled_so(live: Live) -> None:
    live.control("POST", "/faults", 201, json={"name": "bad-gateway", "times": 1})
    body = {"siteId": SITE, "activationId": "one", "authenticationOption": live.option("one")}
    assert live.client.post("/tag/activations", json=body).status_code == 502
    assert live.client.post("/tag/activations", json=body).status_code == 200
    attempts = live.control("GET", "/attempts", 200)["attempts"]
    assert [(attempt["status"], attempt["fault"]) for attempt in attempts] == [(200, None), (502, "bad-gateway")]
