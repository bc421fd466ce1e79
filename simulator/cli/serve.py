"""`serve`: the simulator itself."""

import gc
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from simulator.cli.banner import Started, banner
from simulator.cli.examples import examples
from simulator.cli.options import setting_flags, settings_of
from simulator.settings import sole_use
from simulator.settings.tls_names import authority_of, certified_names


@click.command(
    "serve",
    epilog=examples(
        "iadvize-simulator serve",
        "iadvize-simulator serve --port 0",
        "iadvize-simulator serve --config simulator.toml --data-dir /var/lib/iadvize-simulator",
    ),
)
@setting_flags()
def command(**flags: Any) -> int:
    """Serve the tag, the API and the console."""
    settings = settings_of(flags)
    gc.disable()  # until the server runs: a start makes hardly any garbage
    from simulator.providers.iadvize.keyring import Keyring, silently  # noqa: PLC0415 - slow: cryptography
    from simulator.server import run  # noqa: PLC0415 - slow: the web server

    keyring = Keyring(settings, silently)
    with ExitStack() as held:

        def listening(host: str, port: int) -> None:
            if not held.enter_context(sole_use(settings.data_dir)) and settings.state == "memory":
                click.echo(shared(settings.data_dir), err=True)
            started = Started(
                host,
                port,
                keyring.place,
                trusts_callers=settings.trust_callers,
                has_control_token=settings.control_token is not None,
                is_https=settings.is_https,
                authority=authority_of(settings),
                allowed_hosts=settings.allowed_hosts,
                certified=certified_names(settings),
            )
            for line in banner(started):
                click.echo(line)

        return run(settings, keyring, listening)


def shared(data_dir: Path) -> str:
    """What the second server on a data directory says."""
    return (
        f"iadvize-simulator: another server uses {data_dir} too. Both have its keys, but what happens at one is not"
        " known to the other, unless --state names a place that they share. Name another --data-dir to part them."
    )
