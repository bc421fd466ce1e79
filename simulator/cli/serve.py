"""`serve`: the simulator itself."""

from typing import Any

import click

from simulator.cli.banner import Started, banner
from simulator.cli.examples import examples
from simulator.cli.options import setting_flags, settings_of


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
    from simulator.providers.iadvize.keyring import Keyring, silently  # noqa: PLC0415 - slow: cryptography
    from simulator.server import run  # noqa: PLC0415 - slow: the web server

    keyring = Keyring(settings, silently)

    def listening(host: str, port: int) -> None:
        for line in banner(Started(host, port, keyring.place)):
            click.echo(line)

    return run(settings, keyring, listening)
