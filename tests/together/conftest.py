"""A place for the state that several servers share, of each kind there is."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.redis import RedisServer, redis_server


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=["sqlite", "redis"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh one."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.db'}"
    server: RedisServer = request.getfixturevalue("shared_redis")
    return f"{server.url}?prefix={uuid.uuid4().hex}:"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The keys that the servers share."""
    return tmp_path / "data"
