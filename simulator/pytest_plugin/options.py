"""The options: ``--iadvize-…`` on the command line, ``iadvize_…`` in pyproject.toml, pytest.ini or tox.ini.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from simulator.pytest_plugin.stories import Story

MARKERS = (
    "iadvize(**fields): fields of the site of the fixture iadvize, as in @pytest.mark.iadvize(verdicts='opaque')",
    "jsm_chat(**fields): fields of the project of the fixture jsm_chat, likewise",
)


# Name, what stands for its value, help. Plain tuples: to make a class takes longer than all else here.
_OPTIONS = (
    ("url", "URL", "Use the simulator that runs at this address, instead of one of the test run's own."),
    ("port", "PORT", "Port of the test run's own simulator on 127.0.0.1; a free one unless given."),
    ("private-key", "FILE", "iAdvize's stand-in key (PKCS#8 PEM), instead of one kept in pytest's cache."),
    ("data-dir", "DIR", "Where the simulator's keys are kept, instead of in pytest's cache."),
    ("config", "FILE", "A simulator.toml, for its sites and settings."),
    ("language", "NAME", "Languages of the fix in a failed assertion, with commas between, or all.  [default: python]"),
)
# The stories of a test's sites, for its report.
STORIES: pytest.StashKey[list["Story"]] = pytest.StashKey()
# pytest before 8.4 knows no numbers; in its files they are written the same.
_KNOWS_NUMBERS = pytest.version_tuple >= (8, 4)
_SHARED = "Let the workers of pytest-xdist share one simulator, instead of having one each."


def add_options(parser: pytest.Parser) -> None:
    """Add them all."""
    group = parser.getgroup("iadvize", "a stand-in for iAdvize's authenticated messaging")
    for name, metavar, purpose in _OPTIONS:
        group.addoption(f"--iadvize-{name}", metavar=metavar, default=None, help=purpose)
        if name == "port" and _KNOWS_NUMBERS:
            parser.addini(_ini(name), purpose, type="int", default=None)
        else:
            parser.addini(_ini(name), purpose, type="string", default=None)
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
