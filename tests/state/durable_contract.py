"""What every store outside the process promises: the contract of memory's stores, its bounds, and that it outlives.

    class TestSessions(InFile, durable_contract.Sessions): ...

where ``InFile.store()`` opens the test's own store, a second time too.
"""

import asyncio
from abc import abstractmethod

import pytest
from msgspec.structs import replace

from simulator.core.event import SESSION, Event
from simulator.core.fault import Fault
from simulator.core.refusal import Refusal
from simulator.settings import Misconfigured
from simulator.state import protocols
from simulator.state.durable import DurableState
from simulator.state.durable.activations import DurableActivations
from simulator.state.durable.conversations import DurableConversations
from simulator.state.durable.events import DurableEvents
from simulator.state.durable.faults import DurableFaults
from simulator.state.durable.journal import DurableJournal
from simulator.state.durable.logins import DurableLogins
from simulator.state.durable.sessions import DurableSessions
from simulator.state.durable.sites import DurableSites
from simulator.state.durable.store import Store
from simulator.state.durable.used_tokens import DurableUsedTokens
from simulator.state.durable.visitors import DurableVisitors
from tests.state import contract
from tests.state.contract import attempt, conversation, run, session, site, visitor
from tests.state.steps_contract import StepsContract


class Opens:
    """A test class that opens its store."""

    @abstractmethod
    def store(self) -> Store: ...

    @abstractmethod
    def state(self) -> DurableState: ...

    @abstractmethod
    def found(self, *site_ids: str) -> None:
        """Have these sites; what they are is never read."""

    def furnished_store(self) -> Store:
        """A store with the sites on which what is kept happens."""
        store = self.store()
        self.found("site", "other")
        return store

    def furnished(self) -> DurableState:
        return DurableState(self.furnished_store())


class Sites(contract.SitesContract, Opens):
    def make(self) -> protocols.Sites:
        return self.state().sites


class BoundedSites(contract.BoundedSitesContract, Opens):
    def make(self) -> protocols.Sites:
        return DurableSites(self.store(), bound=2)


class Clocks(contract.ClocksContract, Opens):
    def make(self) -> protocols.Clocks:
        return self.furnished().clocks


class Activations(contract.ActivationsContract, Opens):
    def make(self) -> protocols.Activations:
        return self.furnished().activations


class UsedTokens(contract.UsedTokensContract, Opens):
    def make(self) -> protocols.UsedTokens:
        return self.furnished().used_tokens


class Sessions(contract.SessionsContract, Opens):
    def make(self) -> protocols.Sessions:
        return self.furnished().sessions


class Visitors(contract.VisitorsContract, Opens):
    def make(self) -> protocols.Visitors:
        return self.furnished().visitors


class Conversations(contract.ConversationsContract, Opens):
    def make(self) -> protocols.Conversations:
        return self.furnished().conversations


class Journal(contract.JournalContract, Opens):
    def make(self) -> protocols.Journal:
        return DurableJournal(self.store(), bound=5)


class Logins(contract.LoginsContract, Opens):
    def make(self) -> protocols.Logins:
        return self.state().logins


class Scenarios(contract.ScenariosContract, Opens):
    def make(self) -> protocols.Scenarios:
        return self.furnished().scenarios


class Faults(contract.FaultsContract, Opens):
    def make(self) -> protocols.Faults:
        return self.furnished().faults


class Events(contract.EventsContract, Opens):
    def make(self) -> protocols.Events:
        return self.state().events


class State(contract.StateContract, Opens):
    def make(self) -> protocols.State:
        return self.state()


class Steps(StepsContract, Opens):
    def make(self) -> protocols.State:
        return self.state()


class Bounds(Opens):
    def test_past_the_bound_the_oldest_activation_is_counted_anew(self) -> None:
        async def body() -> None:
            activations = DurableActivations(self.furnished_store(), bound=2)
            for name in ("a", "a", "b", "c"):
                await activations.count("site", name, 4)
            assert [await activations.count("site", name, 4) for name in ("c", "b", "a")] == [2, 2, 1]

        run(body())

    def test_past_the_bound_the_oldest_token_is_new_again(self) -> None:
        async def body() -> None:
            used = DurableUsedTokens(self.furnished_store(), bound=2)
            for name in ("a", "b", "a", "c"):
                await used.add("site", name)
            assert [await used.has("site", name) for name in "abc"] == [False, True, True]

        run(body())

    def test_past_the_bound_the_oldest_session_goes(self) -> None:
        async def body() -> None:
            sessions = DurableSessions(self.furnished_store(), bound=2)
            for name in "abc":
                await sessions.put(session(name))
            assert [one.session_id for one in await sessions.page("site", None, 9)] == ["c", "b"]
            assert await sessions.count("site") == 2

        run(body())

    def test_past_the_bound_the_oldest_visitor_is_found_by_nothing(self) -> None:
        async def body() -> None:
            visitors = DurableVisitors(self.furnished_store(), bound=2)
            for name in "abc":
                await visitors.put(visitor(name, user_id=f"user-{name}"))
            assert await visitors.get("site", "a") is None
            assert await visitors.find("a") is None
            fresh = visitor("d", user_id="user-a")
            assert await visitors.of_user("site", "user-a", fresh) == fresh

        run(body())

    def test_past_the_bound_an_old_conversation_takes_no_newer_one_of_its_visitor_along(self) -> None:
        async def body() -> None:
            conversations = DurableConversations(self.furnished_store(), bound=2)
            await conversations.open(conversation("old"))
            await conversations.change("site", "old", lambda one: replace(one, closed_at=2.0))
            await conversations.open(conversation("new"))
            await conversations.open(conversation("other", "somebody else"))
            assert await conversations.get("site", "old") is None
            ongoing = await conversations.ongoing("site", "visitor")
            assert ongoing is not None
            assert ongoing.conversation_id == "new"

        run(body())

    def test_past_the_bound_a_fault_is_refused(self) -> None:
        async def body() -> None:
            faults = DurableFaults(self.furnished_store(), bound=1)
            await faults.arm("site", Fault("a", "slow"))
            with pytest.raises(Refusal, match="too_many_faults"):
                await faults.arm("site", Fault("b", "slow"))
            await faults.arm("other", Fault("c", "slow"))

        run(body())

    def test_past_the_bound_the_oldest_login_is_counted_anew(self) -> None:
        async def body() -> None:
            logins = DurableLogins(self.store(), bound=2)
            for key in ("jane", "john", "jim"):
                await logins.count(key, 1)
            assert await logins.count("john", 1) == 2
            assert await logins.count("jane", 1) == 1

        run(body())

    def test_past_the_bound_of_listeners_another_is_refused_until_one_leaves(self) -> None:
        async def body() -> None:
            events = DurableEvents(self.store(), listeners=2)
            first, second = await events.listen(), await events.listen()
            with pytest.raises(Refusal, match="too_many_streams"):
                await events.listen()
            first.close()
            third = await events.listen()
            second.close()
            third.close()

        run(body())

    def test_a_listener_too_far_behind_is_ended_after_what_it_heard(self) -> None:
        async def body() -> None:
            events = DurableEvents(self.store(), bound=2)
            slow, quick = await events.listen("site"), await events.listen("site")
            for number in range(5):
                await events.publish(Event("site", SESSION, {"n": number}))
                assert await quick.next(5) is not None
            heard = [await slow.next(5) for _ in range(2)]
            assert [event.data["n"] for event in heard if event] == [0, 1]
            with pytest.raises(protocols.Ended):
                await slow.next(5)
            quick.close()

        run(body())

    def test_no_more_events_are_remembered_than_the_bound(self) -> None:
        async def body() -> None:
            events = DurableEvents(self.store(), remembered=3)
            for number in range(9):
                await events.publish(Event("site", SESSION, {"n": number}))
            listener = await events.listen(after="never heard of")
            heard = [await listener.next(5) for _ in range(3)]
            assert [event.data["n"] for event in heard if event] == [6, 7, 8]
            listener.close()

        run(body())


class Outliving(Opens):
    def test_what_was_kept_is_there_for_the_next_who_opens_it(self) -> None:
        async def before() -> None:
            state = self.state()
            await state.sites.put(site("site"))
            await state.sessions.put(session("s"))
            await state.activations.count("site", "a", 4)
            await state.journal.append(attempt("a"))
            await state.faults.arm("site", Fault("f", "slow"))
            await state.clocks.change("site", lambda clock: clock.advanced(5))
            await state.close()

        async def after() -> None:
            state = self.state()
            assert await state.sites.all() == (site("site"),)
            assert await state.sessions.get("site", "s") == session("s")
            assert await state.activations.count("site", "a", 4) == 2
            assert await state.journal.select("site", protocols.AttemptFilter(), 9) == (1, (attempt("a"),))
            assert await state.faults.all("site") == (Fault("f", "slow"),)
            assert (await state.clocks.get("site")).offset == 5
            await state.close()

        run(before())
        run(after())

    def test_a_change_of_a_site_is_seen_by_every_process_at_once(self) -> None:
        async def body() -> None:
            one, other = self.state().sites, self.state().sites
            await one.put(site("a"))
            assert await other.get("a") == site("a")
            await one.put(site("a", name="changed"))
            assert await other.get("a") == site("a", name="changed")
            await one.remove("a")
            assert await other.get("a") is None
            assert await other.all() == ()

        run(body())

    def test_a_site_of_the_set_up_keeps_its_changes_until_the_set_up_says_something_else(self) -> None:
        async def body() -> None:
            await self.state().sites.adopt(site("a"))
            await self.state().sites.put(site("a", name="changed over HTTP"))
            sites = self.state().sites
            await sites.adopt(site("a"))
            assert await sites.get("a") == site("a", name="changed over HTTP")
            await sites.adopt(site("a", retries=1))
            assert await sites.get("a") == site("a", retries=1)
            await sites.remove("a")
            await sites.adopt(site("a", retries=1))
            assert await sites.get("a") == site("a", retries=1)

        run(body())

    def test_a_listener_hears_what_another_process_publishes(self) -> None:
        async def body() -> None:
            here, there = self.state().events, self.state().events
            listener = await here.listen("site")
            await there.publish(Event("site", SESSION, {"n": 1}))
            await here.publish(Event("site", SESSION, {"n": 2}))
            heard = [await listener.next(5) for _ in range(2)]
            assert [event.data["n"] for event in heard if event] == [1, 2]
            listener.close()

        run(body())

    def test_a_reader_that_comes_back_to_another_process_misses_nothing_and_hears_nothing_twice(self) -> None:
        async def body() -> None:
            here, there = self.state().events, self.state().events
            listener = await here.listen()
            for number in range(4):
                await here.publish(Event("site", SESSION, {"n": number}))
            second = [await listener.next(5) for _ in range(2)][1]
            listener.close()
            assert second is not None
            again = await there.listen(after=second.event_id)
            await here.publish(Event("site", SESSION, {"n": 4}))
            heard = [await again.next(5) for _ in range(3)]
            assert [event.data["n"] for event in heard if event] == [2, 3, 4]
            assert await again.next(0.01) is None
            again.close()

        run(body())

    def test_many_who_come_while_events_flow_hear_each_from_their_beginning_on_once(self) -> None:
        async def body() -> None:
            events = self.state().events

            async def publish() -> None:
                for number in range(200):
                    await events.publish(Event("site", SESSION, {"n": number}))

            async def listen() -> None:
                listener = await events.listen()
                first = await listener.next(5)
                assert first is not None
                number = first.data["n"]
                while number < 199:
                    event = await listener.next(5)
                    assert event is not None
                    number += 1
                    assert event.data["n"] == number
                listener.close()

            publishing = asyncio.create_task(publish())
            await asyncio.gather(*(listen() for _ in range(10)))
            await publishing

        run(body())

    def test_servers_with_another_key_are_refused(self) -> None:
        async def body() -> None:
            await self.state().claim("one key")
            await self.state().claim("one key")
            with pytest.raises(Misconfigured, match="another private key"):
                await self.state().claim("another key")

        run(body())
