"""The outermost application: the start, the end and the health check, which wait for nothing else to be loaded."""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.wire.caller import host_name, is_loopback, is_on_this_machine, the_host

HEALTH = "/_simulator/health"
# With one of these, or one that browsers alone send, a request may have to be refused; the long way looks at that.
_TELLING = frozenset({b"authorization", b"cookie", b"origin", b"content-length", b"transfer-encoding"})


class Front:
    """Leaves all other requests, and every health check that is out of the ordinary, to ``rest``.

    ``loaded`` hears when another part of the simulator was imported, which then stays.
    """

    def __init__(self, rest: ASGIApp, version: str, end: Callable[[], Awaitable[None]]) -> None:
        self._rest = rest
        self._health = msgspec.json.encode({"status": "ok", "version": version})
        self._end = end
        self.loaded: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == HEALTH and _is_ordinary(scope):
            await self._tell_health(send)
        else:
            await self._rest(scope, receive, send)

    async def _tell_health(self, send: Send) -> None:
        length = str(len(self._health)).encode()
        headers = [(b"content-length", length), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._health})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._end()
        await send({"type": "lifespan.shutdown.complete"})


def _is_ordinary(scope: Scope) -> bool:
    """Whether it is a GET by this machine, under one of its own names, with no body, that says nothing of who asks."""
    names = [name for name, _ in scope["headers"]]
    if scope["method"] != "GET" or any(name in _TELLING or name.startswith(b"sec-") for name in names):
        return False
    return is_on_this_machine(scope) and is_loopback(host_name(the_host(scope)))
