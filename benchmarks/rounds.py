"""Two things timed in turn, so that a machine whose speed drifts slows both."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 101
CALLS = 20


@dataclass(frozen=True, slots=True)
class Ratio:
    """How fast one thing is as a fraction of another: the median of the rounds, and the middle half of them.

    ``subject`` and ``reference`` are calls a second, each the median of its rounds.
    """

    name: str
    median: float
    low: float
    high: float
    subject: float
    reference: float


def paired(name: str, subject: Callable[[], object], reference: Callable[[], object]) -> Ratio:
    """The speed of ``subject`` as a fraction of ``reference``'s."""
    for call in (subject, reference):
        _seconds(call)
    pairs = [(CALLS / _seconds(subject), CALLS / _seconds(reference)) for _ in range(ROUNDS)]
    return ratio_of(name, *zip(*pairs, strict=True))


def ratio_of(name: str, subjects: Sequence[float], references: Sequence[float]) -> Ratio:
    """The ratio of what was measured round by round."""
    rounds = [subject / reference for subject, reference in zip(subjects, references, strict=True)]
    low, median, high = statistics.quantiles(rounds, n=4)
    return Ratio(name, median, low, high, statistics.median(subjects), statistics.median(references))


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()  # the processor's time: what others do on the machine meanwhile counts less
    for _ in range(CALLS):
        call()
    return time.process_time() - began
