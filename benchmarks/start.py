"""From the command to the first healthy answer, against oauth2-mock-server, which makes its key at each start.

Both run on one core, so that what counts is that core's time, however often others had it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.processes import SERVER_CORE, Server, answers, command, free_port, mock_command, pinned, simulator
from benchmarks.rounds import Goal, Ratio, ratio_of

ROUNDS = 15
_BARE = """
import asyncio, sys, uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
uvicorn.run(app, port=int(sys.argv[1]), http=HttpToolsProtocol, ws="none", lifespan="off", log_level="warning")
"""
_POLL_SECONDS = 0.002


def measure(rounds: int = ROUNDS) -> Iterator[Ratio]:
    """Times of the simulator with its keys on disk, and of its ``--help``, as fractions of the other's."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder)
        with simulator(keys):
            pass  # makes the keys
        rows = [(_serve(keys), _help(), _other()) for _ in range(rounds + 1)][1:]
    serve, help_, other = zip(*rows, strict=True)
    yield ratio_of(Goal("start to the first answer / oauth2-mock-server's", 0.45, "seconds", less=True), serve, other)
    yield ratio_of(Goal("--help / oauth2-mock-server's start", 0.40, "seconds", less=True), help_, other)
    yield from beside_bare(rounds)


def beside_bare(rounds: int) -> Iterator[Ratio]:
    """The start as a multiple of the least that a server on uvicorn can take, which no luck with primes changes."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder)
        with simulator(keys):
            pass  # makes the keys
        serve, bare = zip(*[(_serve(keys), _bare()) for _ in range(rounds + 1)][1:], strict=True)
    yield ratio_of(Goal("start to the first answer / a bare uvicorn server's", 2.0, "seconds", less=True), serve, bare)


def _serve(keys: Path) -> float:
    port = free_port()
    return _until(command(keys, port), lambda: answers(port, "/_simulator/health"))


def _other() -> float:
    port = free_port()
    return _until(mock_command(port), lambda: answers(port, "/jwks"))


def _bare() -> float:
    port = free_port()
    return _until([sys.executable, "-c", _BARE, str(port)], lambda: answers(port, "/"))


def _help() -> float:
    with pinned([sys.executable, "-m", "simulator", "--help"], SERVER_CORE, stdout=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_utime + used.ru_stime


def _until(start: Sequence[str], is_up: Callable[[], bool]) -> float:
    with pinned(start, SERVER_CORE, stdout=subprocess.DEVNULL) as process:
        while not is_up():
            time.sleep(_POLL_SECONDS)
        used = Server(0, process.pid).cpu_seconds
        process.kill()
    return used
