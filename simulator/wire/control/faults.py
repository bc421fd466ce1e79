"""Failure modes over HTTP: arm, list, remove."""

import difflib
import uuid
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.core.fault import DEFAULT_DELAY_MS, MAX_DELAY_MS, MODES, OPEN_SESSION, Fault, fault_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.control.desk import Desk
from simulator.wire.control.sites import site_named


class FaultBody(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """A failure mode to arm; without ``times`` it stays until it is removed."""

    name: str
    times: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    user_id: str | None = None
    delay_ms: Annotated[int, Meta(ge=0, le=MAX_DELAY_MS)] = DEFAULT_DELAY_MS
    after: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class FaultRoutes:
    """``/sites/{id}/faults``, and ``/faults``: the table of all modes."""

    def __init__(self, state: State, desk: Desk) -> None:
        self._state = state
        self._desk = desk

    def routes(self) -> list[Route]:
        """Where they live."""
        path = "/sites/{site_id}/faults"
        return [
            Route("/faults", self.modes, methods=["GET"]),
            Route(path, self.arm, methods=["POST"]),
            Route(path, self.list, methods=["GET"]),
            Route(path, self.clear, methods=["DELETE"]),
        ]

    async def modes(self, _: Request) -> Response:
        """Every failure mode there is."""
        listed = [
            {"name": mode.name, "tagSees": mode.tag_sees, "pageGets": mode.page_gets, "delays": mode.delays}
            for mode in MODES.values()
        ]
        return JsonAnswer({"modes": listed})

    async def arm(self, request: Request) -> Response:
        """Arm one; those of sessions hit the open ones at once."""
        body = await bodies.parse(request, FaultBody)
        if body.name not in MODES:
            near = difflib.get_close_matches(body.name, MODES, n=1) or list(MODES)
            message = f'name: there is no failure mode "{body.name[:80]}"; known: {", ".join(near)}.'
            raise WireError(422, "field_invalid", message, "name")
        site = await site_named(self._state, request)
        fault = Fault(str(uuid.uuid4()), body.name, body.times, body.user_id, body.delay_ms, body.after)
        await self._state.faults.arm(site.site_id, fault)
        if fault.mode.point == OPEN_SESSION:
            await self._desk.strike_sessions(site.site_id)
        return JsonAnswer(fault_json(fault), 201)

    async def list(self, request: Request) -> Response:
        """Those that are armed, with what is left of their counts."""
        site = await site_named(self._state, request)
        faults = await self._state.faults.all(site.site_id)
        return JsonAnswer({"faults": [fault_json(fault) for fault in faults]})

    async def clear(self, request: Request) -> Response:
        """Remove them all."""
        site = await site_named(self._state, request)
        await self._state.faults.clear(site.site_id)
        return Response(status_code=204)
