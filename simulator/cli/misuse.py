"""Misuse of the command in the words of its other errors: what is wrong, and what was meant or what there is."""

import re
from collections.abc import Iterable

import click

from simulator.core.wording import nearest

_IN_BRACKETS = re.compile(r"\((.*)\)\.?$")


def said(error: click.ClickException) -> str:
    """One line."""
    if isinstance(error, click.NoSuchOption):
        return f"there is no option {error.option_name}; {_meant(error.option_name, error.ctx)}"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name}: {_of_value(error.message)}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} is missing."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    message = " ".join(error.format_message().split())
    found = _IN_BRACKETS.search(message)
    if "extra argument" in message and found:
        return f"nothing more is taken, but there is: {found[1]}."
    return "a command is missing; --help lists them." if message.startswith("Missing command") else message


def no_command(name: str, known: Iterable[str]) -> str:
    """That there is no such command."""
    return f'there is no command "{name}"; {nearest(name, known)}'


def _meant(name: str, context: click.Context | None) -> str:
    options = [option for each in context.command.params for option in each.opts] if context else []
    advice = nearest(name, (option for option in options if option.startswith("--")))
    if advice.startswith("known") and context:
        return f"{context.command_path} --help lists them."
    return advice.replace('"', "")


def _of_value(message: str) -> str:
    return "it takes no value." if "not take a value" in message else "its value is missing."


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "a parameter")
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return (error.param.metavar or error.param.name or "").upper() if isinstance(error.param, click.Argument) else ""
