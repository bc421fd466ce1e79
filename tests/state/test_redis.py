"""The stores in Redis keep what every store promises."""

import uuid
from collections.abc import Iterator
from contextlib import closing

import pytest

import redis
from simulator.state.durable import DurableState
from simulator.state.durable.store import Store
from simulator.state.redis import RedisStore
from simulator.state.redis.keys import Keys
from simulator.state.redis.place import Place
from tests.redis import RedisServer, redis_server
from tests.state import contract, durable_contract


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


class InRedis:
    """Gives each test keys of its own."""

    url: str

    @pytest.fixture(autouse=True)
    def _in(self, server: RedisServer) -> None:
        self.url = f"{server.url}?prefix={uuid.uuid4().hex}:"

    def store(self) -> Store:
        return contract.closed_after(RedisStore(Place.of(self.url)))

    def state(self) -> DurableState:
        return DurableState(self.store())

    def found(self, *site_ids: str) -> None:
        place = Place.of(self.url)
        with closing(redis.Redis.from_url(self.url.partition("?")[0])) as client:
            client.hset(Keys(place.prefix).values("site", ""), mapping=dict.fromkeys(site_ids, b""))


class TestSites(InRedis, durable_contract.Sites): ...


class TestBoundedSites(InRedis, durable_contract.BoundedSites): ...


class TestClocks(InRedis, durable_contract.Clocks): ...


class TestActivations(InRedis, durable_contract.Activations): ...


class TestUsedTokens(InRedis, durable_contract.UsedTokens): ...


class TestSessions(InRedis, durable_contract.Sessions): ...


class TestVisitors(InRedis, durable_contract.Visitors): ...


class TestConversations(InRedis, durable_contract.Conversations): ...


class TestJournal(InRedis, durable_contract.Journal): ...


class TestLogins(InRedis, durable_contract.Logins): ...


class TestFaults(InRedis, durable_contract.Faults): ...


class TestScenarios(InRedis, durable_contract.Scenarios): ...


class TestEvents(InRedis, durable_contract.Events): ...


class TestState(InRedis, durable_contract.State): ...


class TestSteps(InRedis, durable_contract.Steps): ...


class TestBounds(InRedis, durable_contract.Bounds): ...


class TestOutliving(InRedis, durable_contract.Outliving): ...
