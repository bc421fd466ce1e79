"""How a setting's value is written: as text in a flag or a variable, as a TOML value in a file."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from simulator.settings.home import NoHome, at_home
from simulator.settings.state_place import resolved

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")
BEGINS_KEY = "-----BEGIN "  # of whoever writes a key where the name of its file is meant
_HOST = re.compile(r"[^\s/,\[\]]+")
_IN_BRACKETS = re.compile(r"\s*\[([0-9A-Fa-f:.]+)\]\s*")  # as an address of IPv6 stands in a URL
# As the Host header's is compared: a name, or an IPv6 address without its brackets.
_HOST_ALONE = re.compile(r"[^\s/,:\[\]]+|[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*")


class BadValue(ValueError):
    """The value is not of its kind; a text, if there is one, is the whole of what is wrong."""


class Kind(NamedTuple):
    """``wanted`` completes "… is not"; both readers raise BadValue. Paths are resolved against ``base``."""

    wanted: str
    from_text: Callable[[str, Path], Any]
    from_toml: Callable[[Any, Path], Any]
    metavar: str = "TEXT"
    repeats: bool = False
    is_switch: bool = False
    is_secret: bool = False
    default: str = ""  # what is said of a default too long to be shown


def whole_number(low: int, high: int) -> Kind:
    """A whole number within bounds, both included."""

    def checked(number: int) -> int:
        if not low <= number <= high:
            raise BadValue
        return number

    def from_text(text: str, _: Path) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
            raise BadValue
        return checked(int(text))

    def from_toml(value: Any, _: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadValue
        return checked(value)

    return Kind(f"a whole number from {low} to {high}", from_text, from_toml, "NUMBER")


def matching(pattern: re.Pattern[str], wanted: str, metavar: str, also: re.Pattern[str] | None = None) -> Kind:
    """A text of one form; ``also`` is another, whose group is meant."""

    def from_text(text: str, _: Path) -> str:
        if also and (found := also.fullmatch(text)):
            text = found[1]
        if not pattern.fullmatch(text.strip()):
            raise BadValue
        return text.strip()

    return Kind(wanted, from_text, lambda value, base: from_text(_a_text(value), base), metavar)


def _a_text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue
    return value


def _a_path(text: str, base: Path) -> Path:
    if not text.strip() or "\0" in text or BEGINS_KEY in text:
        raise BadValue
    try:
        return base / at_home(text)
    except NoHome as error:
        raise BadValue(f"{error}.") from None


def _paths_from_text(text: str, base: Path) -> tuple[Path, ...]:
    return tuple(_a_path(one.strip(), base) for one in text.split(","))


def _paths_from_toml(value: Any, base: Path) -> tuple[Path, ...]:
    return tuple(_a_path(_a_text(one), base) for one in (value if isinstance(value, list) else [value]))


def _a_state(text: str, base: Path) -> str:
    try:
        url = resolved(text.strip(), base)
    except NoHome as error:
        raise BadValue(f"{error}.") from None
    if url is None:
        raise BadValue
    return url


def _switch_from_text(text: str, _: Path) -> bool:
    word = text.strip().lower()
    if word not in _YES + _NO:
        raise BadValue
    return word in _YES


def _switch_from_toml(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise BadValue
    return value


def _hosts(names: list[Any]) -> tuple[str, ...]:
    hosts = tuple(_a_text(name).strip().lower() for name in names)
    pattern = next((host for host in hosts if "*" in host), None)
    if pattern:
        raise BadValue(f"'{pattern}' would be a pattern; name each host, or let any do with --control-token.")
    if not all(_HOST_ALONE.fullmatch(host) for host in hosts):
        raise BadValue
    return hosts


def _hosts_from_toml(value: Any, _: Path) -> tuple[str, ...]:
    return _hosts(value if isinstance(value, list) else [value])


def _users_from_text(text: str, _: Path) -> Mapping[str, str]:
    pairs = [pair.strip().partition(":") for pair in text.split(",")]
    if not all(name and colon for name, colon, _ in pairs):
        raise BadValue
    return {name: password for name, _, password in pairs}


def _users_from_toml(value: Any, _: Path) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(password, str) for password in value.values()):
        raise BadValue
    return dict(value)


SECRET = matching(re.compile(r"[!-~]{16,200}"), "a text of 16 to 200 characters without spaces", "TOKEN")._replace(
    is_secret=True
)
HOST = matching(_HOST, "a host name or an IP address", "HOST", _IN_BRACKETS)
STATE = Kind(
    "memory, sqlite:///PATH or redis://HOST",
    _a_state,
    lambda value, base: _a_state(_a_text(value), base),
    "WHERE",
)
PATH = Kind("a path", _a_path, lambda value, base: _a_path(_a_text(value), base), "PATH")
PATHS = Kind("paths", _paths_from_text, _paths_from_toml, "FILE", repeats=True)
SWITCH = Kind("true or false", _switch_from_text, _switch_from_toml, "", is_switch=True)
HOSTS = Kind(
    "host names, without scheme, port or path",
    lambda text, _: _hosts(text.split(",")),
    _hosts_from_toml,
    "NAME",
    repeats=True,
)
USERS = Kind(
    "user names with their passwords (a variable: name:password,…; TOML: a table)",
    _users_from_text,
    _users_from_toml,
    "NAME:PASSWORD",
    is_secret=True,
)
