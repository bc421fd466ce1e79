"""What every state store promises, as tests: subclass a class and say what to make.

    class TestMemorySessions(SessionsContract):
        def make(self) -> Sessions:
            return MemorySessions()

Stores that live in a loop are made in it; ``run`` gives each test one of its own.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Coroutine
from typing import Any, Generic, Protocol, TypeVar

import pytest
from msgspec.structs import replace

from simulator.core.attempt import ACTIVATION, Attempt
from simulator.core.clock import REAL_TIME
from simulator.core.conversation import Conversation
from simulator.core.event import SESSION, Event
from simulator.core.fault import Fault
from simulator.core.refusal import Refusal
from simulator.core.scenario import STOPPED, Counted, ScenarioRun
from simulator.core.session import Session
from simulator.core.site import RetiringKey, Rules, Site
from simulator.core.verdict import Check, Verdict, verdict_json
from simulator.core.visitor import Visitor
from simulator.state import protocols

Store = TypeVar("Store")
Value = TypeVar("Value")
Closing = TypeVar("Closing", bound="Closes")


class Closes(Protocol):
    async def close(self) -> None: ...


_to_close: list[Closes] = []


def closed_after(store: Closing) -> Closing:
    """The store, which is closed in the test's own loop at its end."""
    _to_close.append(store)
    return store


def run(work: Coroutine[Any, Any, Value]) -> Value:
    async def whole() -> Value:
        try:
            return await work
        finally:
            while _to_close:
                await _to_close.pop().close()

    return asyncio.run(whole())


def site(site_id: str, **fields: Any) -> Site:
    return Site(site_id, **fields)


def session(name: str, site_id: str = "site", **fields: Any) -> Session:
    return Session(name, site_id, "visitor", "user", "device", "identity", opened_at=1.0, expires_at=2.0, **fields)


def visitor(name: str, site_id: str = "site", user_id: str | None = None, **data: str) -> Visitor:
    return Visitor(name, site_id, 1.0, 1.0, user_id, data)


def conversation(name: str, visitor_id: str = "visitor", site_id: str = "site") -> Conversation:
    return Conversation(name, site_id, visitor_id, "chat", 1.0, secured=True)


def is_slow(fault: Fault) -> bool:
    return fault.name == "slow"


def attempt(name: str, site_id: str = "site", **fields: Any) -> Attempt:
    whole: dict[str, Any] = {"activation_id": "a", "attempt": 1, "status": 200, "accepted": True, **fields}
    return Attempt(id=name, at=1.0, site_id=site_id, kind=ACTIVATION, **whole)


def scenario_run(run_id: str, **fields: Any) -> ScenarioRun:
    steps = ({"do": "wait", "accepted": 1}, {"do": "fault", "name": "slow", "times": 2})
    whole: dict[str, Any] = {"name": None, "title": "", "about": "", "steps": steps, **fields}
    return ScenarioRun(run_id, "site", started_at=1.0, since=1.5, since_real=2.5, **whole)


class Contract(Generic[Store]):
    """Makes the store anew for each test, in the test's loop."""

    @abstractmethod
    def make(self) -> Store: ...


class SitesContract(Contract[protocols.Sites]):
    def test_a_site_is_kept_whole(self) -> None:
        async def body() -> None:
            store = self.make()
            whole = site("a", name="é", verification_keys=("k",), minting_key="m", rules=Rules(2.5, require_exp=False))
            assert await store.add(whole)
            assert await store.get("a") == whole
            assert await store.get("b") is None

        run(body())

    def test_a_taken_id_is_not_added_again(self) -> None:
        async def body() -> None:
            store = self.make()
            done = await asyncio.gather(*(store.add(site("a", name=str(number))) for number in range(20)))
            assert sum(done) == 1
            kept = await store.get("a")
            assert kept is not None
            assert done[int(kept.name)]

        run(body())

    def test_a_changed_site_keeps_its_place(self) -> None:
        async def body() -> None:
            store = self.make()
            for name in ("b", "a", "c"):
                await store.put(site(name))
            await store.put(site("a", name="changed"))
            assert [(one.site_id, one.name) for one in await store.all()] == [("b", ""), ("a", "changed"), ("c", "")]

        run(body())

    def test_a_site_is_changed_in_one_step(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.put(site("a"))

            def longer(one: Site) -> Site:
                return replace(one, name=one.name + "x")

            await asyncio.gather(*(store.change("a", longer) for _ in range(20)))
            kept = await store.get("a")
            assert kept is not None
            assert kept.name == "x" * 20
            assert await store.change("b", longer) is None
            assert await store.get("b") is None

        run(body())

    def test_rotated_keys_are_kept(self) -> None:
        async def body() -> None:
            store = self.make()
            rotated = site("a", opening_key="k", retiring_keys=(RetiringKey("old", 2.5),))
            rotated = replace(rotated, earlier_opening_keys=(RetiringKey("", 3.0), RetiringKey("older", 1.0)))
            await store.put(rotated)
            assert await store.get("a") == rotated

        run(body())

    def test_a_removed_site_is_gone(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.put(site("a"))
            assert await store.remove("a")
            assert not await store.remove("a")
            assert list(await store.all()) == []

        run(body())


class BoundedSitesContract(Contract[protocols.Sites]):
    """``make`` gives a store that takes two sites."""

    def test_past_the_bound_a_new_site_is_refused_and_a_known_one_is_not(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.put(site("a"))
            await store.add(site("b"))
            for keep in (store.put, store.add):
                with pytest.raises(Refusal) as refused:
                    await keep(site("c"))
                assert refused.value.code == "too_many_sites"
            await store.put(site("a", name="changed"))
            assert not await store.add(site("b"))
            await store.remove("a")
            assert await store.add(site("c"))

        run(body())


class ClocksContract(Contract[protocols.Clocks]):
    def test_an_untouched_clock_is_real_time(self) -> None:
        async def body() -> None:
            assert await self.make().get("site") == REAL_TIME

        run(body())

    def test_no_change_is_lost_among_many(self) -> None:
        async def body() -> None:
            store = self.make()
            await asyncio.gather(*(store.change("site", lambda clock: clock.advanced(1)) for _ in range(50)))
            assert (await store.get("site")).now(0) == 50
            assert await store.get("other") == REAL_TIME

        run(body())

    def test_a_change_that_raises_changes_nothing(self) -> None:
        async def body() -> None:
            store = self.make()

            def refuse(_: object) -> Any:
                raise LookupError

            with pytest.raises(LookupError):
                await store.change("site", refuse)
            assert await store.get("site") == REAL_TIME

        run(body())


class ActivationsContract(Contract[protocols.Activations]):
    def test_attempts_are_numbered_up_to_the_limit(self) -> None:
        async def body() -> None:
            store = self.make()
            assert [await store.count("site", "a", 3) for _ in range(5)] == [1, 2, 3, None, None]
            assert await store.count("site", "b", 3) == 1
            assert await store.count("other", "a", 3) == 1

        run(body())

    def test_attempts_at_once_get_different_numbers(self) -> None:
        async def body() -> None:
            store = self.make()
            numbers = await asyncio.gather(*(store.count("site", "a", 4) for _ in range(20)))
            assert sorted(number for number in numbers if number) == [1, 2, 3, 4]

        run(body())

    def test_the_session_that_an_activation_opened_is_remembered(self) -> None:
        async def body() -> None:
            store = self.make()
            assert await store.opened("site", "a") is None
            await store.count("site", "a", 4)
            await store.set_opened("site", "a", "session")
            assert await store.opened("site", "a") == "session"
            assert await store.opened("site", "b") is None
            assert await store.opened("other", "a") is None
            assert await store.count("site", "a", 4) == 2

        run(body())


class UsedTokensContract(Contract[protocols.UsedTokens]):
    def test_a_token_was_used_on_its_site_alone(self) -> None:
        async def body() -> None:
            store = self.make()
            assert not await store.has("site", "x")
            await store.add("site", "x")
            await store.add("site", "x")
            assert await store.has("site", "x")
            assert not await store.has("other", "x")
            assert not await store.has("site", "y")

        run(body())


class SessionsContract(Contract[protocols.Sessions]):
    def test_a_session_is_kept_whole(self) -> None:
        async def body() -> None:
            store = self.make()
            for whole in (
                session("a", closed_at=0.5, renewals=2, failed_renewals=1, ext_id="x"),
                replace(session("b", revoked_at=1.5), user_id=None, expires_at=None, device_id=None),
            ):
                await store.put(whole)
                assert await store.get("site", whole.session_id) == whole
            assert await store.get("other", "a") is None

        run(body())

    def test_no_change_is_lost_among_many(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.put(session("a"))

            def once_more(one: Session) -> Session:
                return replace(one, renewals=one.renewals + 1)

            await asyncio.gather(*(store.change("site", "a", once_more) for _ in range(50)))
            changed = await store.change("site", "a", once_more)
            assert changed == await store.get("site", "a")
            assert changed is not None
            assert changed.renewals == 51

        run(body())

    def test_what_is_not_there_is_not_changed(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.put(session("a"))
            for site_id, name in (("site", "b"), ("other", "a")):
                assert await store.change(site_id, name, lambda one: one) is None
            assert await store.count("other") == 0

        run(body())

    def test_pages_come_newest_first_and_a_change_moves_nothing(self) -> None:
        async def body() -> None:
            store = self.make()
            for name in "abcde":
                await store.put(session(name))
            await store.change("site", "b", lambda one: replace(one, renewals=1))
            await store.put(session("a", renewals=1))
            assert await store.count("site") == 5
            assert [one.session_id for one in await store.page("site", None, 2)] == ["e", "d"]
            assert [one.session_id for one in await store.page("site", "d", 2)] == ["c", "b"]
            assert [one.session_id for one in await store.page("site", "b", 9)] == ["a"]
            for after in ("a", "unknown"):
                assert list(await store.page("site", after, 9)) == []
            assert list(await store.page("site", None, 0)) == []
            assert list(await store.page("other", None, 9)) == []

        run(body())


class VisitorsContract(Contract[protocols.Visitors]):
    def test_one_user_is_one_visitor_however_many_come_at_once(self) -> None:
        async def body() -> None:
            store = self.make()
            fresh = [visitor(str(number), user_id="jane") for number in range(20)]
            found = await asyncio.gather(*(store.of_user("site", "jane", one) for one in fresh))
            assert len({one.visitor_id for one in found}) == 1
            assert await store.count("site") == 1

        run(body())

    def test_users_of_other_sites_are_others(self) -> None:
        async def body() -> None:
            store = self.make()
            here = await store.of_user("site", "jane", visitor("1", user_id="jane"))
            there = await store.of_user("other", "jane", visitor("2", "other", user_id="jane"))
            assert (here.visitor_id, there.visitor_id) == ("1", "2")

        run(body())

    def test_a_visitor_is_kept_whole_and_found_on_whatever_site(self) -> None:
        async def body() -> None:
            store = self.make()
            whole = visitor("1", user_id="jane", city="Nantes")
            await store.put(whole)
            assert await store.get("site", "1") == await store.find("1") == whole
            assert await store.get("other", "1") is None
            assert await store.find("2") is None
            changed = replace(whole, visitor_data={"city": "Brest"}, updated_at=9.0)
            await store.put(changed)
            assert await store.of_user("site", "jane", visitor("3", user_id="jane")) == changed

        run(body())

    def test_pages_come_newest_first(self) -> None:
        async def body() -> None:
            store = self.make()
            for name in "abc":
                await store.put(visitor(name))
            await store.put(visitor("a", city="Nantes"))
            assert [one.visitor_id for one in await store.page("site", None, 2)] == ["c", "b"]
            assert [one.visitor_id for one in await store.page("site", "b", 2)] == ["a"]

        run(body())


class ConversationsContract(Contract[protocols.Conversations]):
    def test_a_visitor_has_one_ongoing_conversation_however_many_open_at_once(self) -> None:
        async def body() -> None:
            store = self.make()
            opened = await asyncio.gather(*(store.open(conversation(str(number))) for number in range(20)))
            assert len({one.conversation_id for one in opened}) == 1
            assert await store.ongoing("site", "visitor") == opened[0]
            assert await store.ongoing("other", "visitor") is None
            assert await store.count("site") == 1

        run(body())

    def test_a_closed_conversation_makes_room_for_another(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.open(conversation("a"))
            await store.change("site", "a", lambda one: replace(one, closed_at=2.0))
            assert await store.ongoing("site", "visitor") is None
            assert (await store.open(conversation("b"))).conversation_id == "b"
            await store.change("site", "a", lambda one: replace(one, secured=False))
            ongoing = await store.ongoing("site", "visitor")
            assert ongoing is not None
            assert ongoing.conversation_id == "b"

        run(body())

    def test_a_conversation_goes_with_its_visitor(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.open(conversation("a", "nobody"))
            moved = await store.change("site", "a", lambda one: replace(one, visitor_id="jane"))
            assert await store.ongoing("site", "jane") == moved
            assert await store.ongoing("site", "nobody") is None

        run(body())

    def test_a_change_that_raises_changes_nothing(self) -> None:
        async def body() -> None:
            store = self.make()
            kept = await store.open(conversation("a"))

            def refuse(_: object) -> Any:
                raise LookupError

            with pytest.raises(LookupError):
                await store.change("site", "a", refuse)
            assert await store.ongoing("site", "visitor") == kept

        run(body())

    def test_what_is_not_there_is_not_changed(self) -> None:
        async def body() -> None:
            store = self.make()
            assert await store.change("site", "a", lambda one: one) is None
            assert await store.get("site", "a") is None

        run(body())

    def test_pages_come_newest_first(self) -> None:
        async def body() -> None:
            store = self.make()
            for name in "abc":
                await store.open(conversation(name, name))
            assert [one.conversation_id for one in await store.page("site", "c", 1)] == ["b"]

        run(body())


class JournalContract(Contract[protocols.Journal]):
    """``make`` gives a store that keeps five attempts of a site."""

    def test_the_newest_come_first_and_all_are_counted(self) -> None:
        async def body() -> None:
            store = self.make()
            for name in "abc":
                await store.append(attempt(name))
            await store.append(attempt("z", "other"))
            total, newest = await store.select("site", protocols.AttemptFilter(), 2)
            assert (total, [one.id for one in newest]) == (3, ["c", "b"])

        run(body())

    def test_an_attempt_is_kept_whole(self) -> None:
        async def body() -> None:
            store = self.make()
            judged = Verdict(accepted=False, code="c", reason="r", checks=(Check("site", "failed", "é", found=[1.5]),))
            whole = attempt("a", code="c", reason="r", user_id="u", fault="f", session_id="s", token="t")
            judged = replace(judged, claims={"huge": 10**299, "small": -(2**70), "nested": [{"exp": 1.5}]})
            whole = replace(whole, verdict=verdict_json(judged), duration_ms=0.5)
            await store.append(whole)
            assert await store.select("site", protocols.AttemptFilter(), 9) == (1, (whole,))

        run(body())

    @pytest.mark.parametrize(
        ("wanted", "ids"),
        [
            (protocols.AttemptFilter(status=401), ["b"]),
            (protocols.AttemptFilter(accepted=True), ["c", "a"]),
            (protocols.AttemptFilter(accepted=False), ["b"]),
            (protocols.AttemptFilter(code="x"), ["b"]),
            (protocols.AttemptFilter(user_id="jane"), ["a"]),
            (protocols.AttemptFilter(activation_id="two"), ["c", "b"]),
            (protocols.AttemptFilter(activation_id="two", status=200), ["c"]),
            (protocols.AttemptFilter(), ["c", "b", "a"]),
        ],
    )
    def test_a_filter_lets_through_what_matches(self, wanted: protocols.AttemptFilter, ids: list[str]) -> None:
        async def body() -> None:
            store = self.make()
            await store.append(attempt("a", user_id="jane"))
            await store.append(attempt("b", status=401, accepted=False, code="x", activation_id="two"))
            await store.append(attempt("c", activation_id="two"))
            total, found = await store.select("site", wanted, 9)
            assert (total, [one.id for one in found]) == (len(ids), ids)

        run(body())

    def test_past_the_bound_the_oldest_goes(self) -> None:
        async def body() -> None:
            store = self.make()
            await asyncio.gather(*(store.append(attempt(str(number))) for number in range(8)))
            await store.append(attempt("last"))
            total, found = await store.select("site", protocols.AttemptFilter(), 9)
            assert total == 5
            assert found[0].id == "last"

        run(body())

    def test_a_cleared_journal_is_empty_and_others_stay(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.append(attempt("a"))
            await store.append(attempt("b", "other"))
            await store.clear("site")
            assert await store.select("site", protocols.AttemptFilter(), 9) == (0, ())
            assert (await store.select("other", protocols.AttemptFilter(), 9))[0] == 1

        run(body())


class LoginsContract(Contract[protocols.Logins]):
    def test_each_key_is_counted_in_each_window(self) -> None:
        async def body() -> None:
            store = self.make()
            assert sorted(await asyncio.gather(*(store.count("jane", 7) for _ in range(10)))) == list(range(1, 11))
            assert await store.count("john", 7) == 1
            assert await store.count("jane", 8) == 1

        run(body())


class FaultsContract(Contract[protocols.Faults]):
    def test_a_fault_strikes_as_often_as_it_was_to_however_many_come_at_once(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.arm("site", Fault("f", "server-error", times=3, after=2))
            taken = await asyncio.gather(*(store.take("site", ("wire",), None) for _ in range(20)))
            assert sum(fault is not None for fault in taken) == 3
            assert list(await store.all("site")) == []

        run(body())

    def test_a_fault_of_one_user_leaves_the_others_alone(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.arm("site", Fault("f", "server-error", user_id="jane"))
            assert await store.take("site", ("wire",), "john") is None
            assert await store.take("site", ("activation",), "jane") is None
            assert await store.take("other", ("wire",), "jane") is None
            assert await store.take("site", ("wire",), "jane") is not None
            await store.clear("site")
            assert await store.take("site", ("wire",), "jane") is None

        run(body())

    def test_one_kind_of_fault_is_removed_and_the_others_stay(self) -> None:
        async def body() -> None:
            store = self.make()
            for fault_id, name in (("a", "slow"), ("b", "server-error"), ("c", "slow")):
                await store.arm("site", Fault(fault_id, name))
            assert await store.remove("site", is_slow)
            assert not await store.remove("site", is_slow)
            assert not await store.remove("other", lambda _: True)
            assert [fault.name for fault in await store.all("site")] == ["server-error"]

        run(body())


class ScenariosContract(Contract[protocols.Scenarios]):
    def test_a_run_is_kept_whole(self) -> None:
        async def body() -> None:
            store = self.make()
            whole = scenario_run(
                "a",
                name="flaky-day",
                position=1,
                is_performing=True,
                counted=Counted(4, 1, 3, 1),
                before={"retries": 3, "rules": {"leewaySeconds": 0.5}},
            )
            assert await store.start(whole)
            assert await store.get("site") == whole
            assert await store.get("other") is None

        run(body())

    def test_one_of_many_starts(self) -> None:
        async def body() -> None:
            store = self.make()
            started = await asyncio.gather(*(store.start(scenario_run(str(number))) for number in range(20)))
            assert sum(started) == 1
            kept = await store.get("site")
            assert kept is not None
            assert started[int(kept.run_id)]

        run(body())

    def test_a_run_that_is_over_makes_room(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.start(scenario_run("a"))
            assert not await store.start(scenario_run("b"))
            await store.change("site", lambda latest: replace(latest, state=STOPPED))
            assert await store.start(scenario_run("c"))
            kept = await store.get("site")
            assert kept is not None
            assert kept.run_id == "c"

        run(body())

    def test_every_change_counts(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.start(scenario_run("a"))

            def count(latest: ScenarioRun) -> ScenarioRun:
                return replace(latest, counted=latest.counted.with_one(accepted=True, renewal=False))

            await asyncio.gather(*(store.change("site", count) for _ in range(20)))
            kept = await store.get("site")
            assert kept is not None
            assert kept.counted == Counted(20, 20, 0, 0)
            assert await store.change("other", count) is None

        run(body())


class EventsContract(Contract[protocols.Events]):
    def test_a_listener_hears_its_site_in_order_from_its_beginning_on(self) -> None:
        async def body() -> None:
            store = self.make()
            await store.publish(Event("site", SESSION, {"n": 0}))
            one, every = await store.listen("site"), await store.listen()
            for number, site_id in enumerate(("site", "other", "site"), 1):
                await store.publish(Event(site_id, SESSION, {"n": number}))
            assert [(await self._next(one)).data["n"] for _ in range(2)] == [1, 3]
            assert [(await self._next(every)).data["n"] for _ in range(3)] == [1, 2, 3]
            one.close()
            every.close()

        run(body())

    def test_a_closed_listener_hears_no_more(self) -> None:
        async def body() -> None:
            store = self.make()
            listener = await store.listen("site")
            listener.close()
            listener.close()
            await store.publish(Event("site", SESSION))
            assert await listener.next(0.01) is None

        run(body())

    async def _next(self, listener: protocols.Listener) -> Event:
        event = await listener.next(5)
        assert event is not None
        return event


class StateContract(Contract[protocols.State]):
    def test_forgetting_one_site_leaves_its_set_up_and_the_others(self) -> None:
        async def body() -> None:
            state = self.make()
            for name in ("site", "other"):
                await state.sites.put(site(name))
                await state.clocks.change(name, lambda clock: clock.advanced(5))
                await state.activations.count(name, "a", 4)
                await state.activations.set_opened(name, "a", "s")
                await state.used_tokens.add(name, "x")
                await state.sessions.put(session("s", name))
                await state.visitors.put(visitor(f"v-{name}", name, "jane"))
                await state.conversations.open(conversation(f"c-{name}", "visitor", name))
                await state.journal.append(attempt("a", name))
                await state.faults.arm(name, Fault("f", "slow"))
            await state.forget("site")
            for name, left in (("site", 0), ("other", 1)):
                assert await state.sites.get(name) == site(name)
                assert (await state.clocks.get(name)).now(0) == 5 * left
                assert await state.activations.count(name, "a", 4) == 1 + left
                assert (await state.activations.opened(name, "a")) == ("s" if left else None)
                assert await state.used_tokens.has(name, "x") == bool(left)
                assert await state.sessions.count(name) == left
                assert await state.visitors.count(name) == left
                assert (await state.visitors.find(f"v-{name}") is not None) == bool(left)
                assert await state.conversations.count(name) == left
                assert (await state.conversations.ongoing(name, "visitor") is not None) == bool(left)
                assert (await state.journal.select(name, protocols.AttemptFilter(), 9))[0] == left
                assert len(await state.faults.all(name)) == left
            await state.close()

        run(body())

    def test_closing_ends_every_listener(self) -> None:
        async def body() -> None:
            state = self.make()
            listeners = [await state.events.listen("site"), await state.events.listen()]
            await state.close()
            for listener in listeners:
                with pytest.raises(protocols.Ended):
                    await listener.next(5)

        run(body())
