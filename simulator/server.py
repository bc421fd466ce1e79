"""uvicorn around the application: in this process until a signal, or in a thread."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from simulator import __version__
from simulator.app import build_app
from simulator.providers.iadvize.configured import configured_sites, simulator_key
from simulator.settings import Misconfigured, Settings
from simulator.state.memory import MemoryState
from simulator.state.protocols import State

_GRACE_SECONDS = 4
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """How a browser on this machine reaches it."""
        reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://[{reachable}]:{self.port}" if ":" in reachable else f"http://{reachable}:{self.port}"


class Server(uvicorn.Server):
    """A server that ends its event streams when it is told to stop, so that nobody waits for them."""

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self._state = state

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then let answers in flight finish."""
        await self._state.close()
        await super().shutdown(sockets)


def listen(settings: Settings) -> socket.socket:
    """A bound socket; a port that is taken is a Misconfigured.

    Made here because uvicorn's own have no protocol number, for which asyncio leaves Nagle's algorithm on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise Misconfigured(_bind_problem(settings, error)) from None
    listener.listen(_BACKLOG)
    return listener


def run(settings: Settings, started: Callable[[Address], None]) -> int:
    """Serve until a signal says stop; ``started`` hears the address once it is bound. The exit code."""
    key = simulator_key(settings)
    sites = configured_sites(settings)
    listener = listen(settings)
    host, port = listener.getsockname()[:2]
    state = MemoryState()
    server = Server(_config(settings, build_app(settings, key, sites, state)), state)
    started(Address(settings.host if settings.host == "localhost" else host, port))
    server.run(sockets=[listener])
    return 0


def _config(settings: Settings, app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        http="httptools",
        loop="asyncio",
        ws="none",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=[("server", f"iadvize-simulator/{__version__}")],
        timeout_graceful_shutdown=_GRACE_SECONDS,
        backlog=_BACKLOG,
    )


def _bind_problem(settings: Settings, error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return f"port: {settings.port} is taken on {settings.host}; stop what listens there, or choose another (--port 0)."
    if error.errno == errno.EACCES:
        return f"port: {settings.port} may not be opened by this user; choose one above 1023."
    return f"host: {settings.host} cannot be listened on: {error.strerror}."
