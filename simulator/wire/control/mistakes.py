"""The catalogue of mistakes over HTTP."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.desk import Desk


class MistakeRoutes:
    """``/mistakes``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Where they live."""
        return [
            Route("/mistakes", self.list, methods=["GET"]),
            Route("/mistakes/{code}", self.show, methods=["GET"]),
        ]

    async def list(self, _: Request) -> Response:
        """Every mistake that a verdict can name."""
        return JsonAnswer({"mistakes": self._desk.mistakes()})

    async def show(self, request: Request) -> Response:
        """One mistake, with the code that mends it."""
        code = request.path_params["code"]
        mistake = self._desk.mistake(code)
        if mistake is None:
            raise not_found("mistake", code)
        return JsonAnswer(mistake)
