"""Two processes that change the same things at the same time lose none of each other's changes."""

import json
import subprocess
import sys
from typing import Any

import pytest

from simulator.core.fault import Fault
from simulator.state.opening import open_state
from tests.state.contract import run, session, site

TIMES = 100
PROCESSES = 2


def hammered(state_url: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.state.hammer", state_url, str(TIMES)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * PROCESSES
    return [json.loads(text) for text in said]


@pytest.fixture
def got(state_url: str) -> list[dict[str, Any]]:
    async def before() -> None:
        state = open_state(state_url)
        await state.sites.put(site("site"))
        await state.sessions.put(session("s"))
        await state.faults.arm("site", Fault("f", "server-error", times=30, after=50))
        await state.close()

    run(before())
    return hammered(state_url)


def test_every_step_is_whole(got: list[dict[str, Any]], state_url: str) -> None:
    async def after() -> None:
        state = open_state(state_url)
        changed = await state.sessions.get("site", "s")
        assert changed is not None
        assert changed.renewals == TIMES * PROCESSES
        assert (await state.clocks.get("site")).offset == TIMES * PROCESSES
        assert list(await state.faults.all("site")) == []
        assert await state.visitors.count("site") == await state.conversations.count("site") == 1
        await state.close()

    run(after())
    assert sorted(number for one in got for number in one["attempts"]) == list(range(1, TIMES + 1))
    assert sum(one["strikes"] for one in got) == 30
    for what in ("visitors", "conversations"):
        assert len({name for one in got for name in one[what]}) == 1
