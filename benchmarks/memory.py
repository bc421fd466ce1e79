"""What the process holds in memory, idle and with a million sessions, and whether a million slow anything down."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import SERVER_CORE, pinned, simulator
from benchmarks.rounds import Goal, Ratio, once

MEGABYTE = 1_000_000
_IDLE, _LOADED, _EACH = 42, 60, 360
_PAUSE_SECONDS = 0.030


def measure() -> Iterator[Ratio]:
    """Each measured once."""
    with tempfile.TemporaryDirectory() as folder, simulator(Path(folder)) as server:
        yield once(_at_most("idle / 42 MB"), server.resident_bytes, _IDLE * MEGABYTE)
    with pinned([sys.executable, "-m", "benchmarks.million"], SERVER_CORE, stdout=subprocess.PIPE) as process:
        seen: dict[str, float] = json.loads(process.communicate()[0])
    room = _EACH + seen["identityBytes"]
    few, many = seen["sessionsOfActivations"], seen["sessionsOfActivations"] + seen["sessions"]
    yield once(
        _at_most("the journal at its bound / 60 MB and what its sessions may take"),
        seen["journalBytes"],
        _LOADED * MEGABYTE + few * room,
    )
    yield once(
        _at_most("a million sessions / the same"),
        seen["loadedBytes"],
        _LOADED * MEGABYTE + many * room,
    )
    yield once(_at_most("a session besides its identity / 360 bytes"), seen["bytesEach"], _EACH)
    yield once(
        _at_most("the longest pause while they come / 30 ms", "seconds"), seen["longestPauseSeconds"], _PAUSE_SECONDS
    )
    yield once(Goal("activations beside a million / beside none", 0.95), seen["after"], seen["before"])


def _at_most(name: str, unit: str = "bytes") -> Goal:
    return Goal(name, 1.0, unit, less=True)
