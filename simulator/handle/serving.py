"""A simulator that listens, as work for a thread."""

import ssl
from collections.abc import Callable

from simulator.providers.iadvize.keyring import Keyring
from simulator.server import compose, guest, listen
from simulator.settings import Settings


class Serving:
    """Bound from the start, so that its port is known; raises Misconfigured where that cannot be."""

    def __init__(self, settings: Settings, keyring: Keyring, context: ssl.SSLContext | None = None) -> None:
        """``context`` is what it speaks TLS with; it is the caller who knows how it is then reached."""
        self._app, self._state = compose(settings, keyring)
        self._listener = listen(settings)
        self.port: int = self._listener.getsockname()[1]
        self._started: Callable[[], None] = lambda: None
        self._server = guest(self._app, self._state, self._tell, settings.bounds, context)

    def _tell(self) -> None:
        self._started()

    async def run(self, started: Callable[[], None]) -> None:
        """Serve until told to stop."""
        self._started = started
        try:
            await self._server.serve(sockets=[self._listener])
        finally:
            self._listener.close()

    def stop(self) -> None:
        """End the streams, let answers in flight finish, and return."""
        self._server.should_exit = True
