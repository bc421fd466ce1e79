"""What the process holds in memory, idle and with a million sessions, and whether a million slow anything down."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load import post, write_requests
from benchmarks.processes import SERVER_CORE, Server, pinned, simulator
from benchmarks.rounds import Goal, Ratio, once

MEGABYTE = 1_000_000
_IDLE, _LOADED, _EACH = 42, 60, 360
_PAUSE_SECONDS = 0.030
_LEFT = 2500  # the entry in the journal, the session, the visitor, the used token and the count of attempts
_FIRST, _MORE = 1000, 3000  # the first load the code, and fill what is remembered of the newest events
_PATIENCE = 120.0


def measure() -> Iterator[Ratio]:
    """Each measured once."""
    yield from of_a_server()
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


def of_a_server() -> Iterator[Ratio]:
    """What the command itself holds: idle, and for each activation."""
    with tempfile.TemporaryDirectory() as folder:
        keys, file = Path(folder) / "keys", Path(folder) / "requests"
        with simulator(keys) as server:
            yield once(_at_most("idle / 42 MB"), server.resident_bytes, _IDLE * MEGABYTE)
            _activate(_FIRST, keys, file, server)
            before = server.resident_bytes
            _activate(_MORE, keys, file, server)
            each = (server.resident_bytes - before) / _MORE
    yield once(_at_most("what an activation leaves in memory / 2,500 bytes"), each, _LEFT)


def _activate(count: int, keys: Path, file: Path, server: Server) -> None:
    command = [sys.executable, "-m", "benchmarks.customers", str(keys), str(count)]
    bodies = subprocess.run(command, capture_output=True, check=True).stdout.splitlines()
    write_requests([post("/tag/activations", body) for body in bodies], file)
    load = [sys.executable, "-m", "benchmarks.load", str(server.port), "4", str(_PATIENCE), str(file)]
    seen = json.loads(subprocess.run(load, capture_output=True, check=True).stdout)
    if seen["statuses"] != {"200": count}:
        raise SystemExit(f"The activations went wrong: {seen}")


def _at_most(name: str, unit: str = "bytes") -> Goal:
    return Goal(name, 1.0, unit, less=True)
