"""`demo`: plays a scenario, on a simulator that runs or on one of its own."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from simulator.cli.examples import examples
from simulator.cli.options import setting_flags, settings_of
from simulator.settings import SETTINGS, Misconfigured, Settings
from simulator.settings.address import address


@click.command(
    "demo",
    short_help="Play a scenario: a flaky day, an outage, new keys.",
    epilog=examples(
        "iadvize-simulator demo",
        "iadvize-simulator demo flaky-day",
        "iadvize-simulator demo --file black-friday.toml --site my-shop --server http://127.0.0.1:8787",
    ),
)
@click.argument("name", required=False)
@click.option(
    "--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="A scenario of your own, in TOML."
)
@click.option("--site", default="demo", show_default=True, help="Where it plays.")
@click.option(
    "--server",
    metavar="URL",
    help="A simulator that runs. Without it, the one at --host and --port, or, where none is, one of its own.",
)
@click.option(
    "--ca-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An authority (PEM) to trust where --server is https, beside those of the machine."
    "  [default: tls-authority.pem in the data directory, where there is one]",
)
@setting_flags(*(name for name, setting in SETTINGS.items() if setting.has_flag and name != "workers"))
def command(
    name: str | None, file: Path | None, site: str, server: str | None, ca_file: Path | None, **flags: Any
) -> int:
    """Play a scenario and tell what happens; without a name, list those that there are.

    It ends with the scenario: 0 where it was played to its end, 1 where it failed or was stopped. A simulator of its
    own serves on until Ctrl-C. Ctrl-C before, a SIGTERM or a terminal that is closed stops the scenario, and puts back
    what it changed.
    """
    if name is None and file is None:
        _list()
        return 0
    if name is not None and file is not None:
        raise Misconfigured("NAME and --file exclude each other: one scenario at a time.")
    scenario = _read(file) if file else _known(name or "")
    settings = settings_of(flags)
    if ca_file is not None and server is None:
        raise Misconfigured("--ca-file goes with --server: of one by these settings the certificate is known.")
    from simulator.cli.playing import Stage, play  # noqa: PLC0415 - slow: the HTTP client
    from simulator.cli.trusting import trust_in  # noqa: PLC0415 - slow: TLS
    from simulator.settings.tls_trust import trust_in_own  # noqa: PLC0415 - slow: TLS

    if server:
        url: str | None = server
        trust = trust_in(server, ca_file, settings)
    else:
        url, trust = _running_at(settings), trust_in_own(settings)
    _end_as_ctrl_c_does()
    if url:
        return play(Stage(url, site, settings.control_token, trust), scenario, file)
    with _served(settings) as own, suppress(KeyboardInterrupt):
        play(Stage(own, site, settings.control_token, trust_in_own(settings)), scenario, file)
        click.echo(f"The simulator serves on at {own} until Ctrl-C.")
        threading.Event().wait()
    return 0


def _end_as_ctrl_c_does() -> None:
    """Let other ways to be ended put things back, too; a hangup that a shell was told to ignore stays ignored."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows has but the first
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _list() -> None:
    from simulator.wire.scenarios.catalogue import built_in  # noqa: PLC0415 - slow: the web framework

    for name, said in built_in().items():
        click.echo(f"{name}\n  {said['title']}: {said['about']}")


def _known(name: str) -> Any:
    from simulator.wire.answers import WireError  # noqa: PLC0415 - slow: the web framework
    from simulator.wire.scenarios.catalogue import named  # noqa: PLC0415 - slow: scenarios, which help does not read

    try:
        named(name)
    except WireError as error:
        raise Misconfigured(f"NAME{error.message.removeprefix('name')} `iadvize-simulator demo` lists them.") from None
    return {"name": name}


def _read(file: Path) -> Any:
    import tomllib  # noqa: PLC0415 - only this way of the command needs it

    try:
        written = tomllib.loads(file.read_text("utf-8"))
        # TOML has moments of its own; JSON writes them as text.
        return json.loads(json.dumps(written, default=lambda moment: moment.isoformat()))
    except OSError as error:
        raise Misconfigured(f"--file: {file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        problem = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Misconfigured(f"--file: {file} is no TOML: {problem}.") from None


def _running_at(settings: Settings) -> str | None:
    """The address of the simulator that the settings speak of, where one answers."""
    from simulator.cli.playing import answers  # noqa: PLC0415 - slow: the HTTP client
    from simulator.settings.tls_trust import trust_in_own  # noqa: PLC0415 - slow: TLS

    url = address(settings.host, settings.port, is_https=settings.is_https)
    return url if settings.port and answers(url, settings.control_token, trust_in_own(settings)) else None


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    from simulator.handle.loop_thread import LoopThread  # noqa: PLC0415 - slow: the web server
    from simulator.handle.serving import Serving  # noqa: PLC0415 - slow: the web server
    from simulator.providers.iadvize.keyring import Keyring, silently  # noqa: PLC0415 - slow: cryptography
    from simulator.settings.tls import tls_context  # noqa: PLC0415 - slow: TLS

    serving = Serving(settings, Keyring(settings, silently), tls_context(settings))
    thread = LoopThread(serving, "iadvize-simulator")
    thread.start()
    try:
        yield address(settings.host, serving.port, is_https=settings.is_https)
    finally:
        thread.stop()
