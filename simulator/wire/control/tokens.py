"""Tokens over HTTP: mint one, or one for every mistake; have one judged."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.clock import CENTURY_SECONDS
from simulator.core.token_json import MintedJson
from simulator.core.verdict import VerdictJson, verdict_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer
from simulator.wire.control.desk import Desks
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_CANNOT_MINT = {409: "The simulator does not hold the brand's private key.", **NO_SITE}
_NO_STORE = {"cache-control": "no-store"}


class VerdictBody(msgspec.Struct):
    """A token to be judged; absent and null are judged too."""

    token: str | None = None


class CorpusQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """Whose tokens they are, and how long they live."""

    user_id: Annotated[str, Meta(max_length=10_000)] | UnsetType = UNSET
    lifetime_seconds: Annotated[float, Meta(ge=-CENTURY_SECONDS, le=CENTURY_SECONDS)] | UnsetType = UNSET


class TokenRoutes:
    """``/sites/{id}/tokens``, ``/sites/{id}/corpus`` and ``/sites/{id}/verdicts``."""

    def __init__(self, state: State, desks: Desks) -> None:
        self._state = state
        self._desks = desks

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/sites/{site_id}/tokens",
                self.mint,
                body=self._desks.each(lambda desk: desk.mint_fields),
                answers={200: MintedJson},
                errors=_CANNOT_MINT,
            ),
            Operation(
                "GET",
                "/sites/{site_id}/corpus",
                self.corpus,
                query=CorpusQuery,
                answers={200: {"application/x-ndjson": str}},
                errors=_CANNOT_MINT,
            ),
            Operation("POST", "/sites/{site_id}/verdicts", self.judge, body=VerdictBody, answers={200: VerdictJson}),
        ]

    async def mint(self, request: Request) -> Response:
        """A token to order, where the simulator holds the brand's private key."""
        body = await bodies.read_json(request)
        site = await site_named(self._state, request)
        desk = self._desks.of(site)
        return JsonAnswer(await desk.mint(site, bodies.convert(body, desk.mint_fields)), headers=_NO_STORE)

    async def corpus(self, request: Request) -> Response:
        """A good token and one for every mistake, as JSON lines."""
        site = await site_named(self._state, request)
        desk = self._desks.of(site)
        query = {"userId": desk.example_user_id, **msgspec.to_builtins(bodies.query(request, CorpusQuery))}
        fields = bodies.convert(query, desk.mint_fields)
        lines = (msgspec.json.encode(entry) + b"\n" for entry in await desk.corpus(site, fields))
        return Response(b"".join(lines), media_type="application/x-ndjson", headers=_NO_STORE)

    async def judge(self, request: Request) -> Response:
        """A verdict, for an unknown site too; opens no session and marks nothing as used."""
        body = await bodies.parse(request, VerdictBody)
        site_id = request.path_params["site_id"]
        desk = await self._desks.of_id(self._state, site_id)
        verdict = await desk.verdict(site_id, body.token)
        return JsonAnswer(verdict_json(verdict), headers=_NO_STORE)
