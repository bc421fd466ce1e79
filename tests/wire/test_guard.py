"""Who may steer the simulator, by address, by name and by origin."""

from functools import partial

import pytest

from simulator.settings import Settings
from tests.wire.world import SITE, World, error_of

GUARDED = [
    ("GET", "/_simulator/health"),
    ("POST", "/_simulator/sites"),
    ("DELETE", f"/_simulator/sites/{SITE}"),
    ("POST", "/_simulator/reset"),
    ("GET", "/_simulator/nothing"),
]


def health(world: World, **headers: str) -> int:
    return world.control("GET", "/health", headers=headers).status_code


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "evil.example"}, "host_not_allowed"),
        ({"origin": "https://evil.example"}, "origin_not_allowed"),
    ],
)
def test_every_control_route_is_guarded(
    world: World, method: str, path: str, headers: dict[str, str], code: str
) -> None:
    answer = world.ask(method, path, headers=headers)
    assert answer.status_code == 403
    assert error_of(answer)["code"] == code
    assert len(world.control("GET", "/sites").json()["sites"]) == 1


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8787",
        "LOCALHOST:8787",
        "localhost.:8787",
        "shop.localhost:8787",
        "127.0.0.1",
        "127.1.2.3:8787",
        "[::1]:8787",
        "[::ffff:127.0.0.1]:8787",
    ],
)
def test_every_name_of_this_machine_is_answered(bare: World, host: str) -> None:
    assert health(bare, host=host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8787",
        "localhost.evil.example",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "192.168.1.10",
        "0.0.0.0",  # noqa: S104 - a name that somebody sends, nothing is bound
        "[::]",
        "[",
        "[::1",
        "2130706433",
        "127.1",
        "somebody@127.0.0.1",
        "127.0.0.1/evil.example",
        "127.0.0.1?evil.example",
        "127.0.0.1#evil.example",
        "[::1%25lo]",
        "localhost:80:80",
        "localhost:",
        "localhost evil.example",
    ],
)
def test_no_other_name_is_answered(bare: World, host: str) -> None:
    assert health(bare, host=host) == 403


@pytest.mark.parametrize("allowed", ["simulator.test", "Simulator.Test"])
def test_a_name_that_was_allowed_is_answered_in_any_case(allowed: str) -> None:
    with World(Settings(allowed_hosts=(allowed,))) as world:
        assert health(world, host="SIMULATOR.test:8787") == 200
        assert health(world, host="other.test") == 403


def test_its_own_pages_may_steer(bare: World) -> None:
    assert health(bare, host="localhost:8787", origin="http://localhost:8787") == 200
    assert health(bare, host="localhost:8787", origin="http://LocalHost:8787") == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://localhost:9999",
        "http://127.0.0.1:8787",
        "https://evil.example",
        "http://localhost:8787.evil.example",
        "http://[",
        "http://[::1",
        "file://",
    ],
)
def test_pages_of_no_other_origin_may_steer(bare: World, origin: str) -> None:
    assert health(bare, host="localhost:8787", origin=origin) == 403


def test_two_names_or_two_origins_are_none(bare: World) -> None:
    host, origin = (b"host", b"localhost:8787"), (b"origin", b"http://localhost:8787")
    ask = partial(bare.control, "GET", "/health")
    assert ask(headers=[host, origin]).status_code == 200
    assert error_of(ask(headers=[host, (b"host", b"evil.example")]))["code"] == "host_not_allowed"
    assert error_of(ask(headers=[host, origin, (b"origin", b"null")]))["code"] == "origin_not_allowed"


LOCALHOST = (b"host", b"localhost")


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        ([(b"host", b"")], "The request has no Host header, or an empty one"),
        ([LOCALHOST, LOCALHOST], "The request has 2 Host headers"),
        ([(b"host", b"127.0.0.1:abc")], 'The Host "127.0.0.1:abc" is malformed'),
        ([(b"host", b"foo bar")], 'The Host "foo bar" is malformed'),
    ],
)
def test_a_host_that_is_no_name_is_told_so_and_not_to_be_allowed(
    bare: World, hosts: list[tuple[bytes, bytes]], said: str
) -> None:
    refusal = error_of(bare.control("GET", "/health", headers=hosts))
    assert (refusal["code"], refusal["message"].startswith(said)) == ("host_not_allowed", True)
    (graphql,) = bare.ask("GET", "/graphql?query={__typename}", headers=hosts).json()["errors"]
    assert graphql["message"] == refusal["message"]
    assert "--allowed-host" not in refusal["message"]


def test_a_name_that_could_be_allowed_is_told_how(bare: World) -> None:
    message = error_of(bare.control("GET", "/health", headers={"host": "evil.example:8787"}))["message"]
    assert message.endswith("start with --allowed-host evil.example.")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_page_of_another_origin_embeds_is_refused_though_it_has_no_origin(bare: World, site: str) -> None:
    embedded = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}
    assert error_of(bare.control("GET", "/events", headers=embedded))["code"] == "origin_not_allowed"
    followed = {**embedded, "sec-fetch-mode": "navigate"}
    assert health(bare, **followed) == 200, "a link that somebody follows"
    assert error_of(bare.control("POST", "/sites", headers=followed))["code"] == "origin_not_allowed"
    assert health(bare, **{"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}) == 200
    assert health(bare, **{"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}) == 200


@pytest.mark.parametrize("caller", ["192.168.1.10", "10.0.0.1", "::2", "8.8.8.8"])
def test_callers_from_elsewhere_steer_only_where_they_are_trusted(caller: str) -> None:
    with World(caller=caller) as world:
        answer = world.control("GET", "/health")
        assert answer.status_code == 403
        assert error_of(answer)["code"] == "caller_not_trusted"
        assert world.ask("GET", "/iadvize.js").status_code == 200
        assert world.activate(None, site_id="nowhere").status_code == 401
    with World(Settings(trust_callers=True), caller=caller) as world:
        assert health(world) == 200
        assert health(world, host="evil.example") == 403


@pytest.mark.parametrize("caller", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_callers_on_this_machine_steer(caller: str) -> None:
    with World(caller=caller) as world:
        assert health(world) == 200


@pytest.mark.parametrize("host", ["shop.example", "192.168.1.10:8787"])
def test_the_tags_routes_answer_under_any_name(world: World, host: str) -> None:
    assert world.ask("GET", "/iadvize.js", headers={"host": host}).status_code == 200
    answer = world.ask("GET", f"/tag/sessions/x?siteId={SITE}", headers={"host": host})
    assert answer.status_code == 404
