"""`make bench`: measure, print a table, write benchmarks/results.json and the table in benchmarks/README.md."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import memory, start, states, table, traffic, verdicts, workers
from benchmarks.rounds import Ratio

RESULTS = Path(__file__).parent / "results.json"
_PARTS: Mapping[str, Callable[[], Iterable[Ratio]]] = {
    "verdicts": verdicts.measure,
    "traffic": traffic.measure,
    "start": start.measure,
    "memory": memory.measure,
    "states": states.measure,
    "workers": workers.measure,
}


def main() -> int:
    """Those named, or every one; the others keep what was measured before."""
    named = sys.argv[1:] or list(_PARTS)
    unknown = [name for name in named if name not in _PARTS]
    if unknown:
        raise SystemExit(f"There is no {unknown[0]}; there are {', '.join(_PARTS)}.")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    print("\n".join(table.HEAD))
    for name in named:
        ratios = []
        for ratio in _PARTS[name]():
            ratios.append(_flat(ratio))
            print(table.row(ratios[-1]), flush=True)
        results[name] = {"date": datetime.now(UTC).date().isoformat(), "machine": _machine(), "ratios": ratios}
    results = {name: results[name] for name in _PARTS if name in results}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    table.write(results)
    return 0


def _flat(ratio: Ratio) -> dict[str, object]:
    fields = asdict(ratio)
    return {**fields.pop("goal"), **fields}


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores of {platform.machine()} under {platform.system()}, {python}"


if __name__ == "__main__":
    sys.exit(main())
