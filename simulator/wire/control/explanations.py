"""Tokens and keys explained over HTTP."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.explanation_json import ExplanationJson
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer
from simulator.wire.control.desk import Desks
from simulator.wire.control.tokens import VerdictBody
from simulator.wire.operation import Operation

_NO_STORE = {"cache-control": "no-store"}


class KeyBody(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody takes for a public key: PEM, one line of base64 DER, or a JWK as text or as an object."""

    key: Annotated[str, Meta(max_length=65_536)] | dict[str, Any]


class ExplanationRoutes:
    """``/sites/{id}/explanations`` and ``/keys``. ``key_report`` says what a text is that should be a public key."""

    def __init__(
        self, state: State, desks: Desks, key_report: Callable[[str | Mapping[str, Any]], Any], report: Any
    ) -> None:
        self._state = state
        self._desks = desks
        self._key_report = key_report
        self._report = report

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/sites/{site_id}/explanations",
                self.explain,
                body=VerdictBody,
                answers={200: ExplanationJson},
            ),
            Operation("POST", "/keys", self.key, body=KeyBody, answers={200: self._report}),
        ]

    async def explain(self, request: Request) -> Response:
        """A verdict with the token's anatomy and the code that mends it; opens no session and uses nothing up."""
        body = await bodies.parse(request, VerdictBody)
        site_id = request.path_params["site_id"]
        desk = await self._desks.of_id(self._state, site_id)
        return JsonAnswer(await desk.explain(site_id, body.token), headers=_NO_STORE)

    async def key(self, request: Request) -> Response:
        """What a text is, and whether it can serve as a brand's public key; keeps nothing."""
        body = await bodies.parse(request, KeyBody)
        return JsonAnswer(self._key_report(body.key), headers=_NO_STORE)
