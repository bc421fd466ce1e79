"""The profile "scale" of docker-compose.yml by hand: two servers, Redis, and the load balancer with its file."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.redis import RedisServer, free_port
from tests.reliability.servers import Running, serving
from tests.together.tag import Tag, site_on
from tests.together.test_killed import Load, kill

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "deploy" / "haproxy.cfg"


@pytest.fixture
def replicas(shared_redis: RedisServer, tmp_path: Path) -> Iterator[tuple[Running, Running]]:
    # As in the containers, but for the addresses: the load balancer's calls come from this machine.
    flags = ("--state", f"{shared_redis.url}?prefix={tmp_path.name}:")
    with serving(tmp_path / "data", *flags) as one, serving(tmp_path / "data", *flags) as other:
        yield one, other


@pytest.fixture
def entrance(replicas: tuple[Running, Running]) -> Iterator[Running]:
    """The load balancer, once it has found both: its port in the place of a server's."""
    port = free_port()
    addresses = {f"REPLICA_{number}": f"127.0.0.1:{server.port}" for number, server in enumerate(replicas, 1)}
    environment = {**os.environ, **addresses, "LISTEN": f"127.0.0.1:{port}"}
    command = ["haproxy", "-db", "-f", str(CONFIGURATION)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            entrance = replace(replicas[0], port=port)
            while not answers(entrance):
                assert process.poll() is None
            yield entrance
        finally:
            process.kill()


def answers(server: Running) -> bool:
    try:
        return server.ask("GET", "/_simulator/health")[0] == 200
    except OSError:
        return False


@pytest.mark.parametrize(
    "names", [{"REPLICAS": "replica:8787"}, {"REPLICA_1": "127.0.0.1:8701", "REPLICA_2": "127.0.0.1:8702"}]
)
def test_the_load_balancer_takes_its_file_in_containers_and_out_of_them(names: dict[str, str]) -> None:
    environment = {**os.environ, **names, "LISTEN": ":8788"}
    checked = subprocess.run(
        ["haproxy", "-c", "-f", str(CONFIGURATION)], env=environment, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_what_one_does_all_know(entrance: Running, replicas: tuple[Running, Running]) -> None:
    tag = Tag(entrance, site_on(entrance))
    answered = [tag.activate("one", "no token")[0] for _ in range(6)]
    assert answered == [401, 401, 401, 401, 409, 409]
    _, opened = tag.activate("two", tag.token())
    for _ in range(4):
        assert tag.renew(opened["session"]["id"], tag.token())[0] == 200
    for replica in replicas:
        assert replica.complained() == ""


def test_streams_pass_as_they_come(entrance: Running) -> None:
    tag = Tag(entrance, site_on(entrance))
    with tag.events() as events:
        for _ in range(2):
            tag.control("PUT", "/clock", {"advanceSeconds": 1})
            assert events.next()[1] == "clock"


def test_a_killed_replica_costs_no_session_that_was_acknowledged(
    entrance: Running, replicas: tuple[Running, Running]
) -> None:
    tag = Tag(entrance, site_on(entrance))
    load = Load(tag, until_gone=False, refused_by=502)
    load.start()
    kill(replicas[0])
    enough = len(load.acknowledged) + 100
    while len(load.acknowledged) < enough:
        assert answers(replicas[1])
        assert load.is_running
    load.stop()
    load.end()
    for session_id in load.acknowledged:
        assert tag.session(session_id)[1]["session"]["state"] == "active"
    assert replicas[1].complained() == ""


def test_a_stream_that_its_replica_took_along_is_taken_up_at_the_other_without_a_gap(
    entrance: Running, replicas: tuple[Running, Running]
) -> None:
    tag = Tag(entrance, site_on(entrance))
    with tag.events() as events:
        tag.control("PUT", "/clock", {"advanceSeconds": 1})
        event_id, _, first = events.next()
    kill(replicas[0])
    left = Tag(replicas[1], tag.site_id)
    left.control("PUT", "/clock", {"advanceSeconds": 1})
    with left.events(after=event_id) as events:
        assert round(events.next()[2]["now"] - first["now"]) == 1


def test_the_composed_layout_is_the_one_that_is_tried_here() -> None:
    composed = (ROOT / "docker-compose.yml").read_text()
    assert composed.count("profiles: [scale]") == 3
    assert "--state=redis://redis:6379/0" in composed
    assert f"./{CONFIGURATION.relative_to(ROOT)}:/usr/local/etc/haproxy/haproxy.cfg:ro" in composed
    published = re.findall(r'- "([^"]*:\d+:\d+)"', composed)
    assert published == ["127.0.0.1:8787:8787", "127.0.0.1:8788:8788"]
