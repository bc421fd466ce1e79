"""Two workers on two cores, which the load and Redis share with them, against bare decryptions of one core."""

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


def measure(rounds: int = ROUNDS) -> Iterator[Ratio]:
    """Activations in a second that passes: everything that they need runs on these two cores."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bench = Bench(folder, stack)
        crews = {"SQLite": _crew(stack, folder, f"sqlite:///{folder / 'state.db'}", 2)}
        if has_redis():
            url = f"redis://127.0.0.1:{stack.enter_context(redis_server(folder, _BOTH)).port}"
            crews |= {"Redis": _crew(stack, folder, url, 2), "one": _crew(stack, folder, url, 1)}
        yield from _compared(bench, folder, crews, rounds)


def _compared(bench: Bench, folder: Path, crews: dict[str, Server], rounds: int) -> Iterator[Ratio]:
    answered: dict[str, list[float]] = {crew: [] for crew in crews}
    decrypted: list[float] = []
    for number in range(rounds + 1):
        before = bench.oaep()
        for crew, server in crews.items():
            measured = _answered(bench, folder, server)
            if number:  # a round to warm up
                answered[crew].append(measured)
        if number:
            decrypted.append((before + bench.oaep()) / 2)
    if "Redis" in crews:
        yield ratio_of(Goal(WITH_REDIS, 1.15), answered["Redis"], decrypted)
        yield ratio_of(Goal(GAIN, None), answered["Redis"], answered["one"])
    yield ratio_of(Goal(WITH_SQLITE, None), answered["SQLite"], decrypted)


def _crew(stack: ExitStack, folder: Path, url: str, count: int) -> Server:
    return stack.enter_context(simulator(folder / "keys", "--state", url, "--workers", str(count), cores=_BOTH))


def _answered(bench: Bench, folder: Path, server: Server) -> float:
    file = folder / "for-workers"
    write_requests((bench.activation(bench.token()) for _ in range(_TOKENS)), file)
    arguments = [str(server.port), str(CONNECTIONS), str(SECONDS), str(file)]
    with pinned([sys.executable, "-m", "benchmarks.load", *arguments], _BOTH, stdout=subprocess.PIPE) as load:
        seen = json.loads(load.communicate()[0])
    if set(seen["statuses"]) != {"200"}:
        raise SystemExit(f"The load went wrong: {seen}")
    return float(seen["answers"] / seen["seconds"])
