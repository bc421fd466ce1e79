"""Plays scenarios: takes each step as soon as what it waits for has come, and tells whoever listens.

A step never runs in the middle of an attempt: it is taken when the attempt was answered and before the answer's end
leaves, so that whoever reads an answer to its end meets what comes after it. Time is looked at whenever somebody looks,
and by a task of the process that started the run.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from weakref import WeakValueDictionary

from msgspec.structs import replace

from simulator.core.event import SCENARIO, Event
from simulator.core.refusal import Refusal
from simulator.core.scenario import (
    FAILED,
    STOPPED,
    ScenarioRun,
    behind_step,
    ended,
    performing,
    scenario_run_json,
    seconds_left,
    waited,
)
from simulator.core.site import Site
from simulator.state.protocols import State
from simulator.state.unavailable import Unavailable
from simulator.wire.answers import WireError
from simulator.wire.control.desk import Desks
from simulator.wire.scenarios.perform import Performer
from simulator.wire.scenarios.steps import Scenario, step_of

_LOOK_SECONDS = 1.0  # how late a move of the clock by another process is noticed, at most
_LOG = logging.getLogger("simulator.scenarios")


class Director:
    """Plays one scenario at a time on each site. ``real_now`` is the machine's clock in epoch seconds."""

    def __init__(self, state: State, desks: Desks, real_now: Callable[[], float]) -> None:
        self._state = state
        self._performer = Performer(state, desks, real_now)
        self._real_now = real_now
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._watches: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, site: Site, scenario: Scenario) -> ScenarioRun:
        """Start a scenario; raises WireError 409 where one is running."""
        now, real = await self._times(site.site_id)
        run = ScenarioRun(
            run_id=str(uuid.uuid4()),
            site_id=site.site_id,
            name=scenario.name,
            title=scenario.title,
            about=scenario.about,
            steps=scenario.steps,
            started_at=now,
            since=now,
            since_real=real,
        )
        if not await self._state.scenarios.start(run):
            message = f'A scenario is running on "{site.site_id}" already; DELETE it first.'
            raise WireError(409, "scenario_running", message)
        await self._tell(run)
        task = asyncio.create_task(self._watch(site.site_id, run.run_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await self.look(site.site_id) or run

    async def look(self, site_id: str) -> ScenarioRun | None:
        """The scenario that runs on the site, or ran last, after every step that is due was taken."""
        run = await self._state.scenarios.get(site_id)
        if run is None or not run.is_running:
            return run
        async with self._lock(site_id):
            await self._advance(site_id)
        return await self._state.scenarios.get(site_id)

    async def clock_moved(self, site_id: str) -> None:
        """The site's clock was moved or stopped."""
        await self.look(site_id)
        self._wake(site_id)

    async def is_running(self, site_id: str) -> bool:
        """Whether a scenario is running on the site."""
        run = await self._state.scenarios.get(site_id)
        return run is not None and run.is_running

    async def answered(self, site_id: str, *, accepted: bool, renewal: bool) -> None:
        """An attempt on the site was answered."""

        def count(run: ScenarioRun) -> ScenarioRun:
            return replace(run, counted=run.counted.with_one(accepted=accepted, renewal=renewal))

        if not await self.is_running(site_id):
            return
        async with self._lock(site_id):
            await self._state.scenarios.change(site_id, count)
        await self.look(site_id)

    async def stop(self, site_id: str) -> None:
        """Stop the scenario that is running, if one is, and put back what it changed."""
        async with self._lock(site_id):
            run = await self._state.scenarios.get(site_id)
            if run is None or not run.is_running:
                return
            now, _ = await self._times(site_id)
            stopped = await self._state.scenarios.change(site_id, lambda latest: ended(latest, STOPPED, now))
            site = await self._state.sites.get(site_id)
            if site is not None:
                with suppress(WireError, Refusal):  # what cannot be put back any more is not worth an error here
                    await self._performer.put_back(site, run)
            await self._tell(stopped or run)

    async def _advance(self, site_id: str) -> None:
        while (run := await self._state.scenarios.get(site_id)) and run.is_running:
            now, real = await self._times(site_id)
            position = run.position
            if run.waits:
                if not waited(run, now, real):
                    return
            elif not await self._perform(run):
                return
            now, real = await self._times(site_id)
            move_on = partial(behind_step, position=position, now=now, real=real)
            after = await self._state.scenarios.change(site_id, move_on)
            if after is not None:
                await self._tell(after)
                self._wake(site_id)

    def _wake(self, site_id: str) -> None:
        """Let the task that watches the time look how long it is now."""
        if site_id in self._watches:
            self._watches[site_id].set()

    async def _perform(self, run: ScenarioRun) -> bool:
        """Take the step, unless another process does so just now; False where the run does not go on."""
        site = await self._state.sites.get(run.site_id)
        if site is None:
            return False
        step = step_of(run.step)
        before = self._performer.fields_before(site, run, step)
        mine = False

        def claim(latest: ScenarioRun) -> ScenarioRun:
            nonlocal mine
            claimed = performing(latest)
            mine = claimed is not latest and claimed.position == run.position
            return replace(claimed, before=before) if mine else latest

        await self._state.scenarios.change(run.site_id, claim)
        if not mine:
            return False
        try:
            await self._performer.take(site, run, step)
        except WireError as error:
            return await self._failed(run, error.message)
        except Refusal as refusal:
            return await self._failed(run, str(refusal.finding.facts["message"]))
        except Exception:  # noqa: BLE001 - else the run would hang at this step, and nobody would hear why
            _LOG.exception("step %s of a scenario on %s", run.position + 1, run.site_id)
            return await self._failed(run, "the simulator failed at it; its log says where.")
        return True

    async def _failed(self, run: ScenarioRun, message: str) -> bool:
        now, _ = await self._times(run.site_id)
        problem = f"step {run.position + 1}: {message}"
        after = await self._state.scenarios.change(run.site_id, lambda latest: ended(latest, FAILED, now, problem))
        await self._tell(after or run)
        return False

    async def _watch(self, site_id: str, run_id: str) -> None:
        """Look when a step has waited long enough, until the run is over."""
        woken = self._watches[site_id] = asyncio.Event()
        try:
            while True:
                woken.clear()
                patience = _LOOK_SECONDS
                with suppress(Unavailable):  # whoever asks next hears of it, and it may be back in a moment
                    run = await self.look(site_id)
                    if run is None or run.run_id != run_id or not run.is_running:
                        return
                    patience = await self._patience(run)
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), patience)
        finally:
            if self._watches.get(site_id) is woken:
                del self._watches[site_id]

    async def _patience(self, run: ScenarioRun) -> float:
        now, real = await self._times(run.site_id)
        frozen = (await self._state.clocks.get(run.site_id)).frozen_at is not None
        left = seconds_left(run, now, real, frozen=frozen) if run.waits else None
        return _LOOK_SECONDS if left is None else min(left, _LOOK_SECONDS)

    async def _times(self, site_id: str) -> tuple[float, float]:
        real = self._real_now()
        return (await self._state.clocks.get(site_id)).now(real), real

    async def _tell(self, run: ScenarioRun) -> None:
        await self._state.events.publish(Event(run.site_id, SCENARIO, scenario_run_json(run)))

    def _lock(self, site_id: str) -> asyncio.Lock:
        return self._locks.setdefault(site_id, asyncio.Lock())
