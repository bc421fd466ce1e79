"""What the steps of an activation promise, wherever the state is kept; as tests."""

import asyncio
from typing import Any

from msgspec.structs import replace

from simulator.core.attempt import attempt_json
from simulator.core.clock import REAL_TIME
from simulator.core.event import ATTEMPT, SESSION
from simulator.core.fault import Fault
from simulator.core.scenario import STOPPED
from simulator.core.session import revoked, session_json
from simulator.state import protocols
from simulator.state.steps import Begun, Opening, Start
from tests.state.contract import Contract, attempt, run, scenario_run, session, site

_BRAND = "iadvize"


def _start(**fields: Any) -> Start:
    return Start(**{"provider": _BRAND, "site_id": "site", "activation_id": "a", **fields})


def _opening(name: str = "s", **fields: Any) -> Opening:
    whole = {
        "is_new": True,
        "activation_id": "a",
        "seen": None,
        "token": "t",
        "now": 5.0,
    }
    return Opening(session(name), **{**whole, **fields})


async def _begun(state: protocols.State, start: Start) -> Begun:
    begun = await state.begin(start)
    assert begun is not None
    return begun


class StepsContract(Contract[protocols.State]):
    def test_an_attempt_begins_with_all_that_it_is_judged_by(self) -> None:
        async def body() -> None:
            state = self.make()
            own, other = site("site", provider=_BRAND, name="é"), site("other", provider=_BRAND)
            await state.sites.put(own)
            await state.sites.put(other)
            begun = await _begun(state, _start(token="t"))
            assert begun.attempt == 1
            assert (begun.known.site, list(begun.known.sites)) == (own, [own, other])
            assert (begun.known.clock, begun.known.is_reused) == (REAL_TIME, False)
            assert (begun.opened, begun.before, begun.is_armed) == (None, None, False)
            await state.clocks.change("site", lambda clock: clock.advanced(5))
            await state.used_tokens.add("site", "t")
            await state.sessions.put(session("s"))
            await state.activations.set_opened("site", "a", "s")
            await state.faults.arm("site", Fault("f", "slow"))
            begun = await _begun(state, _start(token="t"))
            assert begun.attempt == 2
            assert (begun.known.clock, begun.known.is_reused) == (REAL_TIME.advanced(5), True)
            assert (begun.opened, begun.before, begun.is_armed) == ("s", session("s"), True)
            assert not (await _begun(state, _start(token="other"))).known.is_reused

        run(body())

    def test_attempts_that_begin_at_once_are_counted_once_each_up_to_the_sites_limit(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site", provider=_BRAND, retries=5))
            begun = await asyncio.gather(*(_begun(state, _start()) for _ in range(10)))
            assert sorted(one.attempt or 0 for one in begun) == [0, 0, 0, 0, 1, 2, 3, 4, 5, 6]

        run(body())

    def test_the_session_that_an_attempt_comes_from_is_the_activations_own_or_else_the_one_that_it_names(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site", provider=_BRAND))
            for name in ("named", "own"):
                await state.sessions.put(session(name))
            assert (await _begun(state, _start(session_id="named"))).before == session("named")
            assert (await _begun(state, _start(session_id="unknown"))).before is None
            await state.activations.set_opened("site", "a", "own")
            assert (await _begun(state, _start(session_id="named"))).before == session("own")

        run(body())

    def test_nothing_is_counted_where_the_provider_has_no_such_site(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site", provider="another"))
            assert await state.begin(_start()) is None
            assert await state.begin(_start(site_id="nowhere")) is None
            assert await state.activations.count("site", "a", 4) == 1

        run(body())

    def test_a_change_of_the_site_counts_for_the_next_attempt(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site", provider=_BRAND, retries=0))
            await _begun(state, _start())
            await state.sites.change("site", lambda one: replace(one, name="changed", retries=1))
            begun = await _begun(state, _start())
            assert begun.attempt == 2
            assert begun.known.site == site("site", provider=_BRAND, name="changed", retries=1)
            await state.sites.remove("site")
            assert await state.begin(_start()) is None

        run(body())

    def test_an_opened_session_is_kept_with_its_activation_and_its_token_and_told(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            listener = await state.events.listen("site")
            assert await state.open(_opening()) == "open"
            assert await state.sessions.get("site", "s") == session("s")
            assert await state.activations.opened("site", "a") == "s"
            assert await state.used_tokens.has("site", "t")
            told = await listener.next(5)
            assert told is not None
            assert (told.kind, told.data) == (SESSION, session_json(session("s"), 5.0))
            listener.close()

        run(body())

    def test_an_anonymous_attempt_marks_no_token(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            assert await state.open(_opening(token=None)) == "open"
            assert not await state.used_tokens.has("site", "")

        run(body())

    def test_a_session_that_goes_on_is_left_as_others_changed_it(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            await state.sessions.put(revoked(session("s"), 1.5))
            await state.open(_opening(is_new=False))
            assert await state.sessions.get("site", "s") == revoked(session("s"), 1.5)
            assert await state.activations.opened("site", "a") == "s"

        run(body())

    def test_of_attempts_of_one_activation_at_once_one_opens_and_of_the_others_nothing_is_kept(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            names = [f"s{number}" for number in range(8)]
            done = await asyncio.gather(*(state.open(_opening(name, token=name)) for name in names))
            assert sorted(done) == ["open"] + ["overtaken"] * 7
            winner = names[done.index("open")]
            assert await state.activations.opened("site", "a") == winner
            assert [one.session_id for one in await state.sessions.page("site", None, 9)] == [winner]
            assert [name for name in names if await state.used_tokens.has("site", name)] == [winner]
            assert await state.open(_opening("next", seen=winner)) == "open"

        run(body())

    def test_of_a_session_that_is_opened_on_a_site_that_is_gone_nothing_is_kept_and_nothing_told(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site", provider=_BRAND))
            await _begun(state, _start())
            await state.sites.remove("site")
            await state.forget("site")
            listener = await state.events.listen("site")
            assert await state.open(_opening()) == "gone"
            assert await state.sessions.count("site") == 0
            assert await state.activations.opened("site", "a") is None
            assert not await state.used_tokens.has("site", "t")
            await state.sites.put(site("site", provider=_BRAND))
            assert (await _begun(state, _start())).attempt == 1
            assert await state.open(_opening()) == "open"
            told = await listener.next(5)
            assert told is not None
            assert await listener.next(0.01) is None
            listener.close()

        run(body())

    def test_a_session_hears_of_failure_modes_that_are_armed_when_it_is_kept(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            await state.faults.arm("site", Fault("f", "session-revoked"))
            assert await state.open(_opening()) == "armed"
            await state.faults.clear("site")
            assert await state.open(_opening("b", activation_id="b")) == "open"

        run(body())

    def test_an_attempt_is_journaled_and_told(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            listener = await state.events.listen("site")
            assert not await state.record(attempt("x"))
            assert await state.journal.select("site", protocols.AttemptFilter(), 9) == (1, (attempt("x"),))
            told = await listener.next(5)
            assert told is not None
            assert (told.kind, told.data) == (ATTEMPT, attempt_json(attempt("x")))
            listener.close()

        run(body())

    def test_an_attempt_at_no_site_is_told_and_takes_no_room(self) -> None:
        async def body() -> None:
            state = self.make()
            listener = await state.events.listen("site")
            assert not await state.record(attempt("x"))
            assert await listener.next(5) is not None
            assert (await state.journal.select("site", protocols.AttemptFilter(), 9))[0] == 0
            listener.close()

        run(body())

    def test_who_records_hears_whether_a_scenario_is_running(self) -> None:
        async def body() -> None:
            state = self.make()
            await state.sites.put(site("site"))
            await state.scenarios.start(scenario_run("r"))
            assert await state.record(attempt("x"))
            await state.scenarios.change("site", lambda latest: replace(latest, state=STOPPED))
            assert not await state.record(attempt("y"))

        run(body())
