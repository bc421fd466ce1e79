"""A scenario that was started at one server goes on at every other that shares its state."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

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


def run_of(tag: Tag) -> dict[str, Any]:
    (run,) = tag.control("GET", "/scenarios")["scenarios"]
    return dict(run)


def test_what_happens_at_the_other_server_moves_it_on(pair: Pair) -> None:
    one, other = pair
    steps = [
        {"do": "wait", "attempts": 1},
        {"do": "fault", "name": "server-error", "times": 1},
        {"do": "wait", "clockSeconds": 60},
        {"do": "fault", "name": "bad-gateway", "times": 1},
    ]
    one.control("POST", "/scenarios", {"steps": steps})
    statuses = [tag.activate(str(uuid.uuid4()))[0] for tag in (other, one, other)]
    assert statuses == [200, 500, 200]
    other.control("PUT", "/clock", {"advanceSeconds": 60})
    assert one.activate(str(uuid.uuid4()))[0] == 502
    assert run_of(one) == run_of(other)
    assert run_of(one)["state"] == "done"


def test_attempts_at_both_at_once_are_all_counted_and_each_step_is_taken_once(pair: Pair) -> None:
    one, other = pair
    one.control("POST", "/scenarios", {"steps": [{"do": "wait", "attempts": 20}, {"do": "rotate", "key": "brand"}]})
    with ThreadPoolExecutor(10) as threads:
        done = list(threads.map(lambda tag: tag.activate(str(uuid.uuid4()))[0], pair * 10))
    assert done == [200] * 20
    assert run_of(other)["state"] == "done"
    assert len(one.control("GET", "")["retiringKeys"]) == 1


def test_it_is_stopped_at_the_other(pair: Pair) -> None:
    one, other = pair
    one.control("POST", "/scenarios", {"steps": [{"do": "fault", "name": "slow"}, {"do": "wait", "attempts": 9}]})
    other.control("DELETE", "/scenarios")
    assert one.control("GET", "/faults") == {"faults": []}
    assert run_of(one)["state"] == "stopped"


def test_it_outlives_the_server_that_started_it(state_url: str, data_dir: Path) -> None:
    with serving(data_dir, "--state", state_url) as one, serving(data_dir, "--state", state_url) as other:
        first = Tag(one, site_on(one))
        second = Tag(other, first.site_id)
        steps = [{"do": "wait", "attempts": 1}, {"do": "fault", "name": "server-error"}]
        first.control("POST", "/scenarios", {"steps": steps})
        one.process.kill()
        one.process.wait()
        assert [second.activate(str(uuid.uuid4()))[0] for _ in range(2)] == [200, 500]


def test_a_key_that_was_rotated_at_one_signs_and_opens_at_the_other(pair: Pair) -> None:
    one, other = pair
    for key in ("brand", "iadvize"):
        one.control("POST", "/rotations", {"key": key})
    assert other.activate(str(uuid.uuid4()), other.token())[0] == 200
    published = [tag.server.ask("GET", f"/_simulator/key?site={tag.site_id}")[1] for tag in pair]
    assert published[0] == published[1]
