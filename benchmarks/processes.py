"""The servers that are measured, each a process on a core of its own."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_NODE = Path(__file__).parent / "oauth2_mock_server"
_PATIENCE = 30.0
_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = {_CORES[0]}
LOAD_CORE = {_CORES[-1]}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """How long its threads have run on a core."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    @property
    def family(self) -> "list[Server]":
        """It and the processes that it started."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self, *(Server(self.port, int(child)) for child in children)]

    @property
    def resident_bytes(self) -> int:
        """What it holds in memory."""
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0


def pinned(
    command: Sequence[str], cores: set[int], *, stdin: int | None = None, stdout: int | None = None
) -> "subprocess.Popen[str]":
    """A process that runs on these cores alone, which it inherits."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        return subprocess.Popen(command, text=True, stdin=stdin, stdout=stdout)
    finally:
        os.sched_setaffinity(0, before)


def command(data_dir: Path, port: int, *flags: str) -> list[str]:
    """The simulator's own command."""
    return [sys.executable, "-m", "simulator", "serve", "--port", str(port), "--data-dir", str(data_dir), *flags]


@contextmanager
def simulator(data_dir: Path, *flags: str, cores: set[int] = SERVER_CORE) -> Iterator[Server]:
    """The simulator, until the block ends."""
    port = free_port()
    with _running(command(data_dir, port, *flags), cores, port, partial(answers, port, "/_simulator/health")) as server:
        yield server


@contextmanager
def oauth2_mock_server(cores: set[int] = SERVER_CORE) -> Iterator[Server]:
    """oauth2-mock-server, until the block ends."""
    port = free_port()
    with _running(mock_command(port), cores, port, partial(answers, port, "/jwks")) as server:
        yield server


@contextmanager
def bare_verifier(keys: Path, cores: set[int] = SERVER_CORE) -> Iterator[Server]:
    """The application of benchmarks/bare.py, until the block ends."""
    port = free_port()
    start = [sys.executable, "-m", "benchmarks.bare", str(port), str(keys)]
    with _running(start, cores, port, partial(answers, port, "/", http.client.UNAUTHORIZED)) as server:
        yield server


@contextmanager
def redis_server(folder: Path, cores: set[int]) -> Iterator[Server]:
    """A Redis that writes what it acknowledges to its file, until the block ends."""
    port = free_port()
    start = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--appendonly", "yes"]
    with _running([*start, "--save", ""], cores, port, partial(_pongs, port)) as server:
        yield server


def _pongs(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), _PATIENCE) as probe:
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def mock_command(port: int) -> list[str]:
    """oauth2-mock-server's own command."""
    program = _NODE / "node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs"
    if not program.exists():
        raise SystemExit("oauth2-mock-server is not installed: make node")
    return ["node", str(program), "-a", "127.0.0.1", "-p", str(port)]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(port: int, path: str, status: int = http.client.OK) -> bool:
    """Whether there is an answer of this status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == status
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def _running(start: Sequence[str], cores: set[int], port: int, is_ready: Callable[[], bool]) -> Iterator[Server]:
    with pinned(start, cores, stdout=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + _PATIENCE
            while not is_ready():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"The server did not start: {' '.join(start)}")
                time.sleep(0.02)
            yield Server(port, process.pid)
        finally:
            process.terminate()
