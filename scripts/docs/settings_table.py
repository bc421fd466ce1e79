"""The settings, as a table."""

from scripts.docs.markdown import literal, sentence, table
from simulator.settings import SETTINGS, Setting
from simulator.settings.bounds import Bounds


def settings_table() -> list[str]:
    """Each setting with its flag, its variable, its key in TOML and its default."""
    head = ("flag", "environment", "TOML", "default", "what it is")
    return table(head, (_row(setting) for setting in SETTINGS.values()))


def _row(setting: Setting) -> tuple[str, ...]:
    flag = literal(f"--{setting.name}") if setting.has_flag else "none"
    key = setting.also if setting.also and setting.kind.repeats else setting.name
    help_ = sentence(setting.help)
    return flag, literal(setting.variable), literal(key), _default(setting), help_


def _default(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, Bounds):
        return "see [bounds](fidelity.md#bounds)"
    if isinstance(value, bool):
        return literal(str(value).lower())
    return literal(str(value)) if value else "none"
