"""`--language`: which language's code is shown."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
ALL = "all"
NAMES = ("node", "java", "php", "python", "dotnet")


def chosen(_: click.Context, __: click.Parameter, language: str | None) -> tuple[str, ...]:
    """The languages that an option names; none where it was not given."""
    if language is None:
        return ()
    return NAMES if language == ALL else (language,)


def language_option(command: Command) -> Command:
    """The option, as a tuple of languages."""
    option = click.option(
        "--language",
        "languages",
        type=click.Choice([*NAMES, ALL]),
        default=ALL,
        show_default=True,
        callback=chosen,
        help="Show the fix in this language.",
    )
    return option(command)
