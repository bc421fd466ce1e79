"""The options: ``--iadvize-…`` on the command line, ``iadvize_…`` in pyproject.toml, pytest.ini or tox.ini."""

import argparse
from pathlib import Path
from typing import NamedTuple

import pytest

MARKER = (
    "iadvize(**fields): fields of the site that the fixture iadvize opens for this test,"
    " as in @pytest.mark.iadvize(session_lifetime_seconds=420)"
)


class _Option(NamedTuple):
    name: str
    metavar: str
    help: str


_OPTIONS = (
    _Option("url", "URL", "Use the simulator that runs at this address, instead of one of the test run's own."),
    _Option("port", "PORT", "Port of the test run's own simulator on 127.0.0.1; a free one unless given."),
    _Option("private-key", "FILE", "iAdvize's stand-in key (PKCS#8 PEM), instead of one kept in pytest's cache."),
    _Option("data-dir", "DIR", "Where the simulator's keys are kept, instead of in pytest's cache."),
    _Option("config", "FILE", "A simulator.toml, for its sites and settings."),
    _Option("language", "NAME", "Languages of the fix in a failed assertion, with commas between, or all: python."),
)
# pytest before 8.4 knows no numbers; in its files they are written the same.
_KNOWS_NUMBERS = pytest.version_tuple >= (8, 4)
_SHARED = "Let the workers of pytest-xdist share one simulator, instead of having one each."


def add_options(parser: pytest.Parser) -> None:
    """Add them all."""
    group = parser.getgroup("iadvize", "a stand-in for iAdvize's authenticated messaging")
    for option in _OPTIONS:
        group.addoption(f"--iadvize-{option.name}", metavar=option.metavar, default=None, help=option.help)
        if option.name == "port" and _KNOWS_NUMBERS:
            parser.addini(_ini(option.name), option.help, type="int", default=None)
        else:
            parser.addini(_ini(option.name), option.help, type="string", default=None)
    group.addoption("--iadvize-shared", action=argparse.BooleanOptionalAction, default=None, help=_SHARED)
    parser.addini("iadvize_shared", _SHARED, type="bool", default=False)


def text(config: pytest.Config, name: str) -> str | None:
    """What an option says; the command line wins."""
    given = config.getoption(_ini(name), None) or config.getini(_ini(name))
    return str(given) if given else None


def path(config: pytest.Config, name: str) -> Path | None:
    """The same as a path; a relative one starts where the command was given, or at the file of settings."""
    flag = config.getoption(_ini(name), None)
    if flag:
        return config.invocation_params.dir / Path(flag).expanduser()
    written = config.getini(_ini(name))
    if not written:
        return None
    return (config.inipath.parent if config.inipath else config.rootpath) / Path(written).expanduser()


def is_shared(config: pytest.Config) -> bool:
    """Whether workers share a simulator."""
    flag = config.getoption("iadvize_shared", None)
    return bool(config.getini("iadvize_shared") if flag is None else flag)


def _ini(name: str) -> str:
    """What it is called in a file, and by pytest."""
    return f"iadvize_{name.replace('-', '_')}"
