"""uvicorn around the application: in this process until a signal, or in a thread."""

import asyncio
import concurrent.futures
import errno
import gc
import socket
from collections.abc import Callable, Sequence
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

import msgspec
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator import __version__
from simulator.app import build_app
from simulator.connections import allow_files, protocol_of
from simulator.connections.accepting import Accepting
from simulator.core.site import Site
from simulator.providers.iadvize.keyring import Keyring
from simulator.providers.iadvize.keys import PrivateKey
from simulator.settings import Misconfigured, Settings
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.starting_sites import starting_sites
from simulator.wire.later import Once

if TYPE_CHECKING:
    import ssl

    from simulator.state.protocols import State
    from simulator.wire.front import Front

_GRACE_SECONDS = 4  # how long a stop waits for answers
_CUT_SECONDS = 0.1  # until everybody knows that the connections are gone
_BACKLOG = 2048
_YOUNG_OBJECTS = 10_000


class Server(uvicorn.Server):
    """A server that ends its event streams when it is told to stop, so that nobody waits for them."""

    def __init__(
        self,
        config: uvicorn.Config,
        state: "Once[State]",
        started: Callable[[], None] | None = None,
        lifeline: int | None = None,
    ) -> None:
        """``started`` hears that it answers; it stops once ``lifeline``, a file descriptor, can be read."""
        super().__init__(config)
        self._state = state
        self._started = started
        self._lifeline = lifeline
        self._accepting: Accepting | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup([])  # all but to accept, for which uvicorn leaves a handshake the time of Python
        self._loop = asyncio.get_running_loop()
        self._accepting = Accepting(self)
        self.servers = [await self._accepting.listen(each) for each in sockets or ()]
        if self._lifeline is not None:
            self._loop.add_reader(self._lifeline, self._let_go)
        if self._started:
            self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; at a second Ctrl+C without waiting for answers."""
        super().handle_exit(sig, frame)
        if self.force_exit and self._loop is not None:
            self._loop.call_soon_threadsafe(self._cut_connections)

    def _let_go(self) -> None:
        asyncio.get_running_loop().remove_reader(self._lifeline or 0)
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then let answers in flight finish."""
        if self._state.made is not None:
            self._state.made.events.close()
        if self._accepting is not None:
            self._accepting.give_up_handshakes()
        cut = asyncio.get_running_loop().call_later(_GRACE_SECONDS, self._cut)
        await super().shutdown(sockets)
        cut.cancel()
        # A stop that was asked for is no failure: uvicorn would raise the signal again, and the exit code would be its.
        self._captured_signals.clear()

    def _cut(self) -> None:
        """End what takes longer than a stop may: connections first, so that nobody waits for an end of the answers."""
        self._cut_connections()
        for task in list(self.server_state.tasks):
            asyncio.get_running_loop().call_later(_CUT_SECONDS, task.cancel)

    def _cut_connections(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def interruptible(app: ASGIApp) -> ASGIApp:
    """The application; an answer that a stop did not wait for ends without a word, and without a traceback."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        try:  # noqa: SIM105 - contextlib's suppress makes each request longer
            await app(scope, receive, send)
        except asyncio.CancelledError:
            pass

    return answer


class _Listener(socket.socket):
    def listen(self, _: int = _BACKLOG, /) -> None:
        """Let many wait, however few asyncio, which listens again, is to accept at once."""
        super().listen(_BACKLOG)


def listen(settings: Settings) -> socket.socket:
    """A bound socket; a port that is taken is a Misconfigured.

    Made here because uvicorn's own have no protocol number, for which asyncio leaves Nagle's algorithm on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = _Listener(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if settings.host == "::":  # else it is for the system to say whether that takes in IPv4, as the start promises
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    try:
        listener.bind((settings.host, settings.port))
    except (OSError, TypeError) as error:  # the second is of a name that no resolver would take
        listener.close()
        raise Misconfigured(_bind_problem(settings, error)) from None
    listener.listen()
    return listener


def run(settings: Settings, keyring: Keyring, listening: Callable[[str, int], None]) -> int:
    """Serve until a signal says stop; ``listening`` hears host and port once they are bound. The exit code."""
    if settings.workers > 1:
        return _run_workers(settings, keyring, listening)
    app, state = compose(settings, keyring)
    app.loaded = spare_the_collector
    listener = listen(settings)
    allow_files(settings.bounds)
    server = Server(_config(uvicorn.Config, app, settings.bounds, _tls(settings)), state)
    spare_the_collector()
    listening(settings.host, listener.getsockname()[1])
    try:
        server.run(sockets=[listener])
    except asyncio.CancelledError:
        # asyncio forgets that it was a signal, where it comes while asyncio begins to heed them.
        raise KeyboardInterrupt from None
    return 0


def _run_workers(settings: Settings, keyring: Keyring, listening: Callable[[str, int], None]) -> int:
    """The same in several processes. All that can be refused is looked at before the first of them."""
    from simulator.workers import can_fork, supervise  # noqa: PLC0415 - one process needs none of it

    if not can_fork():
        raise Misconfigured("workers: this system cannot fork processes; run one.")
    prepared = _Prepared.of(settings, keyring)
    context = _tls(settings)
    allow_files(settings.bounds)
    listener = listen(settings)
    import_module("simulator.app.tag")  # else each process would import it, and hold it, for itself

    def work(lifeline: int, begun: Callable[[], None]) -> int:
        app, state = prepared.composed()
        app.loaded = spare_the_collector
        server = Server(_config(uvicorn.Config, app, settings.bounds, context, backlog=1), state, begun, lifeline)
        spare_the_collector()
        server.run(sockets=[listener])
        return 0

    return supervise(settings.workers, work, lambda: listening(settings.host, listener.getsockname()[1]))


def _tls(settings: Settings) -> "ssl.SSLContext | None":
    if not settings.is_https:
        return None
    from simulator.settings.tls import tls_context  # noqa: PLC0415 - plain HTTP needs none of it

    return tls_context(settings)


def spare_the_collector() -> None:
    """Let garbage collection pass over what a start made, which stays, and come less often for the little that is new.

    What requests leave behind is freed by its count of references; only cycles wait for a collection.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


def guest(
    app: ASGIApp,
    state: "Once[State]",
    started: Callable[[], None],
    bounds: Bounds = DEFAULT,
    context: "ssl.SSLContext | None" = None,
) -> Server:
    """A server for a thread of another's process, whose logging it leaves alone; ``started`` hears that it answers."""
    return Server(_config(_GuestConfig, app, bounds, context), state, started)


def compose(settings: Settings, keyring: Keyring) -> "tuple[Front, Once[State]]":
    """The application that the settings describe, and its state. Raises Misconfigured."""
    return _Prepared.of(settings, keyring).composed()


class _Prepared(msgspec.Struct, frozen=True):
    """All that a process needs to compose its application, whether it found that out itself or was forked."""

    settings: Settings
    key: PrivateKey
    sites: tuple[Site, ...]

    @classmethod
    def of(cls, settings: Settings, keyring: Keyring) -> "_Prepared":
        """Keys, sites and the state made ready. Raises Misconfigured."""
        key = keyring.iadvize()
        sites = starting_sites(settings, keyring)
        if settings.state == "memory":
            return cls(settings, key, sites)
        _prepare(settings, key.public.thumbprint, sites)
        return cls(settings, key, sites)

    def composed(self) -> "tuple[Front, Once[State]]":
        """The application and its state."""
        state = Once(self._opened)
        if self.settings.state != "memory":  # which cannot fail, and is made for the first request
            state()
        return build_app(self.settings, self.key, state), state

    def _opened(self) -> "State":
        from simulator.state.opening import open_state  # noqa: PLC0415 - slow, and a start can do without

        state = open_state(self.settings.state, self.settings.bounds)
        state.stand_by(self.key.public.thumbprint, self.sites)
        return state


def _prepare(settings: Settings, owner: str, sites: Sequence[Site]) -> None:
    """Once, before anything starts, so that a problem is one line; in a thread, as the caller may be in a loop."""
    from simulator.state.opening import prepare_state  # noqa: PLC0415 - slow, and memory needs none of it

    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, prepare_state(settings.state, owner, sites, settings.bounds)).result()


class _GuestConfig(uvicorn.Config):
    def configure_logging(self) -> None:
        """Leave it: uvicorn's way resets handlers and levels of the whole process, and writes to a captured stream."""


def _config(
    kind: type[uvicorn.Config],
    app: ASGIApp,
    bounds: Bounds,
    context: "ssl.SSLContext | None" = None,
    backlog: int = _BACKLOG,
) -> uvicorn.Config:
    """``backlog`` is how many connections are accepted at once: few, where other processes shall have some."""
    return kind(
        interruptible(app),
        http=protocol_of(bounds),
        loop="asyncio",
        ws="none",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        # In every answer, those that uvicorn makes itself included: nobody shall take it for iAdvize's.
        headers=[("server", f"iadvize-simulator/{__version__}"), ("x-iadvize-simulator", __version__)],
        timeout_keep_alive=bounds.idle_seconds,
        backlog=backlog,
        ssl_context_factory=None if context is None else lambda *_: context,
    )


def _bind_problem(settings: Settings, error: OSError | TypeError) -> str:
    why = error.strerror if isinstance(error, OSError) else "it is no host name"
    if not isinstance(error, OSError) or isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return (
            f"host: {settings.host} cannot be listened on: {why}. Name an address of this machine: 127.0.0.1 for this"
            " machine alone, 0.0.0.0 for all."
        )
    if error.errno == errno.EADDRINUSE:
        return (
            f"port: {settings.port} is taken on {settings.host}; stop what listens there, or choose another (--port 0)."
        )
    if error.errno == errno.EACCES:
        return f"port: {settings.port} may not be opened by this user; choose one above 1023."
    return f"host: {settings.host} cannot be listened on: {why}."
