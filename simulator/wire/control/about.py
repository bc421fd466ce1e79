"""The simulator itself over HTTP: that it is up, and its public key."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypedDict

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from simulator.core.site import Site
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.sites import NO_SITE
from simulator.wire.operation import JSON, Operation


class HealthJson(TypedDict):
    """The server answers, and this is it."""

    status: Literal["ok"]
    version: str


class KeyQuery(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a key: PEM, one line of base64 DER as iAdvize publishes its own, or a JWK.

    ``site`` names the site for which it is asked; only a rotation there makes a difference.
    """

    format: Literal["pem", "der", "jwk"] = "pem"
    site: str | None = None


class AboutRoutes:
    """``/health`` and ``/key``. ``key`` gives text for ``pem`` and ``der``, a mapping for ``jwk``."""

    def __init__(self, version: str, state: State, key: Callable[[str, Site | None], Awaitable[Any]]) -> None:
        self._version = version
        self._state = state
        self._key = key

    def routes(self) -> list[Operation]:
        """Where they live."""
        forms = {"text/plain": str, JSON: dict[str, str]}
        return [
            Operation("GET", "/health", self.health, answers={200: HealthJson}),
            Operation("GET", "/key", self.key, query=KeyQuery, answers={200: forms}, errors=NO_SITE),
        ]

    async def health(self, _: Request) -> Response:
        """The server answers."""
        return JsonAnswer(HealthJson(status="ok", version=self._version))

    async def key(self, request: Request) -> Response:
        """The public key for which brands encrypt, itself."""
        query = bodies.query(request, KeyQuery)
        site = await self._state.sites.get(query.site) if query.site else None
        if query.site and site is None:
            raise not_found("site", query.site)
        key = await self._key(query.format, site)
        return PlainTextResponse(key) if isinstance(key, str) else JsonAnswer(key)
