"""A million sessions in one process: the room they take, the pauses while they come, and activations beside them.

`python -m benchmarks.million` prints one line of JSON. The state is filled through its own protocol, as activations
do, since a million of those would take ten minutes; each session has a user id and an identity of its own.
"""

import asyncio
import gc
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from simulator.app import build_app
from simulator.core.session import Session
from simulator.providers.iadvize import identity
from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.server import spare_the_collector
from simulator.settings import Settings
from simulator.starting_sites import starting_sites
from simulator.state.bounds import MAX_ATTEMPTS
from simulator.state.fresh_id import fresh_id
from simulator.state.memory import MemoryState
from simulator.wire.later import Once

SITE = "demo"
SESSIONS = 1_000_000
BATCH = 400
BATCHES = 7
Ask = Callable[[bytes], Awaitable[int]]


def resident() -> int:
    """What the process holds in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


async def measure(folder: Path, sessions: int) -> dict[str, float]:
    """Everything."""
    settings = Settings(data_dir=folder)
    keyring = Keyring(settings, silently)
    key, state = keyring.iadvize(), MemoryState()
    sites = starting_sites(settings, keyring)
    state.stand_by(key.public.thumbprint, sites)
    app = build_app(settings, key, Once(lambda: state))
    app.loaded = spare_the_collector
    spare_the_collector()
    secret = identity.secret_of(key)

    def bodies(count: int) -> Iterator[bytes]:
        made, command = folder / "bodies", [sys.executable, "-m", "benchmarks.customers", str(folder), str(count)]
        with made.open("wb") as file:
            subprocess.run(command, stdout=file, check=True)
        with made.open("rb") as file:
            yield from file

    ask = _asking(app)
    before = await _rates(ask, bodies)
    for body in bodies(MAX_ATTEMPTS):
        await ask(body)
    gc.collect()
    empty = resident()
    pauses, identities = await _grow(state, secret, sessions)
    loaded = resident()
    after = await _rates(ask, bodies)
    return {
        "journalBytes": empty,
        "loadedBytes": loaded,
        "sessions": sessions,
        "sessionsOfActivations": MAX_ATTEMPTS + 2 * BATCH * BATCHES,
        "identityBytes": identities / sessions,
        "bytesEach": (loaded - empty - identities) / sessions,
        "longestPauseSeconds": pauses,
        "ratio": statistics.median(after) / statistics.median(before),
        "before": statistics.median(before),
        "after": statistics.median(after),
    }


async def _grow(state: MemoryState, secret: bytes, sessions: int) -> tuple[float, int]:
    """The longest that one session took, in the thread's own time, and the length of all identities."""
    longest, length = 0.0, 0
    for number in range(sessions):
        unsigned = Session(fresh_id(), SITE, fresh_id(), f"customer-{number}", None, "", 1.8e9, 1.8e9 + 3600)
        session = replace(unsigned, identity=identity.issue(unsigned, secret))
        began = time.thread_time()
        await state.sessions.put(session)
        longest = max(longest, time.thread_time() - began)
        length += len(session.identity)
    return longest, length


async def _rates(ask: Ask, bodies: Callable[[int], Iterator[bytes]]) -> list[float]:
    """Activations in a second of the processor's time, batch by batch."""
    rates = []
    for _ in range(BATCHES):
        batch = list(bodies(BATCH))
        began = time.process_time()
        for body in batch:
            if await ask(body) != 200:  # noqa: PLR2004 - HTTP's own number
                raise SystemExit("An activation was refused; there is nothing to measure.")
        rates.append(BATCH / (time.process_time() - began))
    return rates


def _asking(app: Any) -> Ask:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/tag/activations",
        "raw_path": b"/tag/activations",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8787),
    }

    async def ask(body: bytes) -> int:
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            status = message.get("status", status)

        await app(dict(scope), receive, send)
        return status

    return ask


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
        print(json.dumps(asyncio.run(measure(Path(directory), count))))
