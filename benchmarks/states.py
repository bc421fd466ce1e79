"""What a state outside the memory costs: activations in a second of the server's processor time, with each in turn."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.processes import LOAD_CORE, Server, redis_server, simulator
from benchmarks.rounds import Goal, Ratio, ratio_of
from benchmarks.traffic import Bench

ROUNDS = 5
_TOKENS = 3000
_WARM_UP = 200
SQLITE = "activation with SQLite / in memory"
REDIS = "activation with Redis / in memory"
REDIS_ITSELF = "Redis' own time / the simulator's beside it"


def measure(rounds: int = ROUNDS) -> Iterator[Ratio]:
    """Activations with SQLite, and with Redis where there is one, as fractions of those in memory."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bench = Bench(folder, stack)
        servers = {"memory": bench.server}
        servers["SQLite"] = stack.enter_context(
            simulator(folder / "keys", "--state", f"sqlite:///{folder / 'state.db'}")
        )
        redis = stack.enter_context(redis_server(folder, LOAD_CORE)) if has_redis() else None
        if redis:
            servers["Redis"] = stack.enter_context(
                simulator(folder / "keys", "--state", f"redis://127.0.0.1:{redis.port}")
            )
        yield from _compared(bench, servers, redis, rounds)


def has_redis() -> bool:
    """Whether there is a Redis to measure with; says so where there is none."""
    if shutil.which("redis-server"):
        return True
    print("redis-server is not installed; nothing is measured with it.", file=sys.stderr)
    return False


def _compared(bench: Bench, servers: dict[str, Server], redis: Server | None, rounds: int) -> Iterator[Ratio]:
    rates: dict[str, list[float]] = {state: [] for state in servers}
    shares: list[float] = []
    for server in servers.values():
        bench.load(server, [bench.activation(bench.token()) for _ in range(_WARM_UP)], awake=False)
    for _ in range(rounds):
        for state, server in servers.items():
            requests = [bench.activation(bench.token()) for _ in range(_TOKENS)]
            before = (redis.cpu_seconds, server.cpu_seconds) if redis else (0.0, 0.0)
            rates[state].append(bench.load(server, requests, awake=False).rate)
            if redis and state == "Redis":
                shares.append((redis.cpu_seconds - before[0]) / (server.cpu_seconds - before[1]))
    yield ratio_of(Goal(SQLITE, None), rates["SQLite"], rates["memory"])
    if redis:
        yield ratio_of(Goal(REDIS, None), rates["Redis"], rates["memory"])
        asked = [share / rate for share, rate in zip(shares, rates["Redis"], strict=True)]
        alone = [1 / rate for rate in rates["Redis"]]
        yield ratio_of(Goal(REDIS_ITSELF, None, "seconds", less=True), asked, alone)
