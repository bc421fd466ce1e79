"""Strawberry comes in at the first query, and not before."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.wire.graphql_world import GraphQLWorld

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from tests.wire.graphql_world import SITE, GraphQLWorld

def loaded():
    return sorted({"strawberry", "graphql"} & set(sys.modules))

assert loaded() == [], loaded()
with GraphQLWorld() as world:
    world.enter("jane")
    token = world.log_in()
    bearer = {"authorization": f"Bearer {token}"}
    requests = [
        ("GET", "/iadvize.js", {}),
        ("GET", "/_simulator/health", {}),
        ("POST", f"/_simulator/sites/{SITE}/verdicts", {"json": {"token": "x"}}),
        ("GET", f"/_simulator/sites/{SITE}/sessions", {}),
        ("GET", "/_authenticated", {"headers": bearer}),
        ("GET", "/graphql", {"headers": {"accept": "text/html"}}),
    ]
    for method, path, request in requests:
        assert world.ask(method, path, **request).status_code == 200, path
    for request in ({"content": "x"}, {"json": []}, {"json": {}, "headers": {"authorization": "nonsense"}}):
        assert world.ask("POST", "/graphql", **request).status_code in (400, 401, 415)
    assert loaded() == [], loaded()
    assert world.data("{ __typename }") == {"__typename": "Query"}
    assert loaded() == ["graphql", "strawberry"], loaded()
"""


def test_everything_else_is_served_without_it() -> None:
    command = [sys.executable, "-W", "error", "-c", SCRIPT]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr


async def at_once(world: GraphQLWorld, requests: int) -> list[int]:
    asking = [world.client.post("/graphql", json={"query": "{ __typename }"}) for _ in range(requests)]
    return [answer.status_code for answer in await asyncio.gather(*asking)]


def test_the_first_requests_may_come_all_at_once() -> None:
    with GraphQLWorld() as world:
        assert world.run(at_once(world, 8)) == [200] * 8
