"""A stop that was asked for: answers in flight finish, streams end, and the exit code says that all is well."""

import json
import signal
import socket
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.servers import PATIENCE, Running, serving


def in_flight(server: Running, delay_ms: int) -> tuple[threading.Thread, list[tuple[int, Any]]]:
    """An activation whose answer is so far away, once the server has begun it."""
    fault = {"name": "slow", "delayMs": delay_ms}
    assert server.ask("POST", "/_simulator/sites/demo/faults", fault)[0] in (200, 201)
    option = {"type": "ANONYMOUS", "token": None}
    body = {"siteId": "demo", "activationId": "one", "authenticationOption": option}
    answers: list[tuple[int, Any]] = []

    def ask() -> None:
        with closing(server.connect()) as connection:
            connection.request("POST", "/tag/activations", json.dumps(body))
            sent.set()
            try:
                answer = connection.getresponse()
                answers.append((answer.status, json.loads(answer.read())))
            except (OSError, ValueError) as error:
                answers.append((0, error))

    sent = threading.Event()
    thread = threading.Thread(target=ask)
    thread.start()
    assert sent.wait(PATIENCE)
    while server.ask("GET", "/_simulator/sites/demo/sessions")[1]["total"] == 0:
        pass
    return thread, answers


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_answers_in_flight_finish_and_streams_end(tmp_path: Path, asked: signal.Signals) -> None:
    with serving(tmp_path / "data") as server, closing(server.connect()) as stream:
        thread, answers = in_flight(server, 1000)
        stream.request("GET", "/_simulator/events")
        events = stream.getresponse()
        assert events.readline() == b": keep-alive\n"
        assert events.readline() == b"\n"
        server.process.send_signal(asked)
        assert events.read() == b""
        thread.join(PATIENCE)
        assert answers[0][0] == 200
        assert answers[0][1]["session"]["state"] == "active"
        assert server.process.wait(PATIENCE) == 0
        assert server.complained() == ""


def test_an_answer_that_would_take_too_long_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        thread, answers = in_flight(server, 60_000)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        thread.join(PATIENCE)
        assert answers[0][0] == 0
        assert server.complained() == ""


def test_a_second_interrupt_ends_it_at_once_and_without_a_word(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        thread, answers = in_flight(server, 60_000)
        server.process.send_signal(signal.SIGINT)
        while not is_refused(server):
            pass
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(PATIENCE) == 0
        thread.join(PATIENCE)
        assert answers[0][0] == 0
        assert server.complained() == ""


def is_refused(server: Running) -> bool:
    """Whether it takes no more connections, as it does once it stops."""
    try:
        socket.create_connection(("127.0.0.1", server.port), PATIENCE).close()
    except OSError:
        return True
    return False


def test_clients_that_are_silent_or_slow_hold_nothing_up(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        silent = socket.create_connection(("127.0.0.1", server.port))
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"POST /tag/activations HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert server.ask("GET", "/_simulator/health")[0] == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        silent.close()
        half.close()
