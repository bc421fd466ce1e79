"""Two things timed in turn, so that a machine whose speed drifts slows both."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 101
CALLS = 20


@dataclass(frozen=True, slots=True)
class Goal:
    """What is compared, and what the ratio should reach or, with ``less``, stay below, where it has a target."""

    name: str
    target: float | None
    unit: str = "a second"
    less: bool = False

    def is_worse(self, now: float, before: float, by: float) -> bool:
        """Whether the ratio fell from what it was by more than this part of that."""
        return now > before * (1 + by) if self.less else now < before * (1 - by)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One thing as a fraction of another: the median of the rounds, and the middle half of them.

    ``subject`` and ``reference`` are what was measured, each the median of its rounds.
    """

    goal: Goal
    median: float
    low: float
    high: float
    subject: float
    reference: float

    @property
    def is_reached(self) -> bool:
        """Whether it is as it should be."""
        if self.goal.target is None:
            return True
        return self.median <= self.goal.target if self.goal.less else self.median >= self.goal.target


def paired(goal: Goal, subject: Callable[[], object], reference: Callable[[], object], rounds: int = ROUNDS) -> Ratio:
    """The speed of ``subject`` as a fraction of ``reference``'s."""
    for call in (subject, reference):
        _seconds(call)
    pairs = [(CALLS / _seconds(subject), CALLS / _seconds(reference)) for _ in range(rounds)]
    subjects, references = zip(*pairs, strict=True)
    return ratio_of(goal, subjects, references)


def ratio_of(goal: Goal, subjects: Sequence[float], references: Sequence[float]) -> Ratio:
    """The ratio of what was measured round by round."""
    rounds = [subject / reference for subject, reference in zip(subjects, references, strict=True)]
    low, median, high = statistics.quantiles(rounds, n=4)
    return Ratio(goal, median, low, high, statistics.median(subjects), statistics.median(references))


def once(goal: Goal, subject: float, reference: float) -> Ratio:
    """The ratio of what is measured a single time."""
    ratio = subject / reference
    return Ratio(goal, ratio, ratio, ratio, subject, reference)


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()  # the processor's time: what others do on the machine meanwhile counts less
    for _ in range(CALLS):
        call()
    return time.process_time() - began
