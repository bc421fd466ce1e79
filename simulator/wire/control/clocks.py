"""A site's clock over HTTP."""

from collections.abc import Callable
from typing import Annotated, TypedDict

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.clock import CENTURY_SECONDS, REAL_TIME, SiteClock, epoch_of
from simulator.core.event import CLOCK, Event
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_LAST_SECOND = 253_402_300_799  # the end of the year 9999


class ClockBody(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """How to move a clock; with both, it is stopped first and then moved."""

    advance_seconds: Annotated[float, Meta(ge=-CENTURY_SECONDS, le=CENTURY_SECONDS)] | UnsetType = UNSET
    frozen_at: (
        Annotated[float, Meta(extra_json_schema={"minimum": 0, "maximum": _LAST_SECOND})]
        | Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
        | UnsetType
    ) = UNSET


class ClockJson(TypedDict):
    """A site's time in epoch seconds, and whether it stands still."""

    now: float
    frozen: bool


_MOVE = Annotated[ClockBody, Meta(extra_json_schema={"minProperties": 1})]


class ClockRoutes:
    """``/sites/{id}/clock``. ``real_now`` is the machine's clock in epoch seconds."""

    def __init__(self, state: State, real_now: Callable[[], float]) -> None:
        self._state = state
        self._real_now = real_now

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/clock"
        return [
            Operation("GET", path, self.show, answers={200: ClockJson}, errors=NO_SITE),
            Operation("PUT", path, self.move, body=_MOVE, answers={200: ClockJson}, errors=NO_SITE),
            Operation("DELETE", path, self.restore, answers={200: ClockJson}, errors=NO_SITE),
        ]

    async def show(self, request: Request) -> Response:
        """The site's time."""
        site = await site_named(self._state, request)
        return self._answer(await self._state.clocks.get(site.site_id))

    async def move(self, request: Request) -> Response:
        """Advance the clock, or stop it."""
        body = await bodies.parse(request, ClockBody)
        if body.frozen_at is UNSET and body.advance_seconds is UNSET:
            raise WireError(422, "field_invalid", "Give advanceSeconds, frozenAt, or both.", "advanceSeconds")
        frozen_at = None if body.frozen_at is UNSET else _epoch(body.frozen_at)
        seconds = 0.0 if body.advance_seconds is UNSET else body.advance_seconds

        def change(clock: SiteClock) -> SiteClock:
            stopped = clock if frozen_at is None else clock.frozen(frozen_at)
            moved = stopped.advanced(seconds)
            if not 0 <= moved.now(self._real_now()) <= _LAST_SECOND:
                raise WireError(422, "field_invalid", "advanceSeconds: no calendar reaches that far.", "advanceSeconds")
            return moved

        return await self._change(request, change)

    async def restore(self, request: Request) -> Response:
        """Back to real time."""
        return await self._change(request, lambda _: REAL_TIME)

    async def _change(self, request: Request, change: Callable[[SiteClock], SiteClock]) -> Response:
        site = await site_named(self._state, request)
        clock = await self._state.clocks.change(site.site_id, change)
        await self._state.events.publish(Event(site.site_id, CLOCK, self._render(clock)))
        return self._answer(clock)

    def _render(self, clock: SiteClock) -> ClockJson:
        return {"now": clock.now(self._real_now()), "frozen": clock.frozen_at is not None}

    def _answer(self, clock: SiteClock) -> Response:
        return JsonAnswer(self._render(clock), headers={"cache-control": "no-store"})


def _epoch(value: float | str) -> float:
    moment = epoch_of(value) if isinstance(value, str) else value
    if moment is None or not 0 <= moment <= _LAST_SECOND:
        message = 'frozenAt: give RFC 3339 with an offset ("2026-01-31T12:00:00Z") or epoch seconds.'
        raise WireError(422, "field_invalid", message, "frozenAt")
    return moment
