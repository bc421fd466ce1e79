"""The pytest plugin: a fresh site for each test that asks for one, and its story in the report of a test that fails.

Every test suite of an environment loads this package, so nothing here imports the simulator before a fixture is used.
"""

from collections.abc import Generator

import pytest

from simulator.pytest_plugin.iadvize import iadvize
from simulator.pytest_plugin.options import MARKER, add_options
from simulator.pytest_plugin.server import header, iadvize_server, share
from simulator.pytest_plugin.stories import add_stories

__all__ = ["iadvize", "iadvize_server"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, each on the command line and in the file of settings."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", MARKER)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Where the simulator is, where that was chosen."""
    return header(config)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the stories of a failing test's sites to its report."""
    report = yield
    if report.failed:
        add_stories(item, report)
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of pytest-xdist where the shared simulator is."""
    share(node)
