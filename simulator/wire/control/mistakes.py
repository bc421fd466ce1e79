"""The catalogue of mistakes over HTTP."""

from typing import TypedDict

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.desk import Desk, Desks
from simulator.wire.operation import Operation

NO_PROVIDER = {404: "There is no such provider."}
_UNKNOWN = {404: "There is no such provider, or it has no mistake of this code."}


class ProviderQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Whose mistakes, or failure modes, are wanted; iAdvize's unless told."""

    provider: str | None = None


class MistakesJson(TypedDict):
    """Every mistake that a verdict can name, in the order in which it looks for them."""

    mistakes: list[MistakeJson]


class MistakeRoutes:
    """``/mistakes``."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "GET", "/mistakes", self.list, query=ProviderQuery, answers={200: MistakesJson}, errors=NO_PROVIDER
            ),
            Operation(
                "GET",
                "/mistakes/{code}",
                self.show,
                query=ProviderQuery,
                answers={200: MistakeWithFixJson},
                errors=_UNKNOWN,
            ),
        ]

    async def list(self, request: Request) -> Response:
        """Every mistake that a verdict can name."""
        return JsonAnswer(MistakesJson(mistakes=self._asked(request).mistakes()))

    async def show(self, request: Request) -> Response:
        """One mistake, with the code that mends it."""
        code = request.path_params["code"]
        mistake = self._asked(request).mistake(code)
        if mistake is None:
            raise not_found("mistake", code)
        return JsonAnswer(mistake)

    def _asked(self, request: Request) -> Desk:
        return self._desks.asked(bodies.query(request, ProviderQuery).provider)
