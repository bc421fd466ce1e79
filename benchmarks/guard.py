"""`make guard`: the verdicts' ratios, run short, against those that are committed; a fall of more than 15 % fails.

Only these: both sides of such a ratio run in turn in one process, so that it says the same on a busy machine, which
what is measured over HTTP does not.
"""

import json
import sys

from benchmarks import verdicts
from benchmarks.__main__ import RESULTS
from benchmarks.rounds import Ratio

FALL = 0.15
ROUNDS = 25


def main() -> int:
    """1 where a ratio fell, twice in a row."""
    before = {ratio["name"]: ratio["median"] for ratio in json.loads(RESULTS.read_text())["verdicts"]["ratios"]}
    fallen = _fallen(before) and _fallen(before)
    if fallen:
        print(
            "\n".join(
                f"{ratio.goal.name} fell from {before[ratio.goal.name]:.2f} to {ratio.median:.2f}" for ratio in fallen
            )
        )
        print(
            f"More than {FALL:.0%} is too much. Mend it, or commit what `make bench ARGS=verdicts` says with a reason."
        )
    return 1 if fallen else 0


def _fallen(before: dict[str, float]) -> list[Ratio]:
    print(f"{'ratio':<64} {'now':>5} {'committed':>10}")
    fallen = []
    for ratio in verdicts.measure(ROUNDS):
        committed = before.get(ratio.goal.name)
        if committed is None:
            raise SystemExit(f"{ratio.goal.name} is not in {RESULTS.name}: make bench ARGS=verdicts")
        print(f"{ratio.goal.name:<64} {ratio.median:>5.2f} {committed:>10.2f}")
        if ratio.is_worse(committed, FALL):
            fallen.append(ratio)
    return fallen


if __name__ == "__main__":
    sys.exit(main())
