"""What servers do once Redis has lost all that it held: they set their sites up again, and go on."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from redis import Redis
from tests.redis import RedisServer, redis_server
from tests.reliability.servers import Running, refused, serving
from tests.together.tag import Tag, site_on

OTHER_SITE = '[[sites]]\nsiteId = "shop-of-one"\nname = "Only one server has it"\n'


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """One that keeps nothing in a file."""
    folder = tmp_path / "redis"
    folder.mkdir()
    with redis_server(folder) as server:
        yield server


@pytest.fixture
def server(redis: RedisServer, data_dir: Path) -> Iterator[Running]:
    with serving(data_dir, "--state", redis.url) as server:
        yield server


def lose(redis: RedisServer) -> None:
    with closing(Redis(port=redis.port)) as client:
        client.flushdb()


def sites(server: Running) -> list[str]:
    status, answer = server.ask("GET", "/_simulator/sites")
    assert status == 200, answer
    return [site["siteId"] for site in answer["sites"]]


def test_the_starting_sites_are_there_again_with_the_keys_they_had(server: Running, redis: RedisServer) -> None:
    before = sites(server)
    token = Tag(server, "demo").token()
    lose(redis)
    assert Tag(server, "demo").activate("after", token)[0] == 200
    assert sites(server) == before


def test_the_loss_is_in_the_log_once(server: Running, redis: RedisServer) -> None:
    sites(server)
    lose(redis)
    for _ in range(3):
        sites(server)
    assert server.complained().count("has lost its sites") == 1


def test_a_loss_before_the_first_request_is_noticed(server: Running, redis: RedisServer) -> None:
    lose(redis)
    assert "demo" in sites(server)


def test_a_redis_started_anew_without_its_data_needs_no_restart_of_the_server(
    server: Running, redis: RedisServer
) -> None:
    before = sites(server)
    redis.kill()
    assert server.ask("GET", "/_simulator/sites")[0] == 503
    redis.start()
    assert sites(server) == before


def test_a_site_made_over_http_is_gone_and_can_be_made_first_thing_after_the_loss(
    server: Running, redis: RedisServer
) -> None:
    gone = site_on(server)
    before = sites(server)
    lose(redis)
    made = site_on(server)
    assert set(sites(server)) == {*before, made} - {gone}


def test_every_server_sets_up_its_own_sites_whoever_notices_first(
    redis: RedisServer, data_dir: Path, tmp_path: Path
) -> None:
    config = tmp_path / "simulator.toml"
    config.write_text(OTHER_SITE)
    with (
        serving(data_dir, "--state", redis.url) as one,
        serving(data_dir, "--state", redis.url, "--config", str(config)) as other,
    ):
        assert "shop-of-one" in sites(one)
        assert "shop-of-one" in sites(other)
        lose(redis)
        assert "demo" in sites(one)
        assert "shop-of-one" in sites(other)
        assert sites(one) == sites(other)


def test_a_server_that_saw_nothing_for_as_many_changes_as_before_forgets_what_is_gone(
    redis: RedisServer, data_dir: Path
) -> None:
    with serving(data_dir, "--state", redis.url) as one, serving(data_dir, "--state", redis.url) as other:
        gone = site_on(one)
        assert gone in sites(other)
        lose(redis)
        assert gone not in sites(one)
        kept = site_on(one)
        assert gone not in sites(other)
        assert kept in sites(other)


def test_the_state_belongs_to_the_same_key_again(server: Running, redis: RedisServer, tmp_path: Path) -> None:
    lose(redis)
    sites(server)
    assert "another private key" in refused(tmp_path / "stranger", "--state", redis.url)


def test_a_state_that_another_key_took_after_the_loss_is_a_503_that_says_so(
    redis: RedisServer, data_dir: Path, tmp_path: Path
) -> None:
    config = tmp_path / "simulator.toml"
    config.write_text(OTHER_SITE)
    with serving(data_dir, "--state", redis.url, "--config", str(config)) as first:
        sites(first)
        lose(redis)
        with serving(tmp_path / "stranger", "--state", redis.url):
            status, answer = first.ask("GET", "/_simulator/sites")
    assert (status, answer["error"]["code"]) == (503, "state_unavailable")
    assert "another private key" in json.dumps(answer)


def test_a_starting_site_that_was_deleted_over_http_stays_deleted_without_a_loss(
    server: Running,
) -> None:
    assert server.ask("DELETE", "/_simulator/sites/demo")[0] == 204
    site_on(server)
    assert "demo" not in sites(server)


def test_a_reset_of_everything_after_a_loss_keeps_the_sites(server: Running, redis: RedisServer) -> None:
    before = sites(server)
    lose(redis)
    assert server.ask("POST", "/_simulator/reset")[0] == 204
    assert sites(server) == before
    assert server.ask("POST", "/_simulator/reset")[0] == 204
    assert sites(server) == before
