"""Keys that are replaced, over HTTP: the brand's, or iAdvize's own on one site."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulator.core.event import ROTATION, Event
from simulator.core.site import Site
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.desk import Desk, Desks
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_SECRET = ("brandPrivateKey", "secretKey")


async def rotate(state: State, desk: Desk, site: Site, fields: Any) -> Mapping[str, Any]:
    """Replace a key and tell whoever listens; a private or secret key is told to the caller alone."""
    told = await desk.rotate(site, fields)
    if told is None:
        raise not_found("site", site.site_id)
    public = {name: value for name, value in told.items() if name not in _SECRET}
    await state.events.publish(Event(site.site_id, ROTATION, public))
    return told


class RotationRoutes:
    """``/sites/{id}/rotations``."""

    def __init__(self, state: State, desks: Desks) -> None:
        self._state = state
        self._desks = desks

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/sites/{site_id}/rotations",
                self.rotate,
                body=self._desks.each(lambda desk: desk.rotation_fields),
                answers={201: self._desks.each(lambda desk: desk.rotation_answer)},
                errors=NO_SITE,
            )
        ]

    async def rotate(self, request: Request) -> Response:
        """Replace a key; the one before is taken for ``overlapSeconds`` of the site's clock."""
        body = await bodies.read_json(request)
        site = await site_named(self._state, request)
        desk = self._desks.of(site)
        told = await rotate(self._state, desk, site, bodies.convert(body, desk.rotation_fields))
        return JsonAnswer(told, 201, headers={"cache-control": "no-store"})
