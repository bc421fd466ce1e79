"""Under which names GraphQL answers and an activation says why, as a page's own name may have been led here."""

import pytest

from simulator.settings import Settings
from tests.wire.graphql_world import GraphQLWorld, names
from tests.wire.test_control_token import GraphQLWorldFrom
from tests.wire.world import SITE

ASK = f'{{ visitors(projectId: "{SITE}") {{ edges {{ node {{ externalUserId }} }} }} }}'
OURS = ["127.0.0.1:8787", "LocalHost", "shop.localhost:1", "[::1]:8787", "192.168.1.20:8787", "api.iadvize.com"]
FOREIGN = ["evil.example", "evil.example:8787", "iadvize.com.evil.example", "eviliadvize.com", "x@127.0.0.1", ""]
ELSEWHERE = "192.168.1.10"


def read(world: GraphQLWorld, host: str, method: str = "POST") -> tuple[int, list[str]]:
    """The status, and the names of the errors."""
    headers = {"host": host, "accept": "application/json"}
    if method == "POST":
        answer = world.ask("POST", "/graphql", json={"query": ASK}, headers=headers)
    else:
        answer = world.ask("GET", "/graphql", params={"query": ASK}, headers=headers)
    return answer.status_code, names(answer) if "errors" in answer.json() else []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("host", OURS)
def test_graphql_answers_under_names_of_this_machine_addresses_and_iadvizes_names(host: str, method: str) -> None:
    with GraphQLWorld() as world:
        assert read(world, host, method) == (200, [])


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("host", FOREIGN)
def test_to_a_caller_on_this_machine_it_does_not_under_a_name_that_a_page_may_have_led_here(
    host: str, method: str
) -> None:
    with GraphQLWorld() as world:
        assert read(world, host, method) == (403, ["PERMISSION_DENIED"])


def test_nor_where_everybody_is_trusted_as_in_a_container_callers_cannot_be_told_apart() -> None:
    with GraphQLWorld(Settings(trust_callers=True, allowed_hosts=("simulator",)), caller=ELSEWHERE) as world:
        assert read(world, "evil.example") == (403, ["PERMISSION_DENIED"])
        assert read(world, "simulator:8787") == (200, [])


def test_nor_for_the_control_token_which_is_for_the_control_api_alone() -> None:
    with GraphQLWorld(Settings(control_token="correct-horse-battery")) as world:
        headers = {"host": "evil.example", "authorization": "Bearer correct-horse-battery"}
        answer = world.ask("POST", "/graphql", json={"query": ASK}, headers=headers)
        assert (answer.status_code, names(answer)) == (403, ["PERMISSION_DENIED"])
        assert world.ask("GET", "/_simulator/sites", headers=headers).status_code == 200


def test_a_stranger_may_use_any_name() -> None:
    with GraphQLWorldFrom(Settings(), ELSEWHERE) as world:
        assert read(world, "simulator.example") == (200, [])


def test_the_refusal_names_the_flag_that_admits_the_name() -> None:
    with GraphQLWorld() as world:
        answer = world.ask("POST", "/graphql", json={"query": ASK}, headers={"host": "chat.shop.test:8787"})
        assert answer.json()["errors"][0]["message"].endswith("start with --allowed-host chat.shop.test.")
    with GraphQLWorld(Settings(allowed_hosts=("chat.shop.test",))) as world:
        assert read(world, "chat.shop.test:8787") == (200, [])


@pytest.mark.parametrize("host", OURS + FOREIGN)
def test_an_activation_answers_under_any_name_but_says_why_under_these_alone(host: str) -> None:
    with GraphQLWorld() as world:
        option = {"type": "SECURED_AUTHENTICATION", "token": "x"}
        body = {"siteId": SITE, "activationId": "a", "authenticationOption": option}
        answer = world.ask("POST", "/tag/activations", json=body, headers={"host": host})
        assert answer.status_code == 401
        assert ("explanation" in answer.json()) == (host in OURS)
