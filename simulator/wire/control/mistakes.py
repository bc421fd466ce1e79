"""The catalogue of mistakes over HTTP."""

from typing import TypedDict

from starlette.requests import Request
from starlette.responses import Response

from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson
from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.desk import Desk
from simulator.wire.operation import Operation

_UNKNOWN = {404: "There is no mistake of this code."}


class MistakesJson(TypedDict):
    """Every mistake that a verdict can name, in the order in which it looks for them."""

    mistakes: list[MistakeJson]


class MistakeRoutes:
    """``/mistakes``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation("GET", "/mistakes", self.list, answers={200: MistakesJson}),
            Operation("GET", "/mistakes/{code}", self.show, answers={200: MistakeWithFixJson}, errors=_UNKNOWN),
        ]

    async def list(self, _: Request) -> Response:
        """Every mistake that a verdict can name."""
        return JsonAnswer(MistakesJson(mistakes=self._desk.mistakes()))

    async def show(self, request: Request) -> Response:
        """One mistake, with the code that mends it."""
        code = request.path_params["code"]
        mistake = self._desk.mistake(code)
        if mistake is None:
            raise not_found("mistake", code)
        return JsonAnswer(mistake)
