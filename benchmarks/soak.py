"""An hour of mixed traffic against the real server: memory, open files, latencies. Ends with 1 where something leaks.

python -m benchmarks.soak [SECONDS [VISITS]]

VISITS is how many visitors come in a second, for what a server under an even load does; else as many as it can take.
"""

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CLIENTS = 8
SAMPLES = 12
# Bounds of what a site keeps, so small that they are reached at once: what grows after that is a leak.
BOUNDS = ("sessions=500", "attempts=500", "activations=500", "used-tokens=500", "conversations=500")
MOST_GROWTH = 1.10
SPARE_FILES = 4
_QUERY = 'query ($t: String!) { visitorAuthentication(projectId: "demo", token: $t) { accepted code } }'


@dataclass
class Heard:
    """What all clients saw since the last sample."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Client(threading.Thread):
    """Signs in, asks, renews, logs out, listens and leaves, over and over."""

    def __init__(self, port: int, number: int, heard: Heard, over: threading.Event, pause: float) -> None:
        super().__init__(daemon=True)
        self._pause = pause
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._port, self._number, self._heard, self._over = port, number, heard, over

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The JSON of one answer."""
        began = time.perf_counter()
        data = None if body is None else json.dumps(body)
        self._line.request(method, path, data, {"content-type": "application/json"})
        answer = self._line.getresponse()
        text = answer.read()
        self._heard.seconds.append(time.perf_counter() - began)
        self._heard.statuses[answer.status] += 1
        return json.loads(text) if text else None

    def run(self) -> None:
        """Until it is over; each visit begins so long after the one before, or as soon as that is over."""
        turn, due = 0, time.monotonic()
        while not self._over.wait(max(0.0, due - time.monotonic())):
            turn += 1
            due += self._pause
            self.visit(f"soak-{self._number}-{turn}", turn)

    def visit(self, user: str, turn: int) -> None:
        """One visitor."""
        token = self.ask("POST", "/_simulator/sites/demo/tokens", {"userId": user})["token"]
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        body = {"siteId": "demo", "activationId": user, "authenticationOption": option}
        session = self.ask("POST", "/tag/activations", body)["session"]["id"]
        self.ask(
            "POST",
            "/tag/activations",
            {**body, "activationId": f"{user}-x", "authenticationOption": {**option, "token": "x"}},
        )
        self.ask("POST", "/graphql", {"query": _QUERY, "variables": {"t": token}})
        if turn % 20 == 0:
            self.listen(session)
        self.ask("DELETE", f"/tag/sessions/{session}?siteId=demo")

    def listen(self, session: str) -> None:
        """Open a stream, hear its first event, and leave without a word."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        line.request("GET", f"/tag/sessions/{session}/events?siteId=demo")
        answer = line.getresponse()
        answer.readline()
        answer.close()
        line.close()


def held(pid: int) -> tuple[float, int]:
    """Resident megabytes, and open files."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0, len(list(Path(f"/proc/{pid}/fd").iterdir()))


def sample(pid: int, heard: Heard, elapsed: float) -> tuple[float, int]:
    """One line of the report."""
    seconds, heard.seconds = sorted(heard.seconds), []
    cuts = statistics.quantiles(seconds, n=1000) if len(seconds) > 1 else [0.0] * 999
    memory, files = held(pid)
    shown = " ".join(
        f"p{name} {cuts[at] * 1000:.1f}" for name, at in (("50", 499), ("95", 949), ("99", 989), ("99.9", 998))
    )
    print(f"{elapsed:>6.0f} s {len(seconds):>8} requests  {memory:>6.1f} MB  {files:>4} files  {shown} ms", flush=True)
    return memory, files


def soak(port: int, pid: int, duration: float, visits: float | None) -> list[str]:
    """What went wrong."""
    heard, over = Heard(), threading.Event()
    pause = CLIENTS / visits if visits else 0.0
    clients = [Client(port, number, heard, over, pause) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    began = time.monotonic()
    samples = []
    for _ in range(SAMPLES):
        over.wait(duration / SAMPLES)
        samples.append(sample(pid, heard, time.monotonic() - began))
    dead = sum(not client.is_alive() for client in clients)
    over.set()
    for client in clients:
        client.join(60)
    print(f"answers by status: {dict(sorted(heard.statuses.items()))}")
    early, late = samples[SAMPLES // 3], samples[-1]
    wrong = {
        "a client died": dead > 0,
        "answers that nobody expects": bool(set(heard.statuses) - {200, 204, 401}),
        f"memory grew from {early[0]:.1f} to {late[0]:.1f} MB": late[0] > early[0] * MOST_GROWTH,
        f"open files grew from {early[1]} to {late[1]}": late[1] > early[1] + SPARE_FILES,
    }
    return [what for what, is_so in wrong.items() if is_so]


def main() -> int:
    """0 where nothing leaks."""
    given = [float(argument) for argument in sys.argv[1:]]
    duration = given[0] if given else 3600.0
    visits = given[1] if given[1:] else None
    bounds = [flag for bound in BOUNDS for flag in ("--bound", bound)]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--data-dir", folder, *bounds]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                first = server.stdout.readline() if server.stdout else ""
                address = re.search(r":(\d+)", first)
                if address is None:
                    raise SystemExit(f"The server did not start: {first}")
                wrong = soak(int(address[1]), server.pid, duration, visits)
            finally:
                server.terminate()
        if server.returncode:
            wrong.append(f"the server ended with {server.returncode}")
    print("\n".join(wrong) or "Nothing leaks.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
