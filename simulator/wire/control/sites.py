"""Sites over HTTP: create, list, change, remove, and forget what happened on one."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.event import RESET, Event
from simulator.core.site import SITE_ID, Site
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desk, Desks
from simulator.wire.operation import JSON, ListOf, Operation
from simulator.wire.site_toml import TOML, site_toml

_NO_STORE = {"cache-control": "no-store"}
NO_SITE: Final = {404: "There is no such site."}
_MANY_SITES: Final = {429: "There are as many sites as there may be."}


class SiteQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """How a site is shown: as JSON, or as TOML for a configuration; ``privateKeys`` adds what the simulator holds."""

    format: Literal["json", "toml"] = "json"
    private_keys: bool = False


async def site_named(state: State, request: Request) -> Site:
    """The site in the path; raises a 404."""
    site_id = request.path_params["site_id"]
    site = await state.sites.get(site_id)
    if site is None:
        raise not_found("site", site_id)
    return site


class SiteRoutes:
    """``/sites``, and ``/reset``. ``let_go`` stops whatever still plays with a site."""

    def __init__(self, state: State, desks: Desks, let_go: Callable[[str], Awaitable[None]]) -> None:
        self._state = state
        self._desks = desks
        self._let_go = let_go

    def routes(self) -> list[Operation]:
        """Where they live."""
        fields = self._desks.each(lambda desk: desk.site_fields)
        site = self._desks.each(lambda desk: desk.site_answer)
        new_site = self._desks.each(lambda desk: desk.new_site_answer)
        taken = {409: "There is a site of this id already."}
        return [
            Operation(
                "POST",
                "/sites",
                self.create,
                body=fields,
                answers={201: new_site},
                errors=taken | _MANY_SITES,
            ),
            Operation("GET", "/sites", self.list, answers={200: ListOf("sites", site)}),
            Operation(
                "GET",
                "/sites/{site_id}",
                self.show,
                query=SiteQuery,
                answers={200: {JSON: site, TOML: str}},
                errors=NO_SITE,
            ),
            Operation(
                "PUT", "/sites/{site_id}", self.put, body=fields, answers={200: site, 201: site}, errors=_MANY_SITES
            ),
            Operation("DELETE", "/sites/{site_id}", self.remove, answers={204: None}, errors=NO_SITE),
            Operation("POST", "/sites/{site_id}/reset", self.reset, answers={204: None}, errors=NO_SITE),
            Operation("POST", "/reset", self.reset_all, answers={204: None}),
        ]

    async def create(self, request: Request) -> Response:
        """A site with a fresh key, whose secret is answered this once; or with the caller's own keys."""
        body = await bodies.read_json(request)
        desk = self._desks.named(_provider(body))
        fields = bodies.convert(body, desk.site_fields)
        site_id = msgspec.to_builtins(fields).get("siteId") or f"site-{uuid.uuid4().hex[:12]}"
        site = await asyncio.to_thread(desk.founded, site_id, fields)
        if not await self._state.sites.add(site):
            raise WireError(409, "site_exists", f'There is a site "{site_id}" already; change it with PUT.', "siteId")
        return JsonAnswer(desk.new_site_json(site), 201, headers={"location": f"/_simulator/sites/{site_id}"})

    async def list(self, _: Request) -> Response:
        """Every site, oldest first."""
        sites = await self._state.sites.all()
        return JsonAnswer({"sites": [self._desks.of(site).site_json(site) for site in sites]})

    async def show(self, request: Request) -> Response:
        """One site; as TOML it is a table for the configuration of a server that shall have the same site."""
        query = bodies.query(request, SiteQuery)
        site = await site_named(self._state, request)
        desk = self._desks.of(site)
        shown = desk.new_site_json(site) if query.private_keys else desk.site_json(site)
        if query.format == "toml":
            return Response(site_toml(shown, desk.site_fields), media_type=TOML, headers=_NO_STORE)
        return JsonAnswer(shown, headers=_NO_STORE)

    async def put(self, request: Request) -> Response:
        """Create the site, or change the fields given."""
        site_id = request.path_params["site_id"]
        if not SITE_ID.fullmatch(site_id):
            raise WireError(422, "field_invalid", "siteId: it has 1 to 64 characters of A-Z a-z 0-9 _ -.", "siteId")
        body = await bodies.read_json(request)
        while True:
            known = await self._state.sites.get(site_id)
            desk = self._desk(known, _provider(body))
            fields = bodies.convert(body, desk.site_fields)
            if msgspec.to_builtins(fields).get("siteId", site_id) != site_id:
                message = f'siteId: the path says "{site_id}"; an id never changes.'
                raise WireError(422, "field_invalid", message, "siteId")
            site = await self._kept(desk, known, site_id, fields)
            if site is not None:
                return JsonAnswer(desk.site_json(site), 200 if known else 201)

    async def _kept(self, desk: Desk, known: Site | None, site_id: str, fields: Any) -> Site | None:
        """The site as it is then; None where somebody made it, or removed it, meanwhile.

        In one step, so that a rotation at the same time, at whatever server, is not undone.
        """
        if known is None:
            site = desk.changed(Site(site_id, provider=desk.provider), fields)
            return site if await self._state.sites.add(site) else None

        def change(latest: Site) -> Site:
            return desk.changed(latest, fields) if latest.provider == desk.provider else latest

        changed = await self._state.sites.change(site_id, change)
        return changed if changed is not None and changed.provider == desk.provider else None

    async def remove(self, request: Request) -> Response:
        """Remove the site and all that happened on it."""
        site = await site_named(self._state, request)
        await self._let_go(site.site_id)
        await self._state.sites.remove(site.site_id)
        await self._forget(site.site_id, removed=True)
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

    def _desk(self, known: Site | None, provider: object) -> Desk:
        if known is None:
            return self._desks.named(provider)
        desk = self._desks.of(known)
        if provider is not None and provider != desk.provider:
            message = f'provider: the site is one of "{desk.provider}", and a provider never changes.'
            raise WireError(422, "field_invalid", message, "provider")
        return desk

    async def _forget(self, site_id: str, *, removed: bool = False) -> None:
        await self._let_go(site_id)
        await self._state.forget(site_id)
        await self._state.events.publish(Event(site_id, RESET, {"removed": removed}))


def _provider(body: Any) -> object:
    """The provider that a body names; what is wrong with the body otherwise is said when it is parsed."""
    return body.get("provider") if isinstance(body, dict) else None
