"""The health check is answered before anything else is loaded, and as it would be on the long way."""

import asyncio
from typing import Any

import httpx
import pytest

from simulator.app import build_app
from simulator.settings import Settings
from simulator.state.memory import MemoryState
from simulator.wire.front import HEALTH, Front
from simulator.wire.later import Once
from tests.wire.world import World, simulator_key

LONG_WAY = {"cookie": "a=b"}


class Seen:
    """An application that counts what reaches it."""

    def __init__(self) -> None:
        self.requests = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        self.requests += 1
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def nothing() -> None:
    """Nothing is open."""


def asked(
    method: str = "GET", path: str = HEALTH, caller: str = "127.0.0.1", host: str = "localhost:1", **request: Any
) -> int:
    async def ask() -> int:
        transport = httpx.ASGITransport(Front(Seen(), "1", nothing), client=(caller, 5))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return (await client.request(method, path, **request)).status_code

    return asyncio.run(ask())


def test_it_is_answered_as_on_the_long_way(world: World) -> None:
    short, long = world.ask("GET", HEALTH), world.ask("GET", HEALTH, headers=LONG_WAY)
    assert short.status_code == long.status_code == 200
    assert (short.content, short.headers) == (long.content, long.headers)
    assert short.json()["status"] == "ok"


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8787", "shop.localhost"])
def test_this_machine_is_answered_at_once_under_each_of_its_names(host: str) -> None:
    assert asked(host=host) == 200


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST"},
        {"method": "HEAD"},
        {"path": f"{HEALTH}/"},
        {"caller": "10.0.0.1"},
        {"host": "rebound.example"},
        {"headers": {"origin": "http://localhost:1"}},
        {"headers": {"authorization": "Bearer x"}},
        {"headers": {"cookie": "a=b"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"content": b"{}"},
        {"headers": [("host", "localhost"), ("host", "rebound.example")]},
    ],
    ids=str,
)
def test_whatever_may_have_to_be_refused_goes_the_long_way(request_: dict[str, Any]) -> None:
    assert asked(**request_) == 418


def test_a_stranger_is_refused_as_everywhere_below_the_control_api() -> None:
    with World(caller="10.0.0.1") as world:
        assert world.ask("GET", HEALTH).status_code == 403


async def nobody(message: Any) -> None:
    del message


def test_a_start_and_an_end_without_a_request_open_no_state() -> None:
    state = Once(MemoryState)
    asked = iter(["lifespan.startup", "lifespan.shutdown"])
    app = build_app(Settings(), simulator_key(), state)

    async def receive() -> Any:
        return {"type": next(asked)}

    asyncio.run(app({"type": "lifespan"}, receive, nobody))
    assert state.made is None
