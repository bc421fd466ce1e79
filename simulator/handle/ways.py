"""The ways to a simulator: served on a socket of this process, in this process without one, or already running."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

from simulator.handle.errors import SimulatorError
from simulator.handle.http_channel import HttpChannel
from simulator.handle.server import Opened, Server
from simulator.settings import Misconfigured, Settings, load_settings
from simulator.settings.address import address
from simulator.settings.bounds import Bounds
from simulator.settings.home import NoHome, at_home

if TYPE_CHECKING:
    import ssl

    from simulator.providers.iadvize.keyring import Keyring

_PATHS = ("config", "data_dir", "private_key", "tls_cert", "tls_key")


class Options(TypedDict, total=False):
    """The settings that a simulator in Python takes, as docs/configuration.md has them."""

    config: str | Path | None
    data_dir: str | Path | None
    private_key: str | Path | None
    state: str | None
    require_api_token: bool | None
    api_users: Mapping[str, str] | None
    bounds: Mapping[str, int] | str | None


class ServeOptions(Options, total=False):
    """Those of one that listens, too."""

    host: str | None
    port: int | str | None
    allowed_hosts: Sequence[str] | None
    trust_callers: bool | None
    control_token: str | None
    tls: bool | None
    tls_cert: str | Path | None
    tls_key: str | Path | None


def serve(**options: Unpack[ServeOptions]) -> Server:
    """A simulator on a free port of 127.0.0.1, in a thread of this process; it starts by ``with`` or ``start()``.

    Without ``data_dir`` its keys are new, and gone with it. Neither the environment is read nor a ``simulator.toml``
    that ``config`` does not name. With ``tls`` it speaks https, and the handle's ``ca_file`` is what to trust.
    Raises SimulatorError where there is no such option, and at the start where its value is wrong or the port is taken.
    """
    given = _given(options, ServeOptions, "serve")
    return Server(lambda: _served({"port": 0, **given}))


def in_process(**options: Unpack[Options]) -> Server:
    """A simulator without a socket; its ``app`` is for a client that takes an ASGI application."""
    given = _given(options, Options, "in_process")
    return Server(lambda: _in_process(given))


def connect(url: str, *, control_token: str | None = None, ca_file: str | Path | None = None) -> Server:
    """A simulator that runs elsewhere, by its address; closing the handle leaves it running.

    ``control_token`` is what it was started with, where it asks callers from other machines for one; ``ca_file`` an
    authority (PEM) to trust over https beside those of the machine.
    """

    def opened() -> Opened:
        channel = HttpChannel(url, control_token, _trust_in(ca_file))
        return Opened(url.rstrip("/"), channel, channel.close)

    return Server(opened)


def _trust_in(ca_file: str | Path | None) -> "ssl.SSLContext | None":
    if ca_file is None:
        return None
    from ssl import create_default_context  # noqa: PLC0415 - slow, and few need it

    from simulator.settings.tls_trust import add_authority  # noqa: PLC0415 - slow: TLS

    context = create_default_context()
    try:
        add_authority(context, Path(ca_file), "ca_file: ")
    except Misconfigured as problem:
        raise SimulatorError(str(problem)) from None
    return context


def _given(options: Mapping[str, Any], known: type, way: str) -> dict[str, Any]:
    for name in options:
        if name not in known.__annotations__:
            raise SimulatorError(f"{name}: simulator.{way}() has no such option; {_advice(name, known)}")
    return {name: value for name, value in options.items() if value is not None}


def _advice(name: str, known: type) -> str:
    from simulator.core.wording import nearest  # noqa: PLC0415 - only a wrong name needs it

    if name in Bounds._fields:
        return f'it is a bound: bounds={{"{name}": …}}'
    if name in ServeOptions.__annotations__:
        return "without a socket it would have no effect; simulator.serve() has it"
    if name == "workers":
        return "the simulator in Python is one process; the command has it: iadvize-simulator serve --workers"
    return nearest(name, known.__annotations__)


def _served(options: Mapping[str, Any]) -> Opened:
    from simulator.handle.loop_thread import LoopThread  # noqa: PLC0415 - slow: asyncio
    from simulator.handle.serving import Serving  # noqa: PLC0415 - slow: the web server

    with ExitStack() as stack:
        keyring = _keyring(options, stack)
        try:
            tls = _spoken(keyring.settings)
            serving = Serving(keyring.settings, keyring, tls.context)
        except Misconfigured as problem:
            raise SimulatorError(str(problem)) from None
        thread = LoopThread(serving, "iadvize-simulator")
        thread.start()
        stack.callback(thread.stop)
        url = address(keyring.settings.host, serving.port, is_https=keyring.settings.is_https)
        channel = HttpChannel(url, trust=tls.trust)
        stack.callback(channel.close)
        return Opened(channel.url, channel, stack.pop_all().close, ca_file=tls.ca_file)


class _Tls(NamedTuple):
    """What a server speaks TLS with, and what clients of it trust."""

    context: "ssl.SSLContext | None" = None
    trust: "ssl.SSLContext | None" = None
    ca_file: Path | None = None


def _spoken(settings: Settings) -> _Tls:
    if not settings.is_https:
        return _Tls()
    from simulator.settings.tls import tls_context  # noqa: PLC0415 - slow: TLS
    from simulator.settings.tls_names import authority_of  # noqa: PLC0415 - with its neighbour
    from simulator.settings.tls_trust import trust_in_own  # noqa: PLC0415 - slow: TLS

    context = tls_context(settings)  # first, as it makes the authority that is not there yet
    return _Tls(context, trust_in_own(settings), settings.tls_cert or authority_of(settings))


def _in_process(options: Mapping[str, Any]) -> Opened:
    from simulator.handle.asgi_channel import HOST, AsgiChannel, Doorway  # noqa: PLC0415 - slow: asyncio
    from simulator.handle.lifespan import Lifespan  # noqa: PLC0415 - slow: the application
    from simulator.handle.loop_thread import LoopThread  # noqa: PLC0415 - slow: asyncio
    from simulator.server import compose  # noqa: PLC0415 - slow: the application

    with ExitStack() as stack:
        keyring = _keyring(options, stack)
        try:
            app, _ = compose(keyring.settings, keyring)
        except Misconfigured as problem:
            raise SimulatorError(str(problem)) from None
        thread = LoopThread(Lifespan(app), "iadvize-simulator")
        thread.start()
        stack.callback(thread.stop)
        return Opened(f"http://{HOST}", AsgiChannel(app, thread), stack.pop_all().close, Doorway(app, thread))


def _keyring(options: Mapping[str, Any], stack: ExitStack) -> "Keyring":
    """The keys and the settings; what nobody gave a place lies in a folder that the stack removes."""
    from simulator.providers.iadvize.keyring import Keyring, silently  # noqa: PLC0415 - slow: cryptography

    home = stack.enter_context(tempfile.TemporaryDirectory(prefix="iadvize-simulator-"))
    flags = {name: _as_flag(name, value) for name, value in options.items()}
    try:
        # In an empty folder there is no simulator.toml that nobody named.
        return Keyring(load_settings(flags, {}, Path(home)), silently)
    except Misconfigured as problem:
        raise SimulatorError(str(problem).removeprefix("--")) from None


def _as_flag(name: str, value: Any) -> Any:
    if name in _PATHS:
        try:
            return str(at_home(value).absolute())
        except NoHome as error:
            raise SimulatorError(f"{name}: {error}.") from None
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping) and name == "bounds":
        return tuple(f"{bound}={number}" for bound, number in value.items())
    if isinstance(value, Mapping):
        return ",".join(f"{user}:{password}" for user, password in value.items())
    return tuple(value) if isinstance(value, (list, tuple)) else str(value)
