"""The pytest plugin: a fresh site for each test that asks for one, and its story in the report of a test that fails.

Every test suite of an environment loads this file and ``options``, so they are short; what they lead to is imported
by whoever uses a fixture. PYTEST_DONT_REWRITE: there is no assertion here.
"""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from simulator.pytest_plugin import options
from simulator.pytest_plugin.contract_options import add_contract_options, is_wanted

if TYPE_CHECKING:
    from simulator import ChatProject, IAdvizeSite, Server


@pytest.fixture(scope="session")
def iadvize_server(pytestconfig: pytest.Config) -> Iterator["Server"]:
    """The simulator (simulator.Server): one for all tests of this process, started when a test first asks for it."""
    from simulator.pytest_plugin.server import running  # noqa: PLC0415 - as said above

    with running(pytestconfig) as server:
        yield server


@pytest.fixture
def iadvize(request: pytest.FixtureRequest, iadvize_server: "Server") -> Iterator["IAdvizeSite"]:
    """A fresh site on the simulator (simulator.IAdvizeSite), this test's own: mint and judge tokens, activate, fail."""
    from simulator.pytest_plugin.iadvize_site import opened  # noqa: PLC0415 - as said above

    with opened(request, iadvize_server) as site:
        yield site


@pytest.fixture
def jsm_chat(request: pytest.FixtureRequest, iadvize_server: "Server") -> Iterator["ChatProject"]:
    """A fresh project of Chat for JSM (simulator.ChatProject), this test's own: mint and judge tokens, log in, fail."""
    from simulator.pytest_plugin.chat_project import opened  # noqa: PLC0415 - as said above

    with opened(request, iadvize_server) as project:
        yield project


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, each on the command line and in the file of settings."""
    options.add_options(parser)
    add_contract_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    for marker in options.MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the checks of a token endpoint where one is named, before -k and -m choose among all tests."""
    if is_wanted(config):
        from simulator.pytest_plugin.contract import contract_items  # noqa: PLC0415 - few suites have one

        items.extend(contract_items(session))


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Where the simulator is, where that was chosen."""
    url = options.text(config, "url")
    if url:
        return [f"iadvize: the simulator at {url}"]
    return ["iadvize: one simulator for all workers"] if options.is_shared(config) else []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the stories of a failing test's sites to its report."""
    report = yield
    if report.failed and item.stash.get(options.STORIES, None):
        from simulator.pytest_plugin.stories import add_stories  # noqa: PLC0415 - as said above

        add_stories(item, report)
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of pytest-xdist where the shared simulator is."""
    from simulator.pytest_plugin.server import share  # noqa: PLC0415 - as said above

    share(node)
