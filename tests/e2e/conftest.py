"""A real server, a real browser, and a brand's website on another origin."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.brand import Brand, website
from tests.e2e.server import Simulator, running
from tests.e2e.watched import Visit, visiting

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Quiet: nothing that a browser does of its own accord may look like a request of ours.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name of this machine that is none of loopback's own, as a hosts file or a proxy would give it.
    "--host-resolver-rules=MAP simulator.test 127.0.0.1",
)

# A machine may be busy with something else; what is true comes true all the same.
expect.set_options(timeout=15_000)

Visiting = Callable[..., Visit]


def chromium() -> Path:
    """The system's browser."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    assert found, f"These tests need a browser; none of {', '.join(_BROWSERS)} is on the path."
    return Path(found)


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with running(tmp_path_factory.mktemp("simulator")) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def brand(simulator: Simulator) -> Iterator[Brand]:
    with website(simulator) as brand:
        yield brand


# Not for the session: while Playwright's synchronous API runs, no other test of this process could use asyncio.run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visiting_with(browser: Browser, simulator: Simulator, brand: Brand) -> Iterator[Visiting]:
    """A maker of visits with a viewport, a colour scheme or permissions of their own; all are watched."""
    visits: list[Visit] = []
    origins = {simulator.url, simulator.other_url, brand.url, brand.other_url}

    def open_visit(**options: Any) -> Visit:
        visits.append(visiting(browser, origins, **options))
        return visits[-1]

    yield open_visit
    for visit in visits:
        visit.context.close()
    troubles = [trouble for visit in visits for trouble in visit.unexpected()]
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def visit(visiting_with: Visiting) -> Visit:
    return visiting_with()


@pytest.fixture
def demo(simulator: Simulator) -> Simulator:
    """The simulator, its demo site as it is after a start, but that retries don't wait."""
    simulator.call("POST", "/sites/demo/reset")
    simulator.call("PUT", "/sites/demo", {"retryDelaysMs": [1]})
    return simulator
