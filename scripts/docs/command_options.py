"""A command's arguments and options, from the command itself."""

import re
from collections.abc import Iterator

import click

from scripts.docs.markdown import literal, prose, sentence, table
from simulator.cli.commands import commands

_ARGUMENTS = {
    "explain": "The token, or `-` for standard input.",
    "mistakes": "One mistake; all are listed without it.",
    "demo": "One that comes with the simulator; all are listed without it.",
}
_DEFAULT = re.compile(r"\s*\[default: (?P<default>[^\]]+)\]")


def command_options(name: str) -> Iterator[str]:
    """What the command does, and a table of its options."""
    command = commands.get_command(click.Context(commands), name)
    if command is None:
        raise LookupError(name)
    yield from table(("option", "default", "what it does"), (_row(name, parameter) for parameter in command.params))


def _row(command: str, parameter: click.Parameter) -> tuple[str, str, str]:
    if not isinstance(parameter, click.Option):
        return literal(str(parameter.name).upper()), "", _ARGUMENTS[command]
    names = "/".join((*parameter.opts, *parameter.secondary_opts))
    said = parameter.help or ""
    default = _DEFAULT.search(said)
    shown = default["default"] if default else _default(parameter)
    default_cell = prose(shown) if " " in shown or not shown else literal(shown)
    return literal(f"{names}{_metavar(parameter)}"), default_cell, sentence(_DEFAULT.sub("", said))


def _metavar(option: click.Option) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return f" {'|'.join(map(str, option.type.choices))}"
    return f" {option.metavar or option.type.name.upper()}"


def _default(option: click.Option) -> str:
    return str(option.default) if option.show_default and option.default is not None else ""
