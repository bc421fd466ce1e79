"""A request for many verdicts lets others have their turn."""

import asyncio
from collections.abc import Iterator

import pytest

from tests import forge
from tests.wire.graphql_world import SITE, GraphQLWorld

VERDICTS = 50


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        made.data("{ __typename }")
        yield made


async def rounds_during(world: GraphQLWorld, document: str) -> int:
    """How many rounds the event loop made while a document was answered: in each, every other request got on."""
    body = {"query": document, "variables": {"token": forge.token()}}
    # A document that is new may be read in a thread, which takes any number of rounds.
    await world.client.post("/graphql", json=body)
    asking = asyncio.ensure_future(world.client.post("/graphql", json=body))
    rounds = 0
    while not asking.done():
        await asyncio.sleep(0)
        rounds += 1
    answer = await asking
    assert answer.status_code == 200
    assert all(verdict["accepted"] for verdict in answer.json()["data"].values())
    return rounds


def document(verdicts: int) -> str:
    field = f'visitorAuthentication(projectId: "{SITE}", token: $token) {{ accepted }}'
    return "query Many($token: String!) { " + " ".join(f"v{number}: {field}" for number in range(verdicts)) + " }"


def test_others_have_their_turn_between_any_two_verdicts(world: GraphQLWorld) -> None:
    alone = world.run(rounds_during(world, document(1)))
    many = world.run(rounds_during(world, document(VERDICTS)))
    assert many - alone >= VERDICTS - 1


def test_a_field_that_is_repeated_is_judged_once(world: GraphQLWorld) -> None:
    field = f'visitorAuthentication(projectId: "{SITE}", token: $token) {{ accepted }}'
    repeated = "query Many($token: String!) { " + f"{field} " * VERDICTS + " }"
    alone = world.run(rounds_during(world, f"query Many($token: String!) {{ {field} }}"))
    assert world.run(rounds_during(world, repeated)) <= alone
