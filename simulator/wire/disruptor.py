"""Wire faults, outside the application: answers late, broken, garbled, or cut off by a reset connection."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.core.fault import Fault
from simulator.wire.extensions import RESET

_KEY = "disruption"
_MILLISECONDS = 1000
_BROKEN_OFF = '{"authentication": {"option": {"type": "SECURED_AUTHENTICATION", "tok'
_PROXY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_PROMISED_BYTES = "2048"


def disrupt(request: Request, fault: Fault) -> None:
    """Ask for the answer to this request to be disturbed."""
    request.scope[_KEY] = fault


def is_disturbed(scope: Scope) -> bool:
    """Whether somebody asked."""
    return _KEY in scope


class Disruptor:
    """Wraps the application; an answer that nobody asked to disturb passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and disturb its answer where a route asked for it."""
        replaced = False

        async def disturbed(message: Message) -> None:
            nonlocal replaced
            fault: Fault | None = scope.get(_KEY)
            if fault is not None and message["type"] == "http.response.start":
                if fault.mode.delays:
                    await asyncio.sleep(fault.delay_ms / _MILLISECONDS)
                answer = _ANSWERS.get(fault.name)
                if answer is not None:
                    replaced = True
                    await answer(_headers(message), scope, receive, send)
            if not replaced:
                await send(message)

        await self._app(scope, receive, disturbed if scope["type"] == "http" else send)


Headers = dict[str, str]


def _headers(message: Message) -> Headers:
    """What the answer would have said about cross-origin readers, so that a page sees the status as in production."""
    kept = ("access-control-allow-origin", "vary")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in message.get("headers", ())}
    return {name: headers[name] for name in kept if name in headers}


def _status(status: int, body: str, media_type: str, **extra: str) -> Callable[..., Awaitable[None]]:
    more = {name.replace("_", "-"): value for name, value in extra.items()}

    async def answer(headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body, status, {**headers, **more}, media_type)(scope, receive, send)

    return answer


async def _reset(headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
    """The head alone: a browser silently sends a POST again that died without an answer, and would eat the counts."""
    del receive
    head = {**headers, "content-type": "application/json", "content-length": _PROMISED_BYTES}
    raw = [(name.encode(), value.encode()) for name, value in head.items()]
    await send({"type": "http.response.start", "status": 200, "headers": raw})
    await send({"type": "http.response.body", "body": _BROKEN_OFF.encode(), "more_body": True})
    reset = scope.get("extensions", {}).get(RESET, {}).get("now")
    if reset is None:
        raise ConnectionResetError("the failure mode connection-reset")
    reset()
    await asyncio.sleep(0)  # the server learns that the connection is gone before it looks for the rest of the answer


_ANSWERS: dict[str, Callable[..., Awaitable[None]]] = {
    "server-error": _status(500, "Internal Server Error", "text/plain"),
    "bad-gateway": _status(502, _PROXY_PAGE, "text/html"),
    "gateway-timeout": _status(504, "Gateway Timeout", "text/plain"),
    "rate-limited": _status(429, "Too Many Requests", "text/plain", retry_after="1"),
    "malformed-response": _status(200, _BROKEN_OFF, "application/json"),
    "connection-reset": _reset,
}
