"""What is imported and put together once somebody asks for it, so that a start need not wait for it."""

import asyncio
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

Value_co = TypeVar("Value_co", covariant=True)


class Once(Generic[Value_co]):
    """A value that is made when it is first asked for, and a single time, however many ask at once.

    ``made`` is the value, None until then.
    """

    def __init__(self, make: Callable[[], Value_co]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self.made: Value_co | None = None

    def __call__(self) -> Value_co:
        """The value; whoever asks meanwhile waits."""
        with self._lock:
            if self.made is None:
                self.made = self._make()
            return self.made

    async def get(self) -> Value_co:
        """The same. It is made in a thread, so that other requests go on meanwhile."""
        return self.made if self.made is not None else await asyncio.to_thread(self)


class Later:
    """An application that ``load`` brings at the first request for it."""

    def __init__(self, load: Callable[[], ASGIApp]) -> None:
        self._app = Once(load)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        app = self._app.made or await self._app.get()
        await app(scope, receive, send)

    @property
    def routes(self) -> list[object]:
        """Its routes, for those who describe them."""
        return getattr(self._app(), "routes", [])
