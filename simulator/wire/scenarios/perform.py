"""Taking one step of a scenario, and putting back what a scenario changed."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.core.clock import REAL_TIME
from simulator.core.scenario import ScenarioRun
from simulator.core.session import ACTIVE, state_of
from simulator.core.site import Site
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.control.clocks import move_clock, set_clock
from simulator.wire.control.desk import Desk, Desks
from simulator.wire.control.faults import arm_fault
from simulator.wire.control.rotations import rotate
from simulator.wire.scenarios.steps import (
    AnyStep,
    ClearFaultsStep,
    ClockStep,
    FaultStep,
    RestoreStep,
    RevokeSessionsStep,
    RotateStep,
    SiteStep,
)


class Performer:
    """Takes steps. ``real_now`` is the machine's clock in epoch seconds."""

    def __init__(self, state: State, desks: Desks, real_now: Callable[[], float]) -> None:
        self._state = state
        self._desks = desks
        self._real_now = real_now

    async def take(self, site: Site, run: ScenarioRun, step: AnyStep) -> None:
        """Take a step that does not wait. Raises WireError or Refusal where the site cannot follow."""
        desk = self._desks.of(site)
        if isinstance(step, FaultStep):
            await arm_fault(self._state, desk, site, step, run.run_id)
        elif isinstance(step, ClearFaultsStep):
            await self._state.faults.clear(site.site_id)
        elif isinstance(step, ClockStep):
            await self._clock(site.site_id, step)
        elif isinstance(step, SiteStep):
            await self._change(desk, site.site_id, step.fields)
        elif isinstance(step, RotateStep):
            order = {"key": step.key, "overlapSeconds": step.overlap_seconds}
            await rotate(self._state, desk, site, bodies.convert(order, desk.rotation_fields))
        elif isinstance(step, RevokeSessionsStep):
            await self._revoke(desk, site.site_id)
        elif isinstance(step, RestoreStep):
            await self.put_back(site, run)

    async def put_back(self, site: Site, run: ScenarioRun) -> None:
        """Put back what the steps so far changed: the site's fields, its failure modes, its clock."""
        await self._state.faults.remove(site.site_id, lambda fault: fault.run_id == run.run_id)
        if any(step["do"] == "clock" for step in run.taken):
            await self._back_to_real_time(site.site_id)
        if run.before:
            await self._change(self._desks.of(site), site.site_id, run.before)

    def fields_before(self, site: Site, run: ScenarioRun, step: AnyStep) -> Mapping[str, Any]:
        """The site's fields as they were before the scenario changed them, those of this step too."""
        if isinstance(step, RestoreStep):
            return {}
        if not isinstance(step, SiteStep):
            return run.before
        shown = self._desks.of(site).site_json(site)
        return {name: shown[name] for name in step.fields if name in shown} | dict(run.before)

    async def _clock(self, site_id: str, step: ClockStep) -> None:
        if step.real:
            await self._back_to_real_time(site_id)
        else:
            await move_clock(self._state, self._real_now, site_id, step)

    async def _back_to_real_time(self, site_id: str) -> None:
        await set_clock(self._state, self._real_now, site_id, lambda _: REAL_TIME)

    async def _change(self, desk: Desk, site_id: str, fields: Mapping[str, Any]) -> None:
        parsed = bodies.convert(dict(fields), desk.site_fields)
        await self._state.sites.change(site_id, lambda latest: desk.changed(latest, parsed))

    async def _revoke(self, desk: Desk, site_id: str) -> None:
        now = (await self._state.clocks.get(site_id)).now(self._real_now())
        every = await self._state.sessions.page(site_id, None, await self._state.sessions.count(site_id))
        for session in reversed(every):
            if state_of(session, now) == ACTIVE:
                await desk.revoke(site_id, session.session_id)
