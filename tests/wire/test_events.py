"""GET /_simulator/events on a real socket: whoever comes back has missed nothing and hears nothing twice."""

import http.client
import json
from typing import Any

import pytest

from tests.wire.live import PATIENCE, Live
from tests.wire.world import SITE

Heard = tuple[str, str, Any]


class Reader:
    """A reader of the stream, as an EventSource is one."""

    def __init__(self, port: int, query: str = "", after: str | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {} if after is None else {"Last-Event-ID": after}
        self._connection.request("GET", f"/_simulator/events{query}", headers=headers)
        self._answer = self._connection.getresponse()
        assert self._answer.status == 200
        assert self._answer.readline().startswith(b":"), "a comment says that it is heard from now on"

    def next(self) -> Heard:
        """The next event's id, kind and data."""
        event_id = kind = ""
        while line := self._answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "id":
                event_id = value
            elif name == "event":
                kind = value
            elif name == "data":
                data = json.loads(value)
                assert set(data) == {"siteId", kind}
                return event_id, kind, data[kind]
        raise AssertionError("the stream ended")

    def drop(self) -> None:
        self._answer.close()
        self._connection.close()


def refuse(live: Live, number: int, site_id: str = SITE) -> None:
    option = {"type": "SECURED_AUTHENTICATION", "token": None}
    body = {"siteId": site_id, "activationId": f"a-{number}", "authenticationOption": option}
    live.ask("POST", "/tag/activations", 401, json=body)


def test_a_reader_that_comes_back_misses_none_and_hears_none_twice() -> None:
    with Live() as live:
        heard: list[int] = []
        sent = 0
        after: str | None = None
        # Some come while it listens, some while it is away.
        for while_it_listens, while_it_is_away in ((3, 0), (2, 4), (0, 1), (1, 7), (5, 0)):
            reader = Reader(live.port, f"?site={SITE}", after)
            for _ in range(while_it_listens):
                refuse(live, sent)
                sent += 1
            while len(heard) < sent:
                after, kind, attempt = reader.next()
                assert kind == "attempt"
                heard.append(int(attempt["activationId"].removeprefix("a-")))
            reader.drop()
            for _ in range(while_it_is_away):
                refuse(live, sent)
                sent += 1
        assert heard == list(range(sent))


def test_events_carry_what_the_routes_show() -> None:
    with Live() as live:
        reader = Reader(live.port, f"?site={SITE}")
        session = live.sign_in()
        _, kind, told = reader.next()
        assert (kind, told["id"], told["state"]) == ("session", session["id"], "active")
        _, kind, told = reader.next()
        assert kind == "attempt"
        assert told == live.control("GET", "/attempts", 200)["attempts"][0]
        clock = live.control("PUT", "/clock", 200, json={"frozenAt": 5000})
        assert reader.next()[1:] == ("clock", clock)
        rotation = live.control("POST", "/rotations", 201, json={"key": "brand"})
        del rotation["brandPrivateKey"]
        assert reader.next()[1:] == ("rotation", rotation)
        run = live.control("POST", "/scenarios", 201, json={"steps": [{"do": "wait", "attempts": 1}]})
        assert reader.next()[1:] == ("scenario", run)
        live.control("DELETE", "/scenarios", 204)
        assert reader.next()[2]["state"] == "stopped"
        live.control("POST", "/reset", 204)
        assert reader.next()[1:] == ("reset", {"removed": False})
        live.control("DELETE", "", 204)
        assert reader.next()[1:] == ("reset", {"removed": True})
        reader.drop()


@pytest.mark.parametrize("after", ["nonsense", "elsewhere-3", "0"])
def test_an_id_that_is_not_known_gets_what_is_remembered(after: str) -> None:
    with Live() as live:
        for number in range(3):
            refuse(live, number)
        reader = Reader(live.port, "", after)
        assert [reader.next()[2]["activationId"] for _ in range(3)] == ["a-0", "a-1", "a-2"]
        reader.drop()


def test_another_sites_events_are_not_heard() -> None:
    with Live() as live:
        live.ask("PUT", "/_simulator/sites/other", 201, json={"brandPublicKeys": []})
        reader = Reader(live.port, f"?site={SITE}")
        refuse(live, 1, "other")
        refuse(live, 2)
        assert reader.next()[2]["activationId"] == "a-2"
        reader.drop()


def test_a_parameter_that_is_none_is_named_and_no_stream_begins() -> None:
    with Live() as live, live.client.stream("GET", "/_simulator/events?sit=demo") as answer:
        assert answer.status_code == 422
        assert json.loads(answer.read())["error"]["field"] == "sit"
