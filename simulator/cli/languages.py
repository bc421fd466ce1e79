"""`--language`: which language's code is shown."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_ALL = "all"
_NAMES = ("node", "java", "php", "python", "dotnet")


def _chosen(_: click.Context, __: click.Parameter, language: str) -> tuple[str, ...]:
    return _NAMES if language == _ALL else (language,)


def language_option(command: Command) -> Command:
    """The option, as a tuple of languages."""
    option = click.option(
        "--language",
        "languages",
        type=click.Choice([*_NAMES, _ALL]),
        default=_ALL,
        show_default=True,
        callback=_chosen,
        help="Show the fix in this language.",
    )
    return option(command)
