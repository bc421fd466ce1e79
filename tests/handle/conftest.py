import asyncio
from collections.abc import Iterator

import pytest

import simulator


@pytest.fixture(scope="session")
def served() -> Iterator[simulator.Server]:
    """One that listens, in this process."""
    with simulator.serve() as server:
        yield server


@pytest.fixture(scope="session")
def in_process() -> Iterator[simulator.Server]:
    """One without a socket."""
    with simulator.in_process() as server:
        yield server


@pytest.fixture(params=["served", "in process", "connected"])
def server(request: pytest.FixtureRequest) -> Iterator[simulator.Server]:
    """A handle of each kind: they are to be the same."""
    kept: simulator.Server = request.getfixturevalue("in_process" if request.param == "in process" else "served")
    if request.param == "connected":
        with simulator.connect(kept.url) as server:
            yield server
    else:
        yield kept


@pytest.fixture
def site(server: simulator.Server) -> Iterator[simulator.IAdvizeSite]:
    with server.site() as fresh:
        yield fresh


@pytest.fixture
def loop() -> Iterator[asyncio.Runner]:
    """An event loop of the test's own."""
    with asyncio.Runner() as runner:
        yield runner
