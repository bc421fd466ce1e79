"""Reading the settings once: flags over environment over TOML over defaults."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.settings.home import NoHome, at_home, here
from simulator.settings.kinds import BEGINS_KEY, BadValue
from simulator.settings.misconfigured import Misconfigured
from simulator.settings.table import ENVIRONMENT, SETTINGS, Setting, variable
from simulator.settings.values import Settings

DEFAULT_CONFIG = "simulator.toml"
_CONFIG = variable("config")
_PORT = variable("port")
_SERVICE = re.compile(r"SERVICE_(HOST|PORT(_.+)?)|PORT_\d+_(TCP|UDP|SCTP)(_.+)?")
_SITES = "sites"
_SHOWN = 60
_SIGNS_OF_SECRETS = ("@", BEGINS_KEY)  # a password in an address; a key where its file is meant


def load_settings(
    flags: Mapping[str, Any] = MappingProxyType({}),
    environ: Mapping[str, str] = MappingProxyType({}),
    directory: Path | None = None,
) -> Settings:
    """The settings; raises Misconfigured at the first thing wrong.

    ``flags`` has raw values by field name, None where a flag was not given, ``config`` among them; relative paths in
    flags and variables start at ``directory``, those in a file at that file's folder.
    """
    base = directory or here()
    path = _config_path(flags.get("config"), environ.get(_CONFIG), base)
    values = _from_toml(path) if path else {}
    values |= _from_environment(environ, base)
    values |= _from_flags(flags, base)
    values.setdefault("data_dir", base / Settings().data_dir)
    settings = Settings(**values, config=path)
    if settings.workers > 1 and settings.state == "memory":
        raise Misconfigured(
            f"workers is {settings.workers}, but a state in memory belongs to one process:"
            " add --state sqlite:///PATH or redis://HOST, or run one worker."
        )
    if (settings.tls_cert is None) != (settings.tls_key is None):
        given, missing = ("tls-cert", "tls-key") if settings.tls_key is None else ("tls-key", "tls-cert")
        raise Misconfigured(f"{given} is given without {missing}; a certificate and its private key go together.")
    return settings


def _config_path(flag: str | None, variable_value: str | None, here: Path) -> Path | None:
    for value, origin in ((flag, "--config"), (variable_value, _CONFIG)):
        if value:
            try:
                path = here / at_home(value)
            except NoHome as error:
                raise Misconfigured(f"{origin}: {error}.") from None
            if not path.exists():
                raise Misconfigured(f"{origin}: there is no file {path}.")
            return path
    default = here / DEFAULT_CONFIG
    return default if default.exists() else None


def _from_toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - only those who have a file pay for its parser

    from simulator.settings.site_tables import read_site_tables  # noqa: PLC0415 - likewise

    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        problem = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Misconfigured(f"{path} is no TOML: {problem}.") from None
    except RecursionError:
        raise Misconfigured(f"{path} nests too deep.") from None
    values: dict[str, Any] = {}
    for key, value in document.items():
        if key == _SITES:
            values[_SITES] = read_site_tables(value, path)
            continue
        setting = _known(key.replace("_", "-"), f"{path}: {key}", (*SETTINGS, _SITES))
        values[setting.attribute] = _converted(setting, setting.kind.from_toml, value, path.parent, f"{path}: {key}")
    return values


def _from_environment(environ: Mapping[str, str], here: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in environ.items():
        # An empty variable is how compose files and shells pass on one that is not set.
        if not name.startswith(ENVIRONMENT) or name == _CONFIG or not text or _is_of_kubernetes(name, text):
            continue
        key = name.removeprefix(ENVIRONMENT).lower().replace("_", "-")
        known = [setting.variable for setting in SETTINGS.values()]
        setting = _known(key, name, (*known, _CONFIG), name)
        values[setting.attribute] = _converted(setting, setting.kind.from_text, text, here, name)
    return values


def _is_of_kubernetes(name: str, text: str) -> bool:
    """Whether this is what every pod is given beside a service of our name."""
    return bool(_SERVICE.fullmatch(name.removeprefix(ENVIRONMENT))) or (name == _PORT and "://" in text)


def _from_flags(flags: Mapping[str, Any], here: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for setting in SETTINGS.values():
        given = flags.get(setting.attribute)
        if given is None or given == ():
            continue
        if isinstance(given, bool):
            values[setting.attribute] = given
            continue
        text = ",".join(given) if isinstance(given, tuple) else given
        values[setting.attribute] = _converted(setting, setting.kind.from_text, text, here, f"--{setting.name}")
    return values


def _known(key: str, place: str, names: Iterable[str], written: str | None = None) -> Setting:
    found = _BY_NAME.get(key)
    if found:
        return found
    import difflib  # noqa: PLC0415 - only a wrong name needs it

    near = difflib.get_close_matches(written or key, list(names), n=1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}."
    raise Misconfigured(f"{place} is no setting; {advice}")


def _converted(setting: Setting, reader: Any, value: Any, base: Path, place: str) -> Any:
    try:
        return reader(value, base)
    except BadValue as bad:
        if bad.args:
            raise Misconfigured(f"{place}: {bad}") from None
        is_secret = setting.kind.is_secret or any(sign in str(value) for sign in _SIGNS_OF_SECRETS)
        shown = "the value, which is not shown here," if is_secret else repr(value)
        shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
        raise Misconfigured(f"{place}: {shown} is not {setting.kind.wanted}.") from None


_BY_NAME = {name: setting for setting in SETTINGS.values() for name in (setting.name, setting.also or setting.name)}
