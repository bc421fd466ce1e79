"""/graphql over a real connection; tests/e2e/test_graphiql.py has its page in a real browser."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
import uvicorn

from tests import forge
from tests.wire.graphql_world import GraphQLWorld

PAGE = Path(__file__).parents[2] / "simulator" / "wire" / "pages" / "graphql"


@contextmanager
def serving(world: GraphQLWorld) -> Iterator[str]:
    """The world's application under an address of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(world.app, log_level="warning", lifespan="off", http="httptools", loop="asyncio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with GraphQLWorld() as world, serving(world) as made:
        yield made


def test_a_verdict_comes_over_a_socket(address: str) -> None:
    query = 'query($token: String!) { visitorAuthentication(projectId: "harbour", token: $token) { accepted } }'
    body = {"query": query, "variables": {"token": forge.token()}}
    answer = httpx.post(f"{address}/graphql", json=body)
    assert answer.json() == {"data": {"visitorAuthentication": {"accepted": True}}}


def test_a_head_has_no_body(address: str) -> None:
    answer = httpx.head(f"{address}/graphql", params={"query": "{ __typename }"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_that_is_too_large_is_refused_though_it_does_not_say_its_size(address: str) -> None:
    chunks = (b" " * 65_536 for _ in range(20))
    answer = httpx.post(f"{address}/graphql", content=chunks, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_logging_in_and_asking_over_a_socket(address: str) -> None:
    form = {"username": "jane", "password": "secret", "grant_type": "password"}
    token = httpx.post(f"{address}/oauth2/token", data=form).json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    assert httpx.get(f"{address}/_authenticated", headers=headers).json() == {"authenticated": True}
    body = {"query": '{ visitors(projectId: "guarded") { totalCount } }'}
    assert httpx.post(f"{address}/graphql", json=body, headers=headers).status_code == 200


class Markup(HTMLParser):
    """Collects what a policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.refused.append(tag)
        self.refused += [name for name in attributes if name == "style" or name.startswith("on")]
        addresses = [attributes.get(name) or "/" for name in ("src", "href")]
        self.refused += [address for address in addresses if address[0] not in "/#" and address != "data:,"]
        self.refused += [address for address in addresses if address.startswith("//")]


def test_the_page_has_nothing_inline_and_asks_no_other_origin() -> None:
    markup = Markup()
    markup.feed((PAGE / "index.html").read_text(encoding="utf-8"))
    assert not markup.refused


def test_the_page_has_a_policy_that_lets_nothing_else_in(address: str) -> None:
    answer = httpx.get(f"{address}/graphql", headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "accept" in answer.headers["vary"]
