"""The control token: who needs it, who has it, and what it opens."""

from collections.abc import Iterator

import pytest

from simulator.settings import Settings
from tests.wire.graphql_world import GraphQLWorld, names
from tests.wire.world import SITE, World, error_of

TOKEN = "correct-horse-battery"
ELSEWHERE = "192.168.1.10"
BEARER = {"authorization": f"Bearer {TOKEN}"}
SERVER = {"host": "192.168.1.20:8787"}


@pytest.fixture
def world() -> Iterator[World]:
    with World(Settings(control_token=TOKEN), caller=ELSEWHERE) as made:
        yield made


def health(world: World, **headers: str) -> tuple[int, str | None]:
    answer = world.control("GET", "/health", headers=headers)
    return answer.status_code, None if answer.status_code == 200 else error_of(answer)["code"]


def test_who_has_the_token_steers_from_anywhere_and_under_any_name(world: World) -> None:
    assert health(world, **BEARER) == (200, None)
    assert health(world, **BEARER, host="simulator.example") == (200, None)
    assert world.control("POST", "/sites", json={}, headers=BEARER).json()["brandPrivateKey"]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "control_token_missing"),
        ({"authorization": f"Bearer {TOKEN}x"}, "control_token_wrong"),
        ({"authorization": "Bearer "}, "control_token_wrong"),
        ({"authorization": TOKEN}, "control_token_wrong"),
        ({"authorization": f"Basic {TOKEN}"}, "control_token_wrong"),
        ({"authorization": "Bearer \xe9"}, "control_token_wrong"),
        ({"cookie": "iadvize-simulator-control="}, "control_token_wrong"),
        ({"cookie": f"iadvize-simulator-control={TOKEN}"}, "control_token_wrong"),
    ],
)
def test_nobody_else_does(world: World, headers: dict[str, str], code: str) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    for path in ("/health", "/sites", "/key", "/events", "/openapi.json"):
        answer = world.control("GET", path, headers=encoded)
        assert (answer.status_code, error_of(answer)["code"]) == (401, code)
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert TOKEN not in answer.text


def test_trusting_callers_does_not_make_the_token_needless() -> None:
    with World(Settings(control_token=TOKEN, trust_callers=True), caller=ELSEWHERE) as world:
        assert health(world) == (401, "control_token_missing")
        assert health(world, **BEARER) == (200, None)


def test_this_machine_needs_no_token_under_its_own_names() -> None:
    with World(Settings(control_token=TOKEN, allowed_hosts=("simulator.test",))) as world:
        assert health(world) == (200, None)
        # A proxy on this machine calls from it, too, for whoever asked the proxy.
        assert health(world, host="simulator.test") == (401, "control_token_missing")
        assert health(world, host="evil.example") == (401, "control_token_missing")
        assert health(world, host="simulator.test", **BEARER) == (200, None)


def test_the_token_does_not_excuse_a_foreign_origin(world: World) -> None:
    assert health(world, **BEARER, **SERVER, origin="https://evil.example") == (403, "origin_not_allowed")


def test_a_browser_gets_a_cookie_for_the_token_that_scripts_and_other_sites_do_not_get(world: World) -> None:
    answer = world.control("POST", "/login", json={"token": TOKEN}, headers=SERVER)
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Path=/_simulator" in cookie
    assert TOKEN not in cookie
    held = {"cookie": cookie.partition(";")[0]}
    world.client.cookies.clear()
    assert health(world) == (401, "control_token_missing")
    assert health(world, **held, **SERVER) == (200, None)
    assert health(world, **held, **SERVER, origin="http://192.168.1.20:9999") == (403, "origin_not_allowed")


def test_a_cookie_ends_with_the_token_that_it_stands_for(world: World) -> None:
    cookie = world.control("POST", "/login", json={"token": TOKEN}).headers["set-cookie"].partition(";")[0]
    with World(Settings(control_token=TOKEN + "2"), caller=ELSEWHERE) as other:
        assert health(other, cookie=cookie) == (401, "control_token_wrong")


def test_signing_in_with_another_token_says_so(world: World) -> None:
    answer = world.control("POST", "/login", json={"token": TOKEN[:-1]})
    assert (answer.status_code, error_of(answer)["code"]) == (401, "control_token_wrong")
    assert "set-cookie" not in answer.headers


def test_signing_in_needs_a_page_of_our_own(world: World) -> None:
    answer = world.control("POST", "/login", json={"token": TOKEN}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_signing_in_where_there_is_no_token_says_so() -> None:
    with World() as world:
        answer = world.control("POST", "/login", json={"token": TOKEN})
        assert (answer.status_code, error_of(answer)["code"]) == (409, "control_token_unset")
        assert world.control("DELETE", "/login").status_code == 204


@pytest.mark.parametrize(
    ("settings", "caller", "is_explained"),
    [
        (Settings(), "127.0.0.1", True),
        (Settings(), ELSEWHERE, False),
        (Settings(control_token=TOKEN), ELSEWHERE, False),
        (Settings(trust_callers=True), ELSEWHERE, True),
        (Settings(trust_callers=True, control_token=TOKEN), ELSEWHERE, True),
    ],
    ids=["this machine", "elsewhere", "elsewhere, with a token set", "trusted", "trusted, with a token set"],
)
def test_why_a_token_is_refused_is_told_to_whom_it_may_be(
    settings: Settings, caller: str, *, is_explained: bool
) -> None:
    with GraphQLWorldFrom(settings, caller) as world:
        refused = world.activate("no token").json()
        assert refused["authentication"]["status"] == "authentication-failure"
        assert ("explanation" in refused) == is_explained
        session = world.sign_in()["session"]["id"]
        assert ("explanation" in world.renew(session, "no token").json()) == is_explained
        asked = world.query(f'{{ visitorAuthentication(projectId: "{SITE}", token: "x") {{ code }} }}')
        denied = names(asked) if "errors" in asked.json() else []
        assert denied == ([] if is_explained else ["PERMISSION_DENIED"])


class GraphQLWorldFrom(GraphQLWorld):
    """One whose sites were made on the server's own machine, and whose callers then come from elsewhere."""

    def __init__(self, settings: Settings, caller: str) -> None:
        here = World(settings)
        here.have_site()
        super().__init__(settings, caller=caller, state=here.state)
        here.__exit__(None, None, None)

    def have_site(self, site_id: str = SITE, **fields: object) -> None:
        """They are there."""
