"""What is loaded when it is asked for: once, beside other requests, and again where it failed."""

import asyncio
import threading
from typing import Any

import httpx
import pytest

from simulator.core.scenario import RUNNING
from simulator.state.memory import MemoryState
from simulator.wire.later import Later, Once
from tests.wire.world import SITE, World


async def teapot(scope: Any, receive: Any, send: Any) -> None:
    del scope, receive
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def status(app: Any) -> int:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        return (await client.get("/")).status_code


def test_many_first_requests_load_it_once() -> None:
    loads = []

    def load() -> Any:
        loads.append(threading.current_thread())
        return teapot

    async def ask() -> list[int]:
        app = Later(load)
        return list(await asyncio.gather(*(status(app) for _ in range(20))))

    assert asyncio.run(ask()) == [418] * 20
    assert len(loads) == 1
    assert loads[0] is not threading.main_thread()


def test_other_requests_are_answered_while_it_loads() -> None:
    answered = threading.Event()

    def load() -> Any:
        assert answered.wait(30)
        return teapot

    async def ask() -> int:
        waiting = asyncio.create_task(status(Later(load)))
        await asyncio.sleep(0)
        assert await status(teapot) == 418
        answered.set()
        return await waiting

    assert asyncio.run(ask()) == 418


def test_what_could_not_be_loaded_is_tried_again() -> None:
    outcomes: list[OSError | str] = [OSError("too many open files"), "made"]

    def make() -> str:
        outcome = outcomes.pop(0)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    once = Once(make)
    with pytest.raises(OSError, match="too many"):
        once()
    assert once() == once() == "made"


def test_first_requests_for_every_part_at_once_are_all_answered() -> None:
    requests = {
        "/iadvize.js": 200,
        "/_simulator/health": 200,
        "/_simulator/sites": 200,
        "/_simulator/openapi.json": 200,
        "/tag/sessions/none?siteId=demo": 404,
        "/chat-widget/sessions/none?siteId=demo-desk": 404,
        "/graphql?query={__typename}": 200,
        "/demo": 200,
        "/nowhere": 404,
    }
    with World() as world:

        async def ask() -> list[int]:
            answers = await asyncio.gather(*(world.client.get(path) for path in requests))
            return [answer.status_code for answer in answers]

        assert dict(zip(requests, world.run(ask()), strict=True)) == requests


def test_a_scenario_goes_on_by_an_attempt_in_a_process_that_has_not_loaded_it() -> None:
    state = MemoryState()
    with World(state=state) as one, World(state=state) as other:
        one.have_site()
        path = f"/sites/{SITE}/scenarios"
        steps = [{"do": "wait", "accepted": 1}, {"do": "wait", "seconds": 60}]
        assert one.control("POST", path, json={"steps": steps}).status_code == 201
        assert other.activate(other.token()).status_code == 200
        (run,) = one.control("GET", path).json()["scenarios"]
        assert (run["state"], run["position"]) == (RUNNING, 1)
