"""Redis is there and says no: what it is told to do about that."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from redis import Redis
from tests.redis import RedisServer, free_port, redis_server
from tests.reliability.servers import Running, refused, serving
from tests.together.tag import Tag, site_on


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server(tmp_path) as server:
        yield server


def tell(admin: Redis, *command: str) -> None:
    admin.execute_command(*command)  # type: ignore[no-untyped-call]  # redis-py gives it no types


def problem(server: Running) -> str:
    """What an attempt is told that cannot be kept."""
    status, answer = Tag(server, "demo").activate("no")
    assert (status, answer["error"]["code"]) == (503, "state_unavailable")
    assert "script" not in answer["error"]["message"]
    return str(answer["error"]["message"])


def test_a_user_confined_to_the_prefix_is_enough_for_everything(tmp_path: Path, data_dir: Path) -> None:
    with redis_server(tmp_path) as redis, closing(Redis(port=redis.port)) as admin:
        tell(admin, "ACL", "SETUSER", "simulator", "on", ">secret", "~iadvize-simulator:*", "+@all")
        url = f"redis://simulator:secret@127.0.0.1:{redis.port}/0"
        with serving(data_dir, "--state", url) as server:
            tag = Tag(server, site_on(server))
            assert tag.activate("one", tag.token())[0] == 200
            tag.control("POST", "/faults", {"name": "server-error", "times": 1})
            tag.control("POST", "/reset")
            assert server.ask("DELETE", f"/_simulator/sites/{tag.site_id}")[0] == 204
            tell(admin, "ACL", "SETUSER", "simulator", "-evalsha")
            said = problem(server)
    assert "permits its user too little" in said
    assert said.endswith("Permit all commands on the keys ~iadvize-simulator:* to that user.")


def test_a_user_whom_redis_does_not_know_is_told_where_to_write_it(tmp_path: Path, data_dir: Path) -> None:
    with redis_server(tmp_path, "--requirepass", "secret", password="secret") as redis:
        line = refused(data_dir, "--state", redis.url)
    assert line.endswith("Authentication required. Write both in the URL: redis://USER:PASSWORD@HOST:PORT/0.\n")


def test_a_redis_that_is_full_is_told_to_grow(redis: RedisServer, data_dir: Path) -> None:
    with serving(data_dir, "--state", redis.url) as server, closing(Redis(port=redis.port)) as admin:
        admin.config_set("maxmemory", "1")
        assert problem(server).endswith("Raise its maxmemory, or delete what else is in it.")


def test_a_primary_that_became_a_replica_is_told_to_name_the_primary(redis: RedisServer, data_dir: Path) -> None:
    with serving(data_dir, "--state", redis.url) as server, closing(Redis(port=redis.port)) as admin:
        tell(admin, "REPLICAOF", "127.0.0.1", str(free_port()))
        assert problem(server).endswith("Name the primary in --state.")
        tell(admin, "REPLICAOF", "NO", "ONE")
        assert Tag(server, "demo").activate("after")[0] == 200


def test_keys_of_another_program_under_our_names_are_told_apart_by_a_prefix(redis: RedisServer, data_dir: Path) -> None:
    with closing(Redis(port=redis.port)) as other:
        other.set("iadvize-simulator:about", "all of us")
        assert "choose others in the URL (?prefix=…)" in refused(data_dir, "--state", redis.url)
        with serving(data_dir, "--state", f"{redis.url}?prefix=mine:") as server:
            assert Tag(server, "demo").activate("one")[0] == 200
        assert other.get("iadvize-simulator:about") == b"all of us"


def test_values_that_something_else_wrote_are_no_traceback(redis: RedisServer, data_dir: Path) -> None:
    with serving(data_dir, "--state", redis.url) as server, closing(Redis(port=redis.port)) as other:
        assert Tag(server, "demo").activate("one")[0] == 200
        (session_id,) = other.hkeys("iadvize-simulator:session:values:demo")
        other.hset("iadvize-simulator:session:values:demo", session_id, "\0")
        status, answer = server.ask("GET", "/_simulator/sites/demo/sessions")
        assert (status, answer["error"]["code"]) == (503, "state_unavailable")
        assert answer["error"]["message"].startswith("The session that the state holds was written by something else.")
        assert server.complained() == ""


def test_a_cluster_is_refused_by_name(tmp_path: Path, data_dir: Path) -> None:
    with redis_server(tmp_path, "--cluster-enabled", "yes") as cluster:
        assert "It is a Redis Cluster, which is not supported" in refused(data_dir, "--state", cluster.url)


def test_over_tls_it_takes_the_certificate_that_vouches_for_it(tmp_path: Path, data_dir: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *subject)
    subprocess.run(made, check=True, capture_output=True)
    port = free_port()
    options = ("--tls-port", str(port), "--tls-cert-file", str(certificate), "--tls-key-file", str(key))
    with redis_server(tmp_path, *options, "--tls-auth-clients", "no") as redis:
        assert "?ssl_ca_certs=FILE" in refused(data_dir, "--state", f"rediss://127.0.0.1:{port}/0")
        assert "write rediss://" in refused(data_dir, "--state", f"redis://127.0.0.1:{port}/0")
        assert "write redis://" in refused(data_dir, "--state", f"rediss://127.0.0.1:{redis.port}/0")
        with serving(data_dir, "--state", f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={certificate}") as server:
            assert Tag(server, "demo").activate("one")[0] == 200
