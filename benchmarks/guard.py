"""`make guard`: ratios, run short, against those that are committed; a fall of more than 15 %, twice in a row, fails.

Those of verdicts run in turn in one process and say the same on a busy machine. Over HTTP and at a start others take
part, so there the better quarter of the rounds counts, in the processor's time; what a machine takes away from a round
it takes from the worse ones.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from benchmarks import memory, start, traffic, verdicts
from benchmarks.__main__ import RESULTS
from benchmarks.rounds import Ratio

FALL = 0.15


class Watch(NamedTuple):
    """A part of results.json, run short, and what of a ratio counts."""

    measure: Callable[[], Iterable[Ratio]]
    value: Callable[[Ratio], float]


def _median(ratio: Ratio) -> float:
    return ratio.median


def _better_quarter(ratio: Ratio) -> float:
    return ratio.low if ratio.goal.less else ratio.high


WATCHED: Mapping[str, Watch] = {
    "verdicts": Watch(lambda: verdicts.measure(25), _median),
    "traffic": Watch(lambda: traffic.measure_rates(3), _better_quarter),
    "start": Watch(lambda: start.beside_bare(5), _better_quarter),
    "memory": Watch(memory.of_a_server, _median),
}


class Fall(NamedTuple):
    """A ratio that is worse than the committed one by more than may be."""

    part: str
    name: str
    before: float
    now: float


def main() -> int:
    """1 where a ratio of those parts that are named, or of any, fell twice in a row."""
    named = sys.argv[1:] or list(WATCHED)
    unknown = [name for name in named if name not in WATCHED]
    if unknown:
        raise SystemExit(f"There is no {unknown[0]}; there are {', '.join(WATCHED)}.")
    results = json.loads(RESULTS.read_text())
    print(f"{'ratio':<64} {'now':>5} {'committed':>10}")
    fallen = [fall for name in named for fall in twice_fallen(name, WATCHED[name], results[name])]
    for fall in fallen:
        print(f"{fall.name} went from {fall.before:.2f} to {fall.now:.2f}")
    if fallen:
        parts = " ".join(dict.fromkeys(fall.part for fall in fallen))
        print(f"More than {FALL:.0%} is too much. Mend it, or commit with a reason what this says:")
        print(f'make bench ARGS="{parts}"')
    return 1 if fallen else 0


def twice_fallen(part: str, watch: Watch, committed: Mapping[str, Any]) -> list[Fall]:
    """What fell when it was measured, and again when it was measured anew."""
    before = {ratio["name"]: ratio["median"] for ratio in committed["ratios"]}
    first = {fall.name for fall in _fallen(part, watch, before)}
    return [fall for fall in _fallen(part, watch, before) if fall.name in first] if first else []


def _fallen(part: str, watch: Watch, before: Mapping[str, float]) -> list[Fall]:
    fallen = []
    for ratio in watch.measure():
        name, now = ratio.goal.name, watch.value(ratio)
        committed = before.get(name)
        if committed is None:
            raise SystemExit(f"{name} is not in {RESULTS.name}: make bench ARGS={part}")
        print(f"{name:<64} {now:>5.2f} {committed:>10.2f}", flush=True)
        if ratio.goal.is_worse(now, committed, FALL):
            fallen.append(Fall(part, name, committed, now))
    return fallen


if __name__ == "__main__":
    sys.exit(main())
