"""`python -m benchmarks.states`: what a state outside the memory costs, and what two workers gain; docs/scaling.md.

Prints two tables: activations in a second of the server's processor time, with each state in turn; and activations in a
second that passes, with one process and with two, which share two cores with the load and with Redis.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from redis.exceptions import ConnectionError as NotThere

from benchmarks.load import write_requests
from benchmarks.processes import LOAD_CORE, SERVER_CORE, Server, answers, command, free_port, pinned, simulator
from benchmarks.traffic import CONNECTIONS, SECONDS, Bench
from redis import Redis

ROUNDS = 9
_TOKENS = 2500
_BOTH = SERVER_CORE | LOAD_CORE


@contextmanager
def redis_server(folder: Path) -> Iterator[Server]:
    """A Redis that writes what it acknowledges to its file, on the load's core."""
    port = free_port()
    start = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--appendonly", "yes"]
    with pinned([*start, "--save", ""], LOAD_CORE, stdout=subprocess.DEVNULL) as process:
        try:
            with closing(Redis(port=port)) as client:
                while not _is_there(client):
                    pass
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _is_there(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except NotThere:
        return False


@contextmanager
def workers(data_dir: Path, url: str, count: int) -> Iterator[int]:
    """The port of so many processes that share both cores with everything else."""
    port = free_port()
    with pinned(
        command(data_dir, port, "--state", url, "--workers", str(count)), _BOTH, stdout=subprocess.DEVNULL
    ) as process:
        try:
            while not answers(port, "/_simulator/health"):
                pass
            yield port
        finally:
            process.terminate()


def main() -> int:
    """Both tables."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bench = Bench(folder, stack)
        redis = stack.enter_context(redis_server(folder))
        urls = {"SQLite": f"sqlite:///{folder / 'state.db'}", "Redis": f"redis://127.0.0.1:{redis.port}"}
        servers = {"memory": bench.server} | {
            state: stack.enter_context(simulator(folder / "keys", "--state", url)) for state, url in urls.items()
        }
        _by_state(bench, servers)
        _by_workers(bench, folder, urls["Redis"])
    return 0


def _by_state(bench: Bench, servers: dict[str, Server]) -> None:
    rates: dict[str, list[float]] = {state: [] for state in servers}
    medians: dict[str, list[float]] = {state: [] for state in servers}
    for number in range(ROUNDS + 1):
        for state, server in servers.items():
            requests = [bench.activation(bench.token()) for _ in range(_TOKENS if number else 200)]
            seen = bench.load(server, requests)
            if not number:  # a round to warm up
                continue
            rates[state].append(seen.rate)
            medians[state].append(seen.median)
    print("| state | activations in a second of one core | / memory | median answer |\n| --- | ---: | ---: | ---: |")
    for state, measured in rates.items():
        ratio = statistics.median(ours / memory for ours, memory in zip(measured, rates["memory"], strict=True))
        late = statistics.median(medians[state]) * 1000
        print(f"| {state} | {statistics.median(measured):.0f} | {ratio:.2f} | {late:.1f} ms |")


def _by_workers(bench: Bench, folder: Path, url: str) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for count, measured in rates.items():
            with workers(folder / "keys", url, count) as port:
                measured.append(_answered(bench, folder, port))
    gain = statistics.median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    print("\n| workers with Redis | activations in a second | / one |\n| ---: | ---: | ---: |")
    print(f"| 1 | {statistics.median(rates[1]):.0f} | 1 |\n| 2 | {statistics.median(rates[2]):.0f} | {gain:.2f} |")


def _answered(bench: Bench, folder: Path, port: int) -> float:
    file = folder / "for-workers"
    write_requests((bench.activation(bench.token()) for _ in range(_TOKENS)), file)
    arguments = [str(port), str(CONNECTIONS), str(SECONDS), str(file)]
    with pinned([sys.executable, "-m", "benchmarks.load", *arguments], _BOTH, stdout=subprocess.PIPE) as load:
        seen = json.loads(load.communicate()[0])
    if set(seen["statuses"]) != {"200"}:
        raise SystemExit(f"The load went wrong: {seen}")
    return float(seen["answers"] / seen["seconds"])


if __name__ == "__main__":
    sys.exit(main())
