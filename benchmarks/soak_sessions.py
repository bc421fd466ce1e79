"""Ten thousand activations, with renewals and logouts, against one real server: none lost, none double, memory bounded.

`python -m benchmarks.soak_sessions [ACTIVATIONS]` ends with 1 where something is wrong. Times are printed, and nothing
depends on them.
"""

import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.core.site import Site
from simulator.providers.iadvize.keys import PrivateKey, PublicKey, load_private_key, load_public_key
from simulator.providers.iadvize.mint import Order, mint

SITE = "soak"
CONNECTIONS = 4
REPORTS = 10
RENEWED_EVERY = 4
LOGGED_OUT_EVERY = 10
# A session, its visitor, the activation, two fingerprints and, up to its bound, an attempt with its verdict. Measured:
# 3.0 at ten thousand activations, 1.9 at forty thousand.
MOST_KILOBYTES = 6.0
_OK = 200
_NO_CONTENT = 204


@dataclass
class Line:
    """One connection that is kept alive, and what was answered on it."""

    port: int
    brand: PrivateKey
    recipient: PublicKey
    sessions: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """The status and the JSON of an answer."""
        content = None if body is None else json.dumps(body)
        self.connection.request(method, path, content, {"content-type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None

    def option(self, user_id: str) -> dict[str, str]:
        """A fresh token."""
        order = Order(Site(SITE), user_id, self.brand, self.recipient, time.time())
        return {"type": "SECURED_AUTHENTICATION", "token": mint(order)}

    def live(self, numbers: range, progress: Callable[[int], None]) -> None:
        """Sign these users in; renew some of their sessions, log some out. ``progress`` hears of each."""
        for place, number in enumerate(numbers):
            progress(place)
            user = f"customer-{number}"
            body = {"siteId": SITE, "activationId": f"activation-{number}", "authenticationOption": self.option(user)}
            status, answer = self.ask("POST", "/tag/activations", body)
            self.statuses[f"activation {status}"] += 1
            if status != _OK:
                continue
            session_id = answer["session"]["id"]
            self.sessions[user] = session_id
            if number % RENEWED_EVERY == 0:
                self.renew(user, session_id)
            if number % LOGGED_OUT_EVERY == 0:
                status, _ = self.ask("DELETE", f"/tag/sessions/{session_id}?siteId={SITE}")
                self.statuses[f"logout {status}"] += 1
                self.closed.add(session_id)

    def renew(self, user: str, session_id: str) -> None:
        """A renewal, which keeps the id."""
        body = {"siteId": SITE, "authenticationOption": self.option(user)}
        status, answer = self.ask("PUT", f"/tag/sessions/{session_id}", body)
        same = status == _OK and answer["session"]["id"] == session_id
        self.statuses[f"renewal {status if same else 'of another session'}"] += 1


def resident_kilobytes(pid: int) -> int:
    """What the process holds in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


def soak(port: int, pid: int, count: int) -> list[str]:
    """What went wrong."""
    control = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    control.request("GET", "/_simulator/key")
    recipient = load_public_key(control.getresponse().read().decode())
    control.request("POST", "/_simulator/sites", json.dumps({"siteId": SITE}))
    brand = load_private_key(json.loads(control.getresponse().read())["brandPrivateKey"])
    lines = [Line(port, brand, recipient) for _ in range(CONNECTIONS)]
    control.close()
    empty = resident_kilobytes(pid)
    began = time.perf_counter()

    def report(place: int) -> None:
        if place % (count // CONNECTIONS // REPORTS) == 0:
            held = resident_kilobytes(pid) / 1024
            done = sum(len(line.sessions) for line in lines)
            print(f"{done:>6} activations {time.perf_counter() - began:>6.1f} s {held:>7.1f} MB")

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        shares = [range(place, count, CONNECTIONS) for place in range(CONNECTIONS)]
        list(threads.map(Line.live, lines, shares, [report] + [lambda _: None] * (CONNECTIONS - 1)))
    return judge(Line(port, brand, recipient), lines, count, (resident_kilobytes(pid) - empty) / count)


def judge(line: Line, lines: list[Line], count: int, kilobytes: float) -> list[str]:
    """What the server says of it all against what its clients were told."""
    statuses = sum((one.statuses for one in lines), Counter[str]())
    told = {user: session_id for one in lines for user, session_id in one.sessions.items()}
    closed = set[str]().union(*(one.closed for one in lines))
    print(f"{dict(statuses)}, {kilobytes:.1f} kB for each session")
    _, listed = line.ask("GET", f"/_simulator/sites/{SITE}/sessions?limit=10000")
    _, journal = line.ask("GET", f"/_simulator/sites/{SITE}/attempts?limit=1")
    states = {session["id"]: session["state"] for session in listed["sessions"]}
    users = Counter(session["userId"] for session in listed["sessions"])
    attempts = count + len(range(0, count, RENEWED_EVERY))
    checks = {
        "every activation was accepted": statuses[f"activation {_OK}"] == count,
        "every renewal kept its session": statuses[f"renewal {_OK}"] == len(range(0, count, RENEWED_EVERY)),
        "every logout was taken": statuses[f"logout {_NO_CONTENT}"] == len(range(0, count, LOGGED_OUT_EVERY)),
        "no two clients got one session": len(set(told.values())) == count,
        "the server lists each session once": listed["total"] == count,
        "each user has one session": set(users.values()) <= {1},
        "each is the one that the client was told of": all(
            told[session["userId"]] == session["id"] for session in listed["sessions"]
        ),
        "each is in the state that it was left in": all(
            state == ("closed" if session_id in closed else "active") for session_id, state in states.items()
        ),
        "the journal holds every attempt, or as many as it keeps": journal["total"] == min(attempts, 10_000),
        f"a session costs no more than {MOST_KILOBYTES:g} kB": kilobytes <= MOST_KILOBYTES,
    }
    return [f"not so: {claim}" for claim, is_so in checks.items() if not is_so]


def main() -> int:
    """0 where all is well."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--data-dir", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                first = server.stdout.readline() if server.stdout else ""
                address = re.search(r":(\d+)", first)
                if address is None:
                    raise SystemExit(f"The server did not start: {first}")
                wrong = soak(int(address[1]), server.pid, count)
            finally:
                server.terminate()
    print("\n".join(wrong) or "None lost, none double.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
