"""The simulator itself over HTTP: that it is up, and its public key."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.control.desk import Desk

_FORMS = ("pem", "der", "jwk")


class AboutRoutes:
    """``/health`` and ``/key``."""

    def __init__(self, version: str, desk: Desk) -> None:
        self._version = version
        self._desk = desk

    def routes(self) -> list[Route]:
        """Where they live."""
        return [
            Route("/health", self.health, methods=["GET"]),
            Route("/key", self.key, methods=["GET"]),
        ]

    async def health(self, _: Request) -> Response:
        """The server answers."""
        return JsonAnswer({"status": "ok", "version": self._version})

    async def key(self, request: Request) -> Response:
        """The public key for which brands encrypt, itself."""
        form = request.query_params.get("format", "pem")
        if form not in _FORMS:
            raise WireError(422, "field_invalid", f"format: give one of {', '.join(_FORMS)}.", "format")
        key = self._desk.key(form)
        return PlainTextResponse(key) if isinstance(key, str) else JsonAnswer(key)
