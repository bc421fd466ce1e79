"""Each bound that can be set holds at its setting, and each has such a test: here, or over a socket."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.core.event import Event
from simulator.settings import Settings
from simulator.settings.bounds import BOUNDS, Bounds
from simulator.state.memory import MemoryState
from simulator.state.protocols import Ended
from tests.wire.world import SITE, World

OVER_A_SOCKET = Path(__file__).parent.parent / "reliability" / "test_bounds.py"
_PATIENCE = 20


def activations(world: World, most: int) -> None:
    def tried(name: str) -> int:
        return int(world.activate("x", activationId=name).json()["retry"]["attempt"])

    names = [f"a-{number}" for number in range(most)]
    assert [tried(name) for name in (*names, names[0])] == [1] * most + [2]
    assert [tried(name) for name in ("one-more", *names)] == [1] * (most + 1)


def conversations(world: World, most: int) -> None:
    for number in range(most + 1):
        world.talk(world.sign_in(f"user-{number}")["session"]["id"])
    assert len(world.control("GET", f"/sites/{SITE}/conversations").json()["conversations"]) == most


def used_tokens(world: World, most: int) -> None:
    tokens = [world.token(f"user-{number}") for number in range(most + 1)]

    def is_remembered(token: str) -> bool:
        verdict = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token})
        return "token_reused" in verdict.text

    for token in tokens:
        assert world.activate(token).status_code == 200
    assert [is_remembered(token) for token in tokens] == [False] + [True] * most


def logins(world: World, most: int) -> None:
    def log_in(user: str) -> int:
        form = {"username": user, "password": "secret", "grant_type": "password"}
        return world.ask("POST", "/oauth2/token", data=form).status_code

    assert [log_in("ada") for _ in range(11)] == [200] * 10 + [429]
    for number in range(most):
        log_in(f"user-{number}")
    assert log_in("ada") == 200


def sessions(world: World, most: int) -> None:
    for number in range(most + 1):
        world.sign_in(f"user-{number}")
    assert len(world.sessions()) == most
    assert world.control("GET", f"/sites/{SITE}/visitors").json()["total"] == most


def remembered_events(world: World, most: int) -> None:
    async def heard() -> list[str | None]:
        events = world.state.events
        for number in range(most + 3):
            await events.publish(Event(SITE, f"kind-{number}"))
        listener = await events.listen(SITE, "an-id-that-nobody-knows")
        told = [await listener.next(_PATIENCE) for _ in range(most)]
        return [event.kind if event else None for event in told]

    assert world.run(heard()) == [f"kind-{number}" for number in range(3, most + 3)]


def waiting_events(world: World, most: int) -> None:
    async def heard() -> None:
        listener = await world.state.events.listen(SITE)
        for number in range(most + 1):
            await world.state.events.publish(Event(SITE, f"kind-{number}"))
        while await listener.next(_PATIENCE) is not None:
            pass

    with pytest.raises(Ended):
        world.run(heard())


def attempts(world: World, most: int) -> None:
    for _ in range(most + 1):
        world.activate("x")
    assert len(world.attempts()) == most


HERE: tuple[Callable[[World, int], None], ...] = (
    activations,
    attempts,
    conversations,
    used_tokens,
    logins,
    sessions,
    remembered_events,
    waiting_events,
)


@pytest.mark.parametrize("most", [2, 3])
@pytest.mark.parametrize("holds", HERE, ids=lambda holds: str(holds.__name__))
def test_it_holds_at_its_setting(holds: Callable[[World, int], None], most: int) -> None:
    bounds = Bounds(**{holds.__name__: most * 2 if holds is logins else most})
    with World(Settings(bounds=bounds), state=MemoryState(bounds)) as world:
        world.have_site()
        holds(world, most * 2 if holds is logins else most)


def test_each_bound_has_a_test() -> None:
    tested = {holds.__name__ for holds in HERE} | set(re.findall(r"\b(\w+)=\d+", OVER_A_SOCKET.read_text()))
    assert {name.replace("-", "_") for name in BOUNDS} <= tested
