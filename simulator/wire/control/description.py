"""The description of this API, in OpenAPI 3.1."""

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from simulator.wire.operation import JSON, Operation


class DescriptionRoutes:
    """``/openapi.json``. ``routes`` may still grow until somebody asks for the description."""

    def __init__(self, routes: Sequence[BaseRoute], version: str) -> None:
        self._routes = routes
        self._version = version
        self._document: bytes | None = None

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [Operation("GET", "/openapi.json", self.show, answers={200: dict[str, Any]})]

    async def show(self, _: Request) -> Response:
        """This document."""
        if self._document is None:
            from simulator.wire.openapi.document import describe  # noqa: PLC0415 - a server starts sooner without it

            self._document = msgspec.json.encode(describe(self._routes, self._version))
        return Response(self._document, media_type=JSON)
