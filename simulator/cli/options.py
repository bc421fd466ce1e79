"""Flags made from the table of settings, and the settings that they give."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from simulator.settings import SETTINGS, Setting, Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., Any])


def setting_flags(*names: str) -> Callable[[Command], Command]:
    """`--config` and the flags of the named settings; none named means every one that has a flag."""
    chosen = names or tuple(name for name, setting in SETTINGS.items() if setting.has_flag)

    def add(command: Command) -> Command:
        for name in reversed(chosen):
            command = _flag(name)(command)
        return click.option(
            "--config", metavar="FILE", help="Settings in TOML.  [default: simulator.toml, where there is one]"
        )(command)

    return add


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings, with the flags that were given on top."""
    return load_settings(flags, os.environ)


def _flag(name: str) -> Callable[[Command], Command]:
    setting = SETTINGS[name]
    if setting.kind.is_switch:
        return click.option(f"--{name}/--no-{name}", default=None, help=setting.help)
    return click.option(
        f"--{name}",
        setting.attribute,
        metavar=setting.kind.metavar,
        multiple=setting.kind.repeats,
        help=setting.help + _default(setting),
    )


def _default(setting: Setting) -> str:
    default = setting.kind.default or setting.default
    return f"  [default: {default}]" if default not in (None, ()) else ""
