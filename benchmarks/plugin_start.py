"""What the pytest plugin costs a test suite that does not use it: an empty run with it, as a fraction of one without.

python -m benchmarks.plugin_start
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PAIRS = 30
_BOUND = 1.05
_RUN = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
_WITH = ("-p", "simulator.pytest_plugin")
# No other plugin takes part: what they cost would make ours look like less.
_ENVIRONMENT = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def main() -> int:
    """Print the ratio; 1 where it is past its bound."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "test_empty.py").write_text("def test_nothing(): pass\n", "utf-8")
        for flags in ((), _WITH):
            _seconds(folder, flags)
        pairs = [_pair(folder, number) for number in range(PAIRS)]
    low, median, high = statistics.quantiles((subject / reference for subject, reference in pairs), n=4)
    subject, reference = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(f"an empty pytest run with the plugin / without: {median:.3f} ({low:.3f} to {high:.3f}, {PAIRS} pairs)")
    print(f"processor time: {subject:.0f} ms with, {reference:.0f} ms without")
    return 0 if median < _BOUND else 1


def _pair(folder: str, number: int) -> tuple[float, float]:
    """With and without, in turn first, so that a machine that grows slower or faster favours neither."""
    if number % 2:
        subject = _seconds(folder, _WITH)
        return subject, _seconds(folder, ())
    reference = _seconds(folder, ())
    return _seconds(folder, _WITH), reference


def _seconds(folder: str, flags: tuple[str, ...]) -> float:
    """Processor time of one run, which what others do on the machine changes less than the time on the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*_RUN, *flags], cwd=folder, check=True, env=_ENVIRONMENT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


if __name__ == "__main__":
    sys.exit(main())
