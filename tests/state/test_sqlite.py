"""The stores in an SQLite file keep what every store promises."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.state.durable import DurableState
from simulator.state.durable.store import Store
from simulator.state.sqlite import SqliteStore
from tests.state import durable_contract


@pytest.fixture
def stores() -> Iterator[list[SqliteStore]]:
    opened: list[SqliteStore] = []
    yield opened
    for store in opened:
        asyncio.run(store.close())


class InFile:
    """Gives each test a file of its own, and closes it."""

    path: Path
    opened: list[SqliteStore]

    @pytest.fixture(autouse=True)
    def _in(self, tmp_path: Path, stores: list[SqliteStore]) -> None:
        self.path = tmp_path / "state.db"
        self.opened = stores

    def store(self) -> Store:
        self.opened.append(SqliteStore(self.path))
        return self.opened[-1]

    def state(self) -> DurableState:
        return DurableState(self.store())


class TestSites(InFile, durable_contract.Sites): ...


class TestBoundedSites(InFile, durable_contract.BoundedSites): ...


class TestClocks(InFile, durable_contract.Clocks): ...


class TestActivations(InFile, durable_contract.Activations): ...


class TestUsedTokens(InFile, durable_contract.UsedTokens): ...


class TestSessions(InFile, durable_contract.Sessions): ...


class TestVisitors(InFile, durable_contract.Visitors): ...


class TestConversations(InFile, durable_contract.Conversations): ...


class TestJournal(InFile, durable_contract.Journal): ...


class TestLogins(InFile, durable_contract.Logins): ...


class TestScenarios(InFile, durable_contract.Scenarios): ...


class TestFaults(InFile, durable_contract.Faults): ...


class TestEvents(InFile, durable_contract.Events): ...


class TestState(InFile, durable_contract.State): ...


class TestBounds(InFile, durable_contract.Bounds): ...


class TestOutliving(InFile, durable_contract.Outliving): ...
