"""What the program prints, in a home of its own where it is always the same moment."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from scripts.docs.thumbprints import steady
from tests.forge import NOW

HOME = "/home/you/shop"
# Commands one after the other, each with what the one before printed in place of {}. Their clock stands still, so that
# sizes and dates in what they print are the same at each run.
_FROZEN = f"""
import io, json, sys, time
time.time = lambda: {NOW}
from simulator.cli import main
terminal, printed = sys.stdout, ""
for command in json.loads(sys.argv[1]):
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    if main([word.replace("{{}}", printed.strip()) for word in command]) > 1:
        sys.exit(2)
    sys.stdout.flush()
    printed = sys.stdout.buffer.getvalue().decode()
terminal.write(printed)
"""
_ROOT = Path(__file__).resolve().parent.parent.parent
_JUDGED = re.compile(r"^  for the site .+?(?=\n\n)", re.MULTILINE | re.DOTALL)


@cache
def _home() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="docs-")


def output(*commands: Sequence[str]) -> str:
    """What the last command writes to standard output, as to a file: 80 columns, no colours."""
    home = _home().name
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("IADVIZE_SIMULATOR_")}
    done = subprocess.run(
        [sys.executable, "-c", _FROZEN, json.dumps(commands)],
        cwd=home,
        env=inherited | {"COLUMNS": "80", "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return _at_home(done.stdout, home).rstrip("\n")


def _at_home(text: str, home: str) -> str:
    """The text as somebody in HOME would see it."""
    joined = _JUDGED.sub(lambda line: line[0].replace("\n ", ""), text)
    return steady(joined.replace(os.path.realpath(home), HOME).replace(home, HOME))
