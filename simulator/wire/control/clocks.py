"""A site's clock over HTTP."""

from collections.abc import Awaitable, Callable
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


def check_clock(body: ClockBody) -> float | None:
    """The epoch time at which to stop, or None; raises WireError 422 for a body that says nothing, or no moment."""
    if body.frozen_at is UNSET and body.advance_seconds is UNSET:
        raise WireError(422, "field_invalid", "Give advanceSeconds, frozenAt, or both.", "advanceSeconds")
    return None if body.frozen_at is UNSET else _epoch(body.frozen_at)


async def move_clock(state: State, real_now: Callable[[], float], site_id: str, body: ClockBody) -> SiteClock:
    """Advance a site's clock, or stop it, and tell whoever listens; raises WireError 422."""
    frozen_at = check_clock(body)
    seconds = 0.0 if body.advance_seconds is UNSET else body.advance_seconds

    def change(clock: SiteClock) -> SiteClock:
        stopped = clock if frozen_at is None else clock.frozen(frozen_at)
        moved = stopped.advanced(seconds)
        if not 0 <= moved.now(real_now()) <= _LAST_SECOND:
            raise WireError(422, "field_invalid", "advanceSeconds: no calendar reaches that far.", "advanceSeconds")
        return moved

    return await set_clock(state, real_now, site_id, change)


async def set_clock(
    state: State, real_now: Callable[[], float], site_id: str, change: Callable[[SiteClock], SiteClock]
) -> SiteClock:
    """Set a site's clock to what ``change`` makes of it, and tell whoever listens."""
    clock = await state.clocks.change(site_id, change)
    await state.events.publish(Event(site_id, CLOCK, clock_json(clock, real_now())))
    return clock


def clock_json(clock: SiteClock, real: float) -> ClockJson:
    """The clock under its public names, when the machine's is ``real``."""
    return {"now": clock.now(real), "frozen": clock.frozen_at is not None}


class ClockRoutes:
    """``/sites/{id}/clock``. ``real_now`` is the machine's clock in epoch seconds; ``moved`` hears of each move."""

    def __init__(self, state: State, real_now: Callable[[], float], moved: Callable[[str], Awaitable[object]]) -> None:
        self._state = state
        self._real_now = real_now
        self._moved = moved

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
        check_clock(body)
        site = await site_named(self._state, request)
        clock = await move_clock(self._state, self._real_now, site.site_id, body)
        await self._moved(site.site_id)
        return self._answer(clock)

    async def restore(self, request: Request) -> Response:
        """Back to real time."""
        site = await site_named(self._state, request)
        clock = await set_clock(self._state, self._real_now, site.site_id, lambda _: REAL_TIME)
        await self._moved(site.site_id)
        return self._answer(clock)

    def _answer(self, clock: SiteClock) -> Response:
        return JsonAnswer(clock_json(clock, self._real_now()), headers={"cache-control": "no-store"})


def _epoch(value: float | str) -> float:
    moment = epoch_of(value) if isinstance(value, str) else value
    if moment is None or not 0 <= moment <= _LAST_SECOND:
        message = 'frozenAt: give RFC 3339 with an offset ("2026-01-31T12:00:00Z") or epoch seconds.'
        raise WireError(422, "field_invalid", message, "frozenAt")
    return moment
