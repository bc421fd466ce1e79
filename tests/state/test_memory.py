"""The stores in memory keep what every store promises, and their bounds."""

import asyncio

import pytest
from msgspec.structs import replace

from simulator.core.event import SESSION, Event
from simulator.core.fault import Fault
from simulator.core.refusal import Refusal
from simulator.state import protocols
from simulator.state.memory import MemoryState
from simulator.state.memory.activations import MemoryActivations
from simulator.state.memory.clocks import MemoryClocks
from simulator.state.memory.conversations import MemoryConversations
from simulator.state.memory.events import MemoryEvents
from simulator.state.memory.faults import MemoryFaults
from simulator.state.memory.journal import MemoryJournal
from simulator.state.memory.logins import MemoryLogins
from simulator.state.memory.scenarios import MemoryScenarios
from simulator.state.memory.sessions import MemorySessions
from simulator.state.memory.sites import MemorySites
from simulator.state.memory.used_tokens import MemoryUsedTokens
from simulator.state.memory.visitors import MemoryVisitors
from tests.state import contract
from tests.state.contract import conversation, run, session, visitor
from tests.state.steps_contract import StepsContract


class TestSites(contract.SitesContract):
    def make(self) -> protocols.Sites:
        return MemorySites()


class TestBoundedSites(contract.BoundedSitesContract):
    def make(self) -> protocols.Sites:
        return MemorySites(bound=2)


class TestClocks(contract.ClocksContract):
    def make(self) -> protocols.Clocks:
        return MemoryClocks()


class TestActivations(contract.ActivationsContract):
    def make(self) -> protocols.Activations:
        return MemoryActivations()


class TestUsedTokens(contract.UsedTokensContract):
    def make(self) -> protocols.UsedTokens:
        return MemoryUsedTokens()


class TestSessions(contract.SessionsContract):
    def make(self) -> protocols.Sessions:
        return MemorySessions()


class TestVisitors(contract.VisitorsContract):
    def make(self) -> protocols.Visitors:
        return MemoryVisitors()


class TestConversations(contract.ConversationsContract):
    def make(self) -> protocols.Conversations:
        return MemoryConversations()


class TestJournal(contract.JournalContract):
    def make(self) -> protocols.Journal:
        return MemoryJournal(bound=5)


class TestLogins(contract.LoginsContract):
    def make(self) -> protocols.Logins:
        return MemoryLogins()


class TestFaults(contract.FaultsContract):
    def make(self) -> protocols.Faults:
        return MemoryFaults()


class TestScenarios(contract.ScenariosContract):
    def make(self) -> protocols.Scenarios:
        return MemoryScenarios()


class TestEvents(contract.EventsContract):
    def make(self) -> protocols.Events:
        return MemoryEvents()


class TestState(contract.StateContract):
    def make(self) -> protocols.State:
        return MemoryState()


class TestSteps(StepsContract):
    def make(self) -> protocols.State:
        return MemoryState()


def test_past_the_bound_the_oldest_activation_is_counted_anew() -> None:
    async def body() -> None:
        store = MemoryActivations(bound=2)
        for name in ("a", "a", "b", "c"):
            await store.count("site", name, 4)
        assert [await store.count("site", name, 4) for name in ("c", "b", "a")] == [2, 2, 1]

    run(body())


def test_asking_what_an_activation_opened_costs_no_other_its_place() -> None:
    async def body() -> None:
        store = MemoryActivations(bound=1)
        await store.count("site", "a", 4)
        assert await store.opened("site", "b") is None
        assert await store.count("site", "a", 4) == 2

    run(body())


def test_past_the_bound_the_oldest_token_is_new_again() -> None:
    async def body() -> None:
        store = MemoryUsedTokens(bound=2)
        for name in ("a", "b", "a", "c"):
            await store.add("site", name)
        assert [await store.has("site", name) for name in "abc"] == [False, True, True]

    run(body())


def test_past_the_bound_the_oldest_session_goes() -> None:
    async def body() -> None:
        store = MemorySessions(bound=2)
        for name in "abc":
            await store.put(session(name))
        assert [one.session_id for one in await store.page("site", None, 9)] == ["c", "b"]
        assert await store.count("site") == 2

    run(body())


def test_past_the_bound_the_oldest_visitor_goes_from_every_index() -> None:
    async def body() -> None:
        store = MemoryVisitors(bound=2)
        for name in "abc":
            await store.put(visitor(name, user_id=f"user-{name}"))
        assert await store.get("site", "a") is None
        assert await store.find("a") is None
        fresh = visitor("d", user_id="user-a")
        assert await store.of_user("site", "user-a", fresh) == fresh

    run(body())


def test_past_the_bound_an_old_conversation_takes_no_newer_one_of_its_visitor_along() -> None:
    async def body() -> None:
        store = MemoryConversations(bound=2)
        await store.open(conversation("old"))
        await store.change("site", "old", lambda one: replace(one, closed_at=2.0))
        await store.open(conversation("new"))
        await store.open(conversation("other", "somebody else"))
        assert await store.get("site", "old") is None
        ongoing = await store.ongoing("site", "visitor")
        assert ongoing is not None
        assert ongoing.conversation_id == "new"

    run(body())


def test_past_the_bound_the_oldest_ongoing_conversation_is_gone() -> None:
    async def body() -> None:
        store = MemoryConversations(bound=1)
        await store.open(conversation("a", "jane"))
        await store.open(conversation("b", "john"))
        assert await store.ongoing("site", "jane") is None
        assert (await store.open(conversation("c", "jane"))).conversation_id == "c"

    run(body())


def test_past_the_bound_a_fault_is_refused() -> None:
    async def body() -> None:
        store = MemoryFaults(bound=1)
        await store.arm("site", Fault("a", "slow"))
        with pytest.raises(Refusal, match="too_many_faults"):
            await store.arm("site", Fault("b", "slow"))
        await store.arm("other", Fault("c", "slow"))

    run(body())


def test_past_the_bound_the_oldest_login_is_counted_anew() -> None:
    async def body() -> None:
        store = MemoryLogins()
        await store.count("jane", 1)
        for number in range(10_000):
            await store.count(str(number), 1)
        assert await store.count("jane", 1) == 1

    run(body())


def test_questions_about_unknown_sites_take_no_room() -> None:
    async def body() -> None:
        state = MemoryState()
        for number in range(50):
            name = f"unknown-{number}"
            await state.clocks.get(name)
            await state.activations.opened(name, "a")
            await state.used_tokens.has(name, "x")
            await state.sessions.get(name, "s")
            await state.sessions.change(name, "s", lambda one: one)
            await state.sessions.page(name, None, 9)
            await state.sessions.count(name)
            await state.visitors.get(name, "v")
            await state.conversations.get(name, "c")
            await state.conversations.ongoing(name, "v")
            await state.journal.select(name, protocols.AttemptFilter(), 9)
            await state.faults.take(name, ("wire",), None)
        stores = (
            state.clocks,
            state.activations,
            state.used_tokens,
            state.sessions,
            state.visitors,
            state.conversations,
            state.journal,
            state.faults,
        )
        for store in stores:
            kept = [value for value in vars(store).values() if isinstance(value, dict)]
            assert kept
            assert not any(kept), store

    run(body())


def test_a_listener_too_far_behind_is_ended_after_what_it_heard() -> None:
    async def body() -> None:
        events = MemoryEvents(bound=2)
        listener = await events.listen("site")
        for number in range(5):
            await events.publish(Event("site", SESSION, {"n": number}))
        heard = [await listener.next(5) for _ in range(2)]
        assert [event.data["n"] for event in heard if event] == [0, 1]
        with pytest.raises(protocols.Ended):
            await listener.next(5)

    run(body())


def test_past_the_bound_of_listeners_another_is_refused_until_one_leaves() -> None:
    async def body() -> None:
        events = MemoryEvents(listeners=2)
        first, _ = await events.listen(), await events.listen()
        with pytest.raises(Refusal, match="too_many_streams"):
            await events.listen()
        first.close()
        await events.listen()

    run(body())


def test_a_listener_waits_no_longer_than_it_was_told() -> None:
    async def body() -> None:
        assert await asyncio.wait_for((await MemoryEvents().listen()).next(0.001), 5) is None

    run(body())
