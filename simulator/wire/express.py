"""The short way to the operations that carry the load.

Starlette's router, its mounts and the middleware in them take longer than all of uvicorn. Here an operation is found by
its method and path alone, answered, journaled and sent as on the long way, which everything else still takes.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.wire.answers import JsonAnswer, RawHeaders
from simulator.wire.disruptor import Disruptor, is_disturbed
from simulator.wire.extensions import WHOLE
from simulator.wire.operation import Operation
from simulator.wire.recorder import Recorder

Handler = Callable[[Request, Any], Awaitable[Response]]
_ANY_PAGE = "/tag/"
_FROM_ELSEWHERE = ((b"vary", b"Origin"),)
_FROM_A_PAGE = (*_FROM_ELSEWHERE, (b"access-control-allow-origin", b"*"))


class Express:
    """Wraps the application. ``operations`` are by their whole path; below ``/tag`` any page may read the answer."""

    def __init__(
        self,
        app: ASGIApp,
        operations: Mapping[str, Operation],
        handlers: Mapping[type[Exception], Handler],
        recorder: Recorder,
    ) -> None:
        self._app = app
        self._endpoints = {(each.method, path): each.endpoint for path, each in operations.items()}
        self._handlers = handlers
        self._recorder = recorder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request where it is one of these."""
        endpoint = self._endpoints.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if endpoint is None:
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request, failure = Request(scope, receive, send), None
        try:
            response = await endpoint(request)
        except Exception as error:  # noqa: BLE001 - each has its answer, and what nobody expected is raised below
            kind = next(kind for kind in type(error).__mro__ if kind in self._handlers)
            response = await self._handlers[kind](request, error)
            failure = error if kind is Exception else None
        shared = _shared(scope)
        if is_disturbed(scope):
            response.raw_headers += shared
            await self._recorder.watch(Disruptor(response), scope, receive, send, began)
        else:
            await self._recorder.journal(scope, response.status_code, began)
            if not _is_sent_whole(scope, response, shared):
                response.raw_headers += shared
                await response(scope, receive, send)
        if failure is not None:
            raise failure  # for the server's log


def _shared(scope: Scope) -> RawHeaders:
    """The headers by which a browser lets any page read the answer."""
    if not scope["path"].startswith(_ANY_PAGE):
        return ()
    for name, _ in scope["headers"]:
        if name == b"origin":
            return _FROM_A_PAGE
    return _FROM_ELSEWHERE


def _is_sent_whole(scope: Scope, response: Response, shared: RawHeaders) -> bool:
    """Whether the server could send it in one piece, which it otherwise does in two, for two calls of the system."""
    whole = scope.get("extensions", {}).get(WHOLE)
    if whole is None or not isinstance(response, JsonAnswer):
        return False
    sent: bool = whole["answer"](scope, response.status_code, response.fixed + shared, response.body)
    return sent
