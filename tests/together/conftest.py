"""A place for the state that several servers share, of each kind there is."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh one."""
    assert request.param == "sqlite"
    return f"sqlite:///{tmp_path / 'state.db'}"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The keys that the servers share."""
    return tmp_path / "data"
