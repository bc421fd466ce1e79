"""uvicorn around the application: in this process until a signal, or in a thread."""

import asyncio
import errno
import gc
import socket
import struct
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator import __version__
from simulator.app import build_app
from simulator.core.site import Site
from simulator.providers.iadvize.keyring import Keyring
from simulator.settings import Misconfigured, Settings
from simulator.starting_sites import starting_sites
from simulator.state.opening import open_state, prepare_state
from simulator.state.protocols import State
from simulator.wire.disruptor import RESET

_GRACE_SECONDS = 4  # how long a stop waits for answers
_CUT_SECONDS = 0.1  # until everybody knows that the connections are gone
_IDLE_SECONDS = 75  # longer than clients keep a connection, so that none is closed under a request
_BACKLOG = 2048
_YOUNG_OBJECTS = 10_000
_LINGER_NOT = struct.pack("ii", 1, 0)  # closing sends a reset


class Protocol(HttpToolsProtocol):
    """HTTP over a connection that a failure mode can reset."""

    def on_message_begin(self) -> None:
        """Give each request the means to reset its connection."""
        super().on_message_begin()
        self.scope["extensions"] = {RESET: {"now": self._reset}}

    def _reset(self) -> None:
        connection = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.transport.abort()


class Server(uvicorn.Server):
    """A server that ends its event streams when it is told to stop, so that nobody waits for them."""

    def __init__(self, config: uvicorn.Config, state: State, started: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self._state = state
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self._started:
            self._started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then let answers in flight finish."""
        self._state.events.close()
        cut = asyncio.get_running_loop().call_later(_GRACE_SECONDS, self._cut)
        await super().shutdown(sockets)
        cut.cancel()
        # A stop that was asked for is no failure: uvicorn would raise the signal again, and the exit code would be its.
        self._captured_signals.clear()

    def _cut(self) -> None:
        """End what takes longer than a stop may: connections first, so that nobody waits for an end of the answers."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            asyncio.get_running_loop().call_later(_CUT_SECONDS, task.cancel)


def interruptible(app: ASGIApp) -> ASGIApp:
    """The application; an answer that a stop did not wait for ends without a word, and without a traceback."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(asyncio.CancelledError):
            await app(scope, receive, send)

    return answer


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


def run(settings: Settings, keyring: Keyring, listening: Callable[[str, int], None]) -> int:
    """Serve until a signal says stop; ``listening`` hears host and port once they are bound. The exit code."""
    app, state = compose(settings, keyring)
    listener = listen(settings)
    server = Server(_config(uvicorn.Config, app), state)
    spare_the_collector()
    listening(settings.host, listener.getsockname()[1])
    server.run(sockets=[listener])
    return 0


def spare_the_collector() -> None:
    """Let garbage collection pass over what a start made, which stays, and come less often for the little that is new.

    What requests leave behind is freed by its count of references; only cycles wait for a collection.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


def guest(app: ASGIApp, state: State, started: Callable[[], None]) -> Server:
    """A server for a thread of another's process, whose logging it leaves alone; ``started`` hears that it answers."""
    return Server(_config(_GuestConfig, app), state, started)


def compose(settings: Settings, keyring: Keyring) -> tuple[ASGIApp, State]:
    """The application that the settings describe, and its state. Raises Misconfigured."""
    if settings.workers != 1:
        raise Misconfigured(f"workers: {settings.workers} processes are not there yet; run one.")
    key = keyring.iadvize()
    sites = starting_sites(settings, keyring)
    if settings.state != "memory":
        _prepare(settings, key.public.thumbprint, sites)
        sites = ()
    state = open_state(settings.state)
    return build_app(settings, key, sites, state), state


def _prepare(settings: Settings, owner: str, sites: Sequence[Site]) -> None:
    """Once, before anything starts, so that a problem is one line; in a thread, as the caller may be in a loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, prepare_state(settings.state, owner, sites)).result()


class _GuestConfig(uvicorn.Config):
    def configure_logging(self) -> None:
        """Leave it: uvicorn's way resets handlers and levels of the whole process, and writes to a captured stream."""


def _config(kind: type[uvicorn.Config], app: ASGIApp) -> uvicorn.Config:
    return kind(
        interruptible(app),
        http=Protocol,
        loop="asyncio",
        ws="none",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        # In every answer, those that uvicorn makes itself included: nobody shall take it for iAdvize's.
        headers=[("server", f"iadvize-simulator/{__version__}"), ("x-iadvize-simulator", __version__)],
        timeout_keep_alive=_IDLE_SECONDS,
        backlog=_BACKLOG,
    )


def _bind_problem(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port: {settings.port} is taken on {settings.host}; stop what listens there, or choose another (--port 0)."
        )
    if error.errno == errno.EACCES:
        return f"port: {settings.port} may not be opened by this user; choose one above 1023."
    return f"host: {settings.host} cannot be listened on: {error.strerror}."
