"""`make bench`: measure, print a table, write benchmarks/results.json."""

import json
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import verdicts

_RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    """Every benchmark, once."""
    ratios = []
    print(f"{'ratio':<52} {'median':>7} {'middle half':>15} {'a second':>10} {'reference':>10}")
    for ratio in verdicts.measure():
        ratios.append(ratio)
        half = f"{ratio.low:.2f} to {ratio.high:.2f}"
        print(f"{ratio.name:<52} {ratio.median:>7.2f} {half:>15} {ratio.subject:>10.0f} {ratio.reference:>10.0f}")
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    measured = {"date": datetime.now(UTC).date().isoformat(), **machine, "ratios": [asdict(ratio) for ratio in ratios]}
    _RESULTS.write_text(json.dumps(measured, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
