"""Tokens over HTTP: mint one, or one for every mistake; have one judged."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.core.verdict import verdict_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer
from simulator.wire.control.desk import Desk
from simulator.wire.control.sites import site_named

_CUSTOMER = "customer-1042"
_NO_STORE = {"cache-control": "no-store"}


class VerdictBody(msgspec.Struct):
    """A token to be judged; absent and null are judged too."""

    token: str | None = None


class TokenRoutes:
    """``/sites/{id}/tokens``, ``/sites/{id}/corpus`` and ``/sites/{id}/verdicts``."""

    def __init__(self, state: State, desk: Desk) -> None:
        self._state = state
        self._desk = desk

    def routes(self) -> list[Route]:
        """Where they live."""
        return [
            Route("/sites/{site_id}/tokens", self.mint, methods=["POST"]),
            Route("/sites/{site_id}/corpus", self.corpus, methods=["GET"]),
            Route("/sites/{site_id}/verdicts", self.judge, methods=["POST"]),
        ]

    async def mint(self, request: Request) -> Response:
        """A token to order, where the simulator holds the brand's private key."""
        fields = await bodies.parse(request, self._desk.mint_fields)
        site = await site_named(self._state, request)
        return JsonAnswer(await self._desk.mint(site, fields), headers=_NO_STORE)

    async def corpus(self, request: Request) -> Response:
        """A good token and one for every mistake, as JSON lines."""
        site = await site_named(self._state, request)
        fields = bodies.convert({"userId": _CUSTOMER, **request.query_params}, self._desk.mint_fields, strict=False)
        lines = (msgspec.json.encode(entry) + b"\n" for entry in await self._desk.corpus(site, fields))
        return Response(b"".join(lines), media_type="application/x-ndjson", headers=_NO_STORE)

    async def judge(self, request: Request) -> Response:
        """A verdict, for an unknown site too; opens no session and marks nothing as used."""
        body = await bodies.parse(request, VerdictBody)
        verdict = await self._desk.verdict(request.path_params["site_id"], body.token)
        return JsonAnswer(verdict_json(verdict), headers=_NO_STORE)
