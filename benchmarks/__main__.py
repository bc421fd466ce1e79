"""`make bench`: measure, print a table, write benchmarks/results.json."""

import json
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import memory, start, traffic, verdicts
from benchmarks.rounds import Ratio

RESULTS = Path(__file__).parent / "results.json"
_PARTS: Mapping[str, Callable[[], Iterable[Ratio]]] = {
    "verdicts": verdicts.measure,
    "start": start.measure,
    "traffic": traffic.measure,
    "memory": memory.measure,
}


def main() -> int:
    """Those named, or every one; the others keep what was measured before."""
    named = sys.argv[1:] or list(_PARTS)
    unknown = [name for name in named if name not in _PARTS]
    if unknown:
        raise SystemExit(f"There is no {unknown[0]}; there are {', '.join(_PARTS)}.")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    print("| ratio | median | middle half | target | |")
    print("| --- | ---: | ---: | ---: | --- |")
    for name in named:
        ratios = []
        for ratio in _PARTS[name]():
            ratios.append({**asdict(ratio.goal), **asdict(ratio)})
            del ratios[-1]["goal"]
            print(row(ratio), flush=True)
        results[name] = {"date": datetime.now(UTC).date().isoformat(), **_machine(), "ratios": ratios}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    return 0


def row(ratio: Ratio) -> str:
    """A line of the table."""
    half = "" if ratio.low == ratio.high else f"{ratio.low:.2f} to {ratio.high:.2f}"
    bound = f"{'at most' if ratio.goal.less else 'at least'} {ratio.goal.target:.2f}"
    return (
        f"| {ratio.goal.name} | {ratio.median:.2f} | {half} | {bound} | {'' if ratio.is_reached else 'not reached'} |"
    )


def _machine() -> dict[str, str]:
    return {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}


if __name__ == "__main__":
    sys.exit(main())
