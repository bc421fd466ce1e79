"""What nobody foresaw: a 500 with a stable name, and nothing of the server's inside in the answer."""

import logging
from collections.abc import Iterator

import pytest

from simulator.core.visitor import Visitor
from simulator.state.memory import MemoryState
from simulator.state.memory.visitors import MemoryVisitors
from tests.wire.graphql_world import SITE, GraphQLWorld, names

VISITOR = '{ __typename visitor(visitorId: "123e4567-e89b-12d3-a456-426614174000") { email } }'


class BrokenVisitors(MemoryVisitors):
    """A store that lost its disk."""

    async def find(self, visitor_id: str) -> Visitor | None:
        raise OSError(5, "Input/output error", f"/var/data/{visitor_id}")


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    state = MemoryState()
    state.visitors = BrokenVisitors()
    with GraphQLWorld(state=state) as made:
        yield made


def test_an_unforeseen_failure_is_a_500_without_data(world: GraphQLWorld) -> None:
    answer = world.query(VISITOR)
    assert (answer.status_code, names(answer)) == (500, ["INTERNAL_ERROR"])
    assert "data" not in answer.json()


def test_the_answer_shows_nothing_of_the_inside(world: GraphQLWorld) -> None:
    text = world.query(VISITOR).text
    assert not [word for word in ("Error:", "Traceback", "OSError", "/var", "find", ".py", "None") if word in text]


def test_the_log_has_the_traceback(world: GraphQLWorld, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        world.query(VISITOR)
    assert any(record.exc_info and isinstance(record.exc_info[1], OSError) for record in caplog.records)


def test_other_requests_are_answered_as_ever(world: GraphQLWorld) -> None:
    world.query(VISITOR)
    assert world.data(f'{{ sessions(projectId: "{SITE}") {{ totalCount }} }}') == {"sessions": {"totalCount": 0}}
