"""The short way to an activation answers as the long way does, which everything else below /tag takes."""

import httpx
import pytest

from simulator.core.site import Site
from simulator.state.memory import MemoryState
from simulator.state.memory.sites import MemorySites
from simulator.state.unavailable import Unavailable
from tests.wire.world import SITE, World

PAGE = {"origin": "https://shop.example"}
OPTION = {"type": "SECURED_AUTHENTICATION", "token": "x"}


def told(answer: httpx.Response) -> tuple[int, dict[str, str]]:
    return answer.status_code, {name: text for name, text in answer.headers.items() if name != "content-length"}


@pytest.mark.parametrize("headers", [{}, PAGE], ids=["no page", "a page"])
@pytest.mark.parametrize("content", [b"{}", b"[]", b"no json", b'{"siteId": 1}', b" " * 1_048_577])
def test_a_malformed_body_is_refused_alike(world: World, content: bytes, headers: dict[str, str]) -> None:
    short = world.ask("POST", "/tag/activations", content=content, headers=headers)
    long = world.ask("PUT", "/tag/sessions/x", content=content, headers=headers)
    assert told(short) == told(long)
    assert short.json()["error"]["code"] == long.json()["error"]["code"]


@pytest.mark.parametrize("headers", [{}, PAGE], ids=["no page", "a page"])
def test_success_and_refusal_carry_the_same_headers(world: World, headers: dict[str, str]) -> None:
    session_id = world.sign_in()["session"]["id"]
    path = f"/tag/sessions/{session_id}"
    for token in (world.token(), world.token() + "x"):
        body = {"siteId": SITE, "authenticationOption": {**OPTION, "token": token}}
        short = world.ask("POST", "/tag/activations", json={**body, "activationId": token[-9:]}, headers=headers)
        assert told(short) == told(world.ask("PUT", path, json=body, headers=headers))


class Broken(MemorySites):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def get(self, site_id: str) -> Site | None:  # noqa: ARG002 - the store's signature
        raise self._error


AWAY = Unavailable("state_unavailable", "The state is away.")


@pytest.mark.parametrize(("error", "status"), [(ValueError("a bug"), 500), (AWAY, 503)], ids=["a bug", "no state"])
@pytest.mark.parametrize("headers", [{}, PAGE], ids=["no page", "a page"])
def test_what_nobody_expected_is_answered_alike(error: Exception, status: int, headers: dict[str, str]) -> None:
    state = MemoryState()
    state.sites = Broken(error)
    with World(state=state) as world:
        transport = httpx.ASGITransport(world.app, raise_app_exceptions=False)
        body = {"siteId": SITE, "activationId": "a", "authenticationOption": OPTION}

        async def answers() -> tuple[httpx.Response, httpx.Response]:
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                short = await client.post("/tag/activations", json=body, headers=headers)
                return short, await client.put("/tag/sessions/x", json=body, headers=headers)

        short, long = world.run(answers())
    assert short.status_code == long.status_code == status
    assert short.json() == long.json()


def test_a_failure_reaches_the_servers_log() -> None:
    state = MemoryState()
    state.sites = Broken(ValueError("a bug"))
    with World(state=state) as world, pytest.raises(ValueError, match="a bug"):
        world.activate("x")
