"""Failure modes over HTTP: arm, list, remove."""

import uuid
from typing import Annotated, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.fault import DEFAULT_DELAY_MS, EVERY_MODE, MAX_DELAY_MS, OPEN_SESSION, Fault, FaultJson, fault_json
from simulator.core.site import Site
from simulator.core.wording import nearest
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desk, Desks
from simulator.wire.control.mistakes import NO_PROVIDER, ProviderQuery
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_NO_FAULT = {404: "There is no such site, or no such failure mode is armed on it."}


class FaultBody(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """A failure mode to arm; without ``times`` it stays until it is removed."""

    name: Annotated[str, Meta(extra_json_schema={"enum": list(EVERY_MODE)})]
    times: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    user_id: str | None = None
    delay_ms: Annotated[int, Meta(ge=0, le=MAX_DELAY_MS)] = DEFAULT_DELAY_MS
    after: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class ModeJson(TypedDict):
    """A failure mode: what the tag sees, what its page gets, and whether ``delayMs`` counts."""

    name: str
    tagSees: str
    pageGets: str
    delays: bool


class ModesJson(TypedDict):
    """Every failure mode there is."""

    modes: list[ModeJson]


class FaultsJson(TypedDict):
    """The failure modes that are armed."""

    faults: list[FaultJson]


def check_fault(desk: Desk, body: FaultBody) -> None:
    """Raises WireError 422 for a failure mode that sites of this provider do not know."""
    if body.name not in desk.modes:
        message = f'name: there is no failure mode "{body.name[:80]}"; {nearest(body.name, desk.modes)}'
        raise WireError(422, "field_invalid", message, "name")


async def arm_fault(state: State, desk: Desk, site: Site, body: FaultBody, run_id: str | None = None) -> Fault:
    """Arm a failure mode; those of sessions hit the open ones at once. Raises WireError 422, Refusal at the bound."""
    check_fault(desk, body)
    fault = Fault(str(uuid.uuid4()), body.name, body.times, body.user_id, body.delay_ms, body.after, run_id)
    await state.faults.arm(site.site_id, fault)
    if fault.mode.point == OPEN_SESSION:
        await desk.strike_sessions(site.site_id)
    return fault


class FaultRoutes:
    """``/sites/{id}/faults``, and ``/faults``: the table of all modes."""

    def __init__(self, state: State, desks: Desks) -> None:
        self._state = state
        self._desks = desks

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/faults"
        many = {429: "As many failure modes are armed as may be."}
        return [
            Operation("GET", "/faults", self.modes, query=ProviderQuery, answers={200: ModesJson}, errors=NO_PROVIDER),
            Operation("POST", path, self.arm, body=FaultBody, answers={201: FaultJson}, errors=many | NO_SITE),
            Operation("GET", path, self.list, answers={200: FaultsJson}, errors=NO_SITE),
            Operation("DELETE", path, self.clear, answers={204: None}, errors=NO_SITE),
            Operation("DELETE", path + "/{fault_name}", self.remove, answers={204: None}, errors=_NO_FAULT),
        ]

    async def modes(self, request: Request) -> Response:
        """Every failure mode there is on sites of a provider."""
        desk = self._desks.asked(bodies.query(request, ProviderQuery).provider)
        listed = [
            ModeJson(name=mode.name, tagSees=mode.tag_sees, pageGets=mode.page_gets, delays=mode.delays)
            for mode in desk.modes.values()
        ]
        return JsonAnswer(ModesJson(modes=listed))

    async def arm(self, request: Request) -> Response:
        """Arm one; those of sessions hit the open ones at once."""
        body = await bodies.parse(request, FaultBody)
        site = await site_named(self._state, request)
        return JsonAnswer(fault_json(await arm_fault(self._state, self._desks.of(site), site, body)), 201)

    async def list(self, request: Request) -> Response:
        """Those that are armed, with what is left of their counts."""
        site = await site_named(self._state, request)
        faults = await self._state.faults.all(site.site_id)
        return JsonAnswer(FaultsJson(faults=[fault_json(fault) for fault in faults]))

    async def remove(self, request: Request) -> Response:
        """Remove those of one name."""
        site = await site_named(self._state, request)
        name = request.path_params["fault_name"]
        if not await self._state.faults.remove(site.site_id, lambda fault: fault.name == name):
            raise not_found("fault", name)
        return Response(status_code=204)

    async def clear(self, request: Request) -> Response:
        """Remove them all."""
        site = await site_named(self._state, request)
        await self._state.faults.clear(site.site_id)
        return Response(status_code=204)
