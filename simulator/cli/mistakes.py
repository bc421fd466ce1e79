"""`mistakes`: the catalogue."""

import json
from typing import Any

import click

from simulator.cli.bench import FIRST, PROVIDERS, words_of
from simulator.cli.examples import examples
from simulator.cli.keys import unknown
from simulator.cli.languages import language_option
from simulator.settings import Misconfigured


@click.command(
    "mistakes",
    epilog=examples(
        "iadvize-simulator mistakes",
        "iadvize-simulator mistakes exp_in_milliseconds --language php",
        "iadvize-simulator mistakes --json",
    ),
)
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--provider", type=click.Choice(list(PROVIDERS)), default=FIRST, show_default=True, help="Whose tokens they are of."
)
@language_option
def command(*, name: str | None, as_json: bool, provider: str, languages: tuple[str, ...]) -> None:
    """List the mistakes that a token can have, or tell all about one.

    A mistake's name is its code. Those with a w are warnings: the token is accepted all the same.
    """
    words = words_of(provider)
    catalogue = words.catalogue
    if name is not None and name not in catalogue.mistakes:
        raise Misconfigured(unknown(name, tuple(catalogue.mistakes), "without a name they are all listed."))
    if as_json:
        from simulator.core.mistake_json import catalogue_json, mistake_json  # noqa: PLC0415 - only now is it needed

        shown: Any = mistake_json(catalogue[name]) if name else catalogue_json(catalogue)
        click.echo(json.dumps(shown, indent=2))
        return
    from simulator.cli.mistake_text import about, listing  # noqa: PLC0415 - only now is it needed
    from simulator.cli.terminal import terminal_style  # noqa: PLC0415 - only now is it needed

    style = terminal_style()
    click.echo(about(catalogue[name], words, languages, style) if name else listing(catalogue, style), color=True)
