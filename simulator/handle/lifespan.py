"""An application without a server: its start and its end, as ASGI's lifespan protocol has them."""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message

_STARTED = "lifespan.startup.complete"
_ENDED = "lifespan.shutdown.complete"


class Lifespan:
    """Keeps an application started until it is told to stop."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._stopped = asyncio.Event()
        self._asked = False
        self._started: Callable[[], None] = lambda: None

    async def run(self, started: Callable[[], None]) -> None:
        """Start it, wait, end it."""
        self._started = started
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        await self._app(scope, self._receive, self._send)

    def stop(self) -> None:
        """Let it end."""
        self._stopped.set()

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "lifespan.startup"}
        await self._stopped.wait()
        return {"type": "lifespan.shutdown"}

    async def _send(self, message: Message) -> None:
        if message["type"] == _STARTED:
            self._started()
        elif message["type"] != _ENDED:
            raise RuntimeError(message.get("message") or message["type"])
