"""`make guard`: what counts as a fall."""

import pytest

from benchmarks.guard import Fall, Watch, twice_fallen
from benchmarks.rounds import Goal, Ratio, once

SPEED = Goal("speed", 1.0)
ROOM = Goal("room", 1.0, "bytes", less=True)
COMMITTED = {"ratios": [{"name": "speed", "median": 1.0}, {"name": "room", "median": 2.0}]}


def watch(*tries: list[Ratio]) -> Watch:
    """Each try sees the next of these."""
    left = iter(tries)
    return Watch(lambda: next(left), lambda ratio: ratio.median)


@pytest.mark.parametrize(("goal", "now"), [(SPEED, 0.86), (SPEED, 2.0), (ROOM, 2.29), (ROOM, 0.1)])
def test_what_is_better_or_little_worse_passes_at_once(goal: Goal, now: float) -> None:
    assert twice_fallen("part", watch([once(goal, now, 1)]), COMMITTED) == []


@pytest.mark.parametrize(("goal", "now", "before"), [(SPEED, 0.84, 1.0), (ROOM, 2.31, 2.0)])
def test_what_fell_twice_is_named(goal: Goal, now: float, before: float) -> None:
    fallen = twice_fallen("part", watch([once(goal, now, 1)], [once(goal, now, 1)]), COMMITTED)
    assert fallen == [Fall("part", goal.name, before, now)]


def test_what_fell_once_passes() -> None:
    assert twice_fallen("part", watch([once(SPEED, 0.5, 1)], [once(SPEED, 1, 1)]), COMMITTED) == []


def test_two_that_fell_once_each_pass() -> None:
    first = [once(SPEED, 0.5, 1), once(ROOM, 2, 1)]
    second = [once(SPEED, 1, 1), once(ROOM, 3, 1)]
    assert twice_fallen("part", watch(first, second), COMMITTED) == []


def test_a_ratio_that_is_not_committed_is_a_failure_that_says_how_to_commit_it() -> None:
    with pytest.raises(SystemExit, match="make bench ARGS=part"):
        twice_fallen("part", watch([once(Goal("new", 1.0), 1, 1)]), COMMITTED)
