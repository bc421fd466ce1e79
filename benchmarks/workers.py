"""What the time of two cores answers with two workers, the load and Redis, against bare decryptions of one core."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load import write_requests
from benchmarks.processes import LOAD_CORE, SERVER_CORE, Server, pinned, redis_server, simulator
from benchmarks.rounds import Goal, Ratio, ratio_of
from benchmarks.states import has_redis
from benchmarks.traffic import CONNECTIONS, SECONDS, Bench

ROUNDS = 5
_TOKENS = 4000
_BOTH = SERVER_CORE | LOAD_CORE
WITH_REDIS = "two workers with Redis / OAEP decryption of one core"
WITH_SQLITE = "two workers with SQLite / OAEP decryption of one core"
GAIN = "two workers with Redis / one"
ALONE = "the same, with Redis and the load on other machines"


def measure(rounds: int = ROUNDS) -> Iterator[Ratio]:
    """Activations in a second of both cores' time, by which others on the machine matter less than by the clock."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bench = Bench(folder, stack)
        crews = {"SQLite": _crew(stack, folder, f"sqlite:///{folder / 'state.db'}", 2)}
        redis = stack.enter_context(redis_server(folder, _BOTH)) if has_redis() else None
        if redis:
            url = f"redis://127.0.0.1:{redis.port}"
            crews |= {"Redis": _crew(stack, folder, url, 2), "one": _crew(stack, folder, url, 1)}
        yield from _compared(bench, folder, crews, redis, rounds)


def _compared(
    bench: Bench, folder: Path, crews: dict[str, Server], redis: Server | None, rounds: int
) -> Iterator[Ratio]:
    answered: dict[str, list[float]] = {crew: [] for crew in crews}
    alone: dict[str, list[float]] = {crew: [] for crew in crews}
    decrypted: list[float] = []
    for number in range(rounds + 1):
        before = bench.oaep()
        for crew, server in crews.items():
            measured, by_themselves = _answered(bench, folder, server, redis)
            if number:  # a round to warm up
                answered[crew].append(measured)
                alone[crew].append(by_themselves)
        if number:
            decrypted.append((before + bench.oaep()) / 2)
    if "Redis" in crews:
        yield ratio_of(Goal(WITH_REDIS, 1.15), answered["Redis"], decrypted)
        yield ratio_of(Goal(ALONE, None), alone["Redis"], decrypted)
        yield ratio_of(Goal(GAIN, None), answered["Redis"], answered["one"])
    yield ratio_of(Goal(WITH_SQLITE, None), answered["SQLite"], decrypted)


def _crew(stack: ExitStack, folder: Path, url: str, count: int) -> Server:
    return stack.enter_context(simulator(folder / "keys", "--state", url, "--workers", str(count), cores=_BOTH))


def _answered(bench: Bench, folder: Path, crew: Server, redis: Server | None) -> tuple[float, float]:
    """Answers in a second of two cores that the processes, Redis and the load share, and of two for the processes."""
    file = folder / "for-workers"
    write_requests((bench.activation(bench.token()) for _ in range(_TOKENS)), file)
    arguments = [str(crew.port), str(CONNECTIONS), str(SECONDS), str(file)]
    others = [redis] if redis else []
    before, before_others = _taken(crew.family), _taken(others)
    with pinned([sys.executable, "-m", "benchmarks.load", *arguments], _BOTH, stdout=subprocess.PIPE) as load:
        seen = json.loads(load.communicate()[0])
    if set(seen["statuses"]) != {"200"}:
        raise SystemExit(f"The load went wrong: {seen}")
    own = _taken(crew.family) - before
    every = own + _taken(others) - before_others + seen["busy"] * seen["seconds"]
    answers = len(_BOTH) * seen["answers"]
    return answers / every, answers / own


def _taken(servers: list[Server]) -> float:
    return sum(server.cpu_seconds for server in servers)
