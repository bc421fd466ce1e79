"""The short way to the operations that carry the load.

Starlette's router, its mounts and the middleware in them take longer than all of uvicorn. Here an operation is found by
its method and path alone, and answered as it would be on the long way, which everything else still takes.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.wire.operation import Operation

Handler = Callable[[Request, Any], Awaitable[Response]]
_ANY_PAGE = "/tag/"
_VARY = (b"vary", b"Origin")
_ALLOW = (b"access-control-allow-origin", b"*")


class Express:
    """Wraps the application. ``operations`` are by their whole path; below ``/tag`` any page may read the answer."""

    def __init__(
        self, app: ASGIApp, operations: Mapping[str, Operation], handlers: Mapping[type[Exception], Handler]
    ) -> None:
        self._app = app
        self._endpoints = {(each.method, path): each.endpoint for path, each in operations.items()}
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request where it is one of these."""
        endpoint = self._endpoints.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if endpoint is None:
            await self._app(scope, receive, send)
            return
        request, failure = Request(scope, receive, send), None
        try:
            response = await endpoint(request)
        except Exception as error:  # noqa: BLE001 - each has its answer, and what nobody expected is raised below
            kind = next(kind for kind in type(error).__mro__ if kind in self._handlers)
            response = await self._handlers[kind](request, error)
            failure = error if kind is Exception else None
        if scope["path"].startswith(_ANY_PAGE):
            response.raw_headers += (_VARY, _ALLOW) if "origin" in request.headers else (_VARY,)
        await response(scope, receive, send)
        if failure is not None:
            raise failure  # for the server's log
