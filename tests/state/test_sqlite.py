"""The stores in an SQLite file keep what every store promises."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from simulator.state.durable import DurableState
from simulator.state.durable.store import Store
from simulator.state.sqlite import SqliteStore
from tests.state import contract, durable_contract


class InFile:
    """Gives each test a file of its own."""

    path: Path

    @pytest.fixture(autouse=True)
    def _in(self, tmp_path: Path) -> None:
        self.path = tmp_path / "state.db"

    def store(self) -> Store:
        return contract.closed_after(SqliteStore(self.path))

    def state(self) -> DurableState:
        return DurableState(self.store())

    def found(self, *site_ids: str) -> None:
        with closing(sqlite3.connect(self.path)) as file, file:
            rows = [("site", "", site_id) for site_id in site_ids]
            file.executemany("INSERT INTO entries (kind, site, key) VALUES (?, ?, ?)", rows)


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


class TestSteps(InFile, durable_contract.Steps): ...


class TestBounds(InFile, durable_contract.Bounds): ...


class TestOutliving(InFile, durable_contract.Outliving): ...
