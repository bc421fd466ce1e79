"""What servers say while Redis is away, and that they go on by themselves once it is back."""

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from redis import Redis
from simulator.settings import Misconfigured
from simulator.state.redis.place import Place
from tests.redis import PATIENCE, RedisServer, free_port, redis_server
from tests.reliability.servers import Running, refused, serving
from tests.together.tag import Tag, site_on
from tests.together.test_killed import Load

LONGEST_ANSWER = 8.0  # far below a tag's patience; what it takes is about three seconds


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """One that writes what it acknowledges to its file."""
    folder = tmp_path / "redis"
    folder.mkdir()
    with redis_server(folder, "--appendonly", "yes") as server:
        yield server


@pytest.fixture
def server(redis: RedisServer, data_dir: Path) -> Iterator[Running]:
    with serving(data_dir, "--state", redis.url) as server:
        yield server


def assert_unavailable(tag: Tag, redis: RedisServer) -> None:
    began = time.monotonic()
    status, answer = tag.activate(f"away-{began}")
    assert time.monotonic() - began < LONGEST_ANSWER
    assert (status, answer["error"]["code"]) == (503, "state_unavailable")
    assert f"Redis at redis://127.0.0.1:{redis.port}/0 cannot be reached" in answer["error"]["message"]


def test_redis_away_is_a_503_that_says_so_and_its_return_is_all_that_it_takes(
    server: Running, redis: RedisServer
) -> None:
    tag = Tag(server, site_on(server))
    _, opened = tag.activate("before", tag.token())
    redis.kill()
    assert_unavailable(tag, redis)
    assert server.ask("GET", "/_simulator/health")[0] == 200
    assert server.ask("GET", "/iadvize.js")[0] == 200
    redis.start()
    assert tag.session(opened["session"]["id"])[1]["session"]["state"] == "active"
    assert tag.activate("after", tag.token())[0] == 200
    assert tag.control("GET", "/sessions")["total"] == 2
    assert server.complained() == ""


def test_graphql_says_so_in_its_own_shape(server: Running, redis: RedisServer) -> None:
    query = {"query": '{ visitors(projectId: "demo") { totalCount } }'}
    assert server.ask("POST", "/graphql", query, **{"content-type": "application/json"})[0] == 200
    redis.kill()
    connection = server.connect()
    connection.request("POST", "/graphql", json.dumps(query), {"content-type": "application/json"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    # Not NO_RETRY, which Retry-After would belie.
    assert json.loads(answer.read())["errors"][0]["extensions"] == {"name": "SERVICE_UNAVAILABLE"}
    connection.close()
    assert server.complained() == ""


def test_a_redis_that_does_not_answer_hangs_nobody(server: Running, redis: RedisServer) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    assert redis.process
    redis.process.send_signal(signal.SIGSTOP)
    assert_unavailable(tag, redis)
    redis.process.send_signal(signal.SIGCONT)
    assert tag.activate("after")[0] == 200


def test_streams_stay_open_while_redis_is_away_and_go_on_after_it(server: Running, redis: RedisServer) -> None:
    tag = Tag(server, "demo")
    with tag.events() as events:
        tag.control("PUT", "/clock", {"advanceSeconds": 1})
        assert events.next()[1] == "clock"
        redis.kill()
        assert_unavailable(tag, redis)
        redis.start()
        tag.control("PUT", "/clock", {"advanceSeconds": 1})
        assert events.next()[1] == "clock"


def test_a_redis_killed_under_load_loses_nothing_that_was_acknowledged(server: Running, redis: RedisServer) -> None:
    site_id = site_on(server)
    load = Load(Tag(server, site_id), refused_by=503)
    load.start()
    redis.kill()
    load.end()
    redis.start()
    tag = Tag(server, site_id)
    for session_id in load.acknowledged:
        assert tag.session(session_id)[1]["session"]["state"] == "active"


def test_a_redis_without_memory_left_is_named_with_its_own_words(server: Running, redis: RedisServer) -> None:
    tag = Tag(server, "demo")
    with closing(Redis(port=redis.port)) as client:
        client.config_set("maxmemory", "1")
        status, answer = tag.activate("full")
        assert (status, answer["error"]["code"]) == (503, "state_unavailable")
        assert "maxmemory" in answer["error"]["message"]
        client.config_set("maxmemory", "0")
    assert tag.activate("after")[0] == 200


def test_scripts_that_redis_forgot_are_sent_again(server: Running, redis: RedisServer) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    with closing(Redis(port=redis.port)) as client:
        client.script_flush()
    assert tag.activate("after")[0] == 200


def test_a_connection_that_redis_closed_meanwhile_is_made_anew(server: Running, redis: RedisServer) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    with closing(Redis(port=redis.port)) as client:
        assert client.client_kill_filter(_type="normal", skipme=True) >= 1
        assert tag.activate("after")[0] == 200


def test_a_stop_while_redis_is_away_is_no_failure(server: Running, redis: RedisServer) -> None:
    with Tag(server, "demo").events():
        redis.kill()
        server.process.terminate()
        assert server.process.wait(PATIENCE) == 0


def test_a_start_without_redis_is_one_line(data_dir: Path) -> None:
    url = f"redis://127.0.0.1:{free_port()}/3"
    line = refused(data_dir, "--state", url)
    assert line == (
        f"iadvize-simulator: state: Redis at {url} cannot be reached or does not answer: nothing listens there."
        " Start Redis there, or name another place with --state.\n"
    )


def test_a_start_with_a_host_that_nobody_knows_is_one_line(data_dir: Path) -> None:
    line = refused(data_dir, "--state", "redis://redis.invalid")
    assert ": no such name is known. Start Redis there, or name another place" in line


def test_a_start_with_a_silent_redis_is_one_line(data_dir: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        line = refused(data_dir, "--state", f"redis://127.0.0.1:{silent.getsockname()[1]}")
    assert "does not answer: it is silent. See that it runs; if it speaks TLS, write rediss://." in line


def test_a_password_is_used_and_never_shown(tmp_path: Path, data_dir: Path) -> None:
    with redis_server(tmp_path, "--requirepass", "tops3cret", password="tops3cret") as redis:
        url = f"redis://:{{}}@127.0.0.1:{redis.port}/0"
        with serving(data_dir, "--state", url.format("tops3cret")) as server:
            assert Tag(server, "demo").activate("one")[0] == 200
            assert "tops3cret" not in "".join(server.said)
        line = refused(data_dir, "--state", url.format("wr0ng"))
        assert "refuses its user or password" in line
        assert "wr0ng" not in line
        assert ".." not in line


def test_prefixes_part_simulators_in_one_redis(redis: RedisServer, tmp_path: Path) -> None:
    places = [f"{redis.url}?prefix={name}:" for name in ("one", "other")]
    # Each has keys of its own, as nothing is shared.
    with (
        serving(tmp_path / "a", "--state", places[0]) as one,
        serving(tmp_path / "b", "--state", places[1]) as other,
    ):
        site_id = site_on(one)
        assert other.ask("GET", f"/_simulator/sites/{site_id}")[0] == 404
    with closing(Redis(port=redis.port)) as client:
        assert {key.partition(b":")[0] for key in client.scan_iter()} == {b"one", b"other"}
    assert "another private key" in refused(tmp_path / "b", "--state", places[0])


def test_a_layout_of_another_version_is_one_line(redis: RedisServer, data_dir: Path) -> None:
    with closing(Redis(port=redis.port)) as client:
        client.hset("iadvize-simulator:about", "layout", "of old")
    assert "another version of the simulator" in refused(data_dir, "--state", redis.url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis://host:port/0", "write redis://HOST:PORT/0"),
        ("redis://host/0?prefix=", "the prefix"),
        ("redis://host/0?prefix=a%20b", "the prefix"),
        ("redis://host/0?colour=red", "it has no parameter colour; leave it out"),
        ("rediss://host/0?ssl_colour=red", "it has no parameter ssl_colour; leave it out"),
        ("redis://host/0?ssl_cert_reqs=none", "ssl_cert_reqs is for rediss://"),
        ("redis://host/abc", "no database's number; write redis://HOST:PORT/0"),
        ("redis://host/-1", "no database's number"),
        ("rediss://host/0?ssl_cert_reqs=maybe", "Invalid SSL Certificate Requirements Flag: maybe"),
        ("redis://host/0?decode_responses=true", "cannot set decode_responses, as the simulator does; leave it out"),
        ("redis://host/0?protocol=9", "cannot set protocol"),
    ],
)
def test_a_url_that_cannot_be_right_is_one_line_that_names_the_fault(url: str, said: str, data_dir: Path) -> None:
    line = refused(data_dir, "--state", url)
    assert line.startswith("iadvize-simulator: state: ")
    assert said in line
    assert "__init__" not in line
    assert ".." not in line


def test_a_url_is_shown_without_what_is_secret_in_it() -> None:
    place = Place.of("rediss://me:pw@example.test:1/2?prefix=x:&ssl_cert_reqs=none")
    assert (place.shown, place.prefix) == ("rediss://example.test:1/2", "x:")
    assert place.url == "rediss://me:pw@example.test:1/2?ssl_cert_reqs=none"
    assert "pw" not in repr(place)
    with pytest.raises(Misconfigured):
        Place.of("redis://[::1/0")


def test_while_redis_is_away_a_hundred_requests_are_answered_as_soon_as_one(
    server: Running, redis: RedisServer
) -> None:
    tag = Tag(server, "demo")
    assert redis.process
    redis.process.send_signal(signal.SIGSTOP)
    statuses: list[int] = []

    def ask(number: int) -> None:
        statuses.append(tag.activate(f"a{number}")[0])

    threads = [threading.Thread(target=ask, args=[number]) for number in range(100)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 2 * LONGEST_ANSWER
    assert statuses == [503] * 100
    redis.process.send_signal(signal.SIGCONT)
