"""The simulator itself over HTTP: that it is up, and its public key."""

from collections.abc import Callable
from typing import Any, Literal, TypedDict

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer
from simulator.wire.operation import JSON, Operation


class HealthJson(TypedDict):
    """The server answers, and this is it."""

    status: Literal["ok"]
    version: str


class KeyQuery(msgspec.Struct):
    """The form of a key: PEM, one line of base64 DER as iAdvize publishes its own, or a JWK."""

    format: Literal["pem", "der", "jwk"] = "pem"


class AboutRoutes:
    """``/health`` and ``/key``. ``key`` gives text for ``pem`` and ``der``, a mapping for ``jwk``."""

    def __init__(self, version: str, key: Callable[[str], Any]) -> None:
        self._version = version
        self._key = key

    def routes(self) -> list[Operation]:
        """Where they live."""
        forms = {"text/plain": str, JSON: dict[str, str]}
        return [
            Operation("GET", "/health", self.health, answers={200: HealthJson}),
            Operation("GET", "/key", self.key, query=KeyQuery, answers={200: forms}),
        ]

    async def health(self, _: Request) -> Response:
        """The server answers."""
        return JsonAnswer(HealthJson(status="ok", version=self._version))

    async def key(self, request: Request) -> Response:
        """The public key for which brands encrypt, itself."""
        key = self._key(bodies.query(request, KeyQuery).format)
        return PlainTextResponse(key) if isinstance(key, str) else JsonAnswer(key)
