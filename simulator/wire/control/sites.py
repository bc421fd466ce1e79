"""Sites over HTTP: create, list, change, remove, and forget what happened on one."""

import asyncio
import uuid
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.event import RESET, Event
from simulator.core.site import SITE_ID, Site
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desk
from simulator.wire.operation import Operation

NO_SITE: Final = {404: "There is no such site."}
_MANY_SITES: Final = {429: "There are as many sites as there may be."}


async def site_named(state: State, request: Request) -> Site:
    """The site in the path; raises a 404."""
    site_id = request.path_params["site_id"]
    site = await state.sites.get(site_id)
    if site is None:
        raise not_found("site", site_id)
    return site


class SiteRoutes:
    """``/sites``, and ``/reset``."""

    def __init__(self, state: State, desk: Desk) -> None:
        self._state = state
        self._desk = desk

    def routes(self) -> list[Operation]:
        """Where they live."""
        fields, site = self._desk.site_fields, self._desk.site_answer
        taken = {409: "There is a site of this id already."}
        return [
            Operation(
                "POST",
                "/sites",
                self.create,
                body=fields,
                answers={201: self._desk.new_site_answer},
                errors=taken | _MANY_SITES,
            ),
            Operation("GET", "/sites", self.list, answers={200: self._desk.sites_answer}),
            Operation("GET", "/sites/{site_id}", self.show, answers={200: site}, errors=NO_SITE),
            Operation(
                "PUT", "/sites/{site_id}", self.put, body=fields, answers={200: site, 201: site}, errors=_MANY_SITES
            ),
            Operation("DELETE", "/sites/{site_id}", self.remove, answers={204: None}, errors=NO_SITE),
            Operation("POST", "/sites/{site_id}/reset", self.reset, answers={204: None}, errors=NO_SITE),
            Operation("POST", "/reset", self.reset_all, answers={204: None}),
        ]

    async def create(self, request: Request) -> Response:
        """A site with a fresh key pair, whose private half is answered this once; or with the caller's own keys."""
        fields = await bodies.parse(request, self._desk.site_fields)
        given = msgspec.to_builtins(fields)
        site_id = given.get("siteId") or f"site-{uuid.uuid4().hex[:12]}"
        site = self._desk.changed(Site(site_id), fields)
        if "brandPublicKeys" not in given:
            site = await asyncio.to_thread(self._desk.with_fresh_keys, site)
        if not await self._state.sites.add(site):
            raise WireError(409, "site_exists", f'There is a site "{site_id}" already; change it with PUT.', "siteId")
        answer = self._desk.site_json(site)
        if site.minting_key:
            answer = {**answer, "brandPrivateKey": site.minting_key}
        return JsonAnswer(answer, 201, headers={"location": f"/_simulator/sites/{site_id}"})

    async def list(self, _: Request) -> Response:
        """Every site, oldest first."""
        return JsonAnswer({"sites": [self._desk.site_json(site) for site in await self._state.sites.all()]})

    async def show(self, request: Request) -> Response:
        """One site."""
        return JsonAnswer(self._desk.site_json(await site_named(self._state, request)))

    async def put(self, request: Request) -> Response:
        """Create the site, or change the fields given."""
        site_id = request.path_params["site_id"]
        if not SITE_ID.fullmatch(site_id):
            raise WireError(422, "field_invalid", "siteId: it has 1 to 64 characters of A-Z a-z 0-9 _ -.", "siteId")
        fields = await bodies.parse(request, self._desk.site_fields)
        if msgspec.to_builtins(fields).get("siteId", site_id) != site_id:
            raise WireError(422, "field_invalid", f'siteId: the path says "{site_id}"; an id never changes.', "siteId")
        known = await self._state.sites.get(site_id)
        site = self._desk.changed(known or Site(site_id), fields)
        await self._state.sites.put(site)
        return JsonAnswer(self._desk.site_json(site), 200 if known else 201)

    async def remove(self, request: Request) -> Response:
        """Remove the site and all that happened on it."""
        site = await site_named(self._state, request)
        await self._state.sites.remove(site.site_id)
        await self._forget(site.site_id)
        return Response(status_code=204)

    async def reset(self, request: Request) -> Response:
        """Forget what happened on the site; keep it and its keys."""
        site = await site_named(self._state, request)
        await self._forget(site.site_id)
        return Response(status_code=204)

    async def reset_all(self, _: Request) -> Response:
        """The same for every site."""
        for site in await self._state.sites.all():
            await self._forget(site.site_id)
        return Response(status_code=204)

    async def _forget(self, site_id: str) -> None:
        await self._state.forget(site_id)
        await self._state.events.publish(Event(site_id, RESET))
