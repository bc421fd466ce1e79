"""The commands, each imported when it is asked for."""

from importlib import import_module

import click

from simulator import __version__
from simulator.cli.examples import examples
from simulator.settings import Misconfigured

_COMMANDS = ("serve", "key", "mint", "explain", "contract", "demo", "mistakes")


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"simulator.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            from simulator.cli.misuse import no_command  # noqa: PLC0415 - only misuse needs its words

            raise Misconfigured(no_command(args[0], _COMMANDS))
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "iadvize-simulator serve           # then open the console, or its demo bank",
        "iadvize-simulator explain TOKEN   # needs no server",
        "iadvize-simulator explain --help",
    ),
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Stands in for iAdvize's authenticated messaging, and says why a token is refused."""
