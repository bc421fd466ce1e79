"""Requests a second over HTTP on one core, against bare cryptography and oauth2-mock-server on the same core."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.load import post, write_requests
from benchmarks.processes import LOAD_CORE, SERVER_CORE, Server, bare_verifier, oauth2_mock_server, pinned, simulator
from benchmarks.rounds import Goal, Ratio, ratio_of
from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.mint import Order, mint

SITE = "demo"
ROUNDS = 9
SECONDS = 1.0
CONNECTIONS = 16
MANY = 64
_TOKENS_A_ROUND = 3000
_GRAPHQL = (  # docs/http.md
    'query Test($token: String!) { visitorAuthentication(projectId: "demo", token: $token) { accepted code userId } }'
)
_OAEP = """
import sys, time
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
key = serialization.load_pem_private_key(open(sys.argv[1], "rb").read(), None)
oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
wrapped = key.public_key().encrypt(bytes(32), oaep)
for line in sys.stdin:
    calls, began = 0, time.process_time()
    while time.process_time() < began + float(line):
        for _ in range(20):
            key.decrypt(wrapped, oaep)
        calls += 20
    print(calls / (time.process_time() - began), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What one round of load saw.

    ``rate`` is answers in a second of the server's core, however often others had that core; ``median`` and ``p99``
    are seconds that passed.
    """

    rate: float
    median: float
    p99: float


class Bench:
    """The servers, the reference, and fresh tokens for them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self.keys = keys = folder / "keys"
        self.server = stack.enter_context(simulator(keys))
        self.other = stack.enter_context(oauth2_mock_server())
        ours = keys / "iadvize-private-key.pem"
        self._oaep = stack.enter_context(
            pinned([sys.executable, "-c", _OAEP, str(ours)], SERVER_CORE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        )
        self._recipient = load_private_key(ours.read_text()).public
        self._brand = load_private_key((keys / "demo-brand-private-key.pem").read_text())
        self._customers = count(1)

    def oaep(self, seconds: float = 0.4) -> float:
        """Bare decryptions a second on the server's core."""
        assert self._oaep.stdin  # noqa: S101 - for mypy: both are pipes
        assert self._oaep.stdout  # noqa: S101 - for mypy: this one is a pipe, too
        self._oaep.stdin.write(f"{seconds}\n")
        self._oaep.stdin.flush()
        return float(self._oaep.stdout.readline())

    def token(self, lifetime: float = 290) -> str:
        """A fresh token of a customer who was not here before; it has ended where ``lifetime`` is negative."""
        data = {"firstName": "Jane", "city": "Nantes"}
        user = f"customer-{next(self._customers)}"
        return mint(
            Order(
                Site(SITE),
                user,
                self._brand,
                self._recipient,
                time.time(),
                visitor_data=data,
                lifetime_seconds=lifetime,
            )
        )

    def activation(self, token: str) -> bytes:
        """The request of a tag."""
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        body = {"siteId": SITE, "activationId": str(uuid.uuid4()), "authenticationOption": option}
        return post("/tag/activations", _json(body))

    def load(
        self,
        server: Server,
        requests: list[bytes],
        connections: int = CONNECTIONS,
        status: int = 200,
        *,
        awake: bool = True,
    ) -> Load:
        """One round; every answer must have the status. ``awake`` wants the load's core for it alone."""
        file = self._folder / "requests"
        write_requests(requests, file)
        arguments = [
            str(server.port),
            str(connections),
            str(SECONDS),
            str(file),
            *(["awake"] if awake and LOAD_CORE != SERVER_CORE else []),
        ]
        before = server.cpu_seconds
        with pinned([sys.executable, "-m", "benchmarks.load", *arguments], LOAD_CORE, stdout=subprocess.PIPE) as load:
            seen: dict[str, Any] = json.loads(load.communicate()[0])
        if set(seen["statuses"]) != {str(status)}:
            raise SystemExit(f"The load went wrong: {seen}")
        return Load(seen["answers"] / (server.cpu_seconds - before), seen["median"], seen["p99"])


def measure() -> Iterator[Ratio]:
    """One activation, one GraphQL verdict, one token of the other server, round by round."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bench = Bench(Path(folder), stack)
        yield from _rates(bench, ROUNDS)
        yield from _tail(bench)
        yield from _beside(bench, stack.enter_context(bare_verifier(bench.keys)))


def measure_rates(rounds: int) -> Iterator[Ratio]:
    """The same without the tail, in which a busy machine shows more than the server."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        yield from _rates(Bench(Path(folder), stack), rounds)


def _rates(bench: Bench, rounds: int) -> Iterator[Ratio]:
    form = post("/token", b"grant_type=client_credentials", "application/x-www-form-urlencoded")
    queries = [post("/graphql", _json({"query": _GRAPHQL, "variables": {"token": bench.token()}})) for _ in range(200)]
    bench.load(bench.server, queries[:100])
    bench.load(bench.other, [form] * 500)
    rows: list[tuple[float, float, float, float]] = []
    for _ in range(rounds):
        activations = [bench.activation(bench.token()) for _ in range(_TOKENS_A_ROUND)]
        before = bench.oaep()
        ours = bench.load(bench.server, activations).rate
        theirs = bench.load(bench.other, [form] * 4000).rate
        graphql = bench.load(bench.server, queries * 20).rate
        rows.append((ours, theirs, graphql, statistics.mean((before, bench.oaep()))))
    activation, token, verdict, oaep = zip(*rows, strict=True)
    yield ratio_of(Goal("activation / OAEP decryption", 0.62), activation, oaep)
    yield ratio_of(Goal("activation / oauth2-mock-server's POST /token", 2.0), activation, token)
    yield ratio_of(Goal("GraphQL visitorAuthentication / OAEP decryption", 0.48), verdict, oaep)


def _tail(bench: Bench) -> Iterator[Ratio]:
    rounds = []
    for _ in range(ROUNDS // 2):
        activations = [bench.activation(bench.token()) for _ in range(_TOKENS_A_ROUND)]
        rounds.append(bench.load(bench.server, activations, MANY))
    yield ratio_of(
        Goal(f"p99 / median of an activation at {MANY} connections", 3.0, "seconds", less=True),
        [load.p99 for load in rounds],
        [load.median for load in rounds],
    )


def _beside(bench: Bench, bare: Server) -> Iterator[Ratio]:
    """What is told beside the goals: the least that it can be, and what a refusal costs."""
    rows: list[tuple[float, float, float, float]] = []
    for number in range(ROUNDS // 2 + 1):
        tokens = [bench.token() for _ in range(_TOKENS_A_ROUND)]
        late = [bench.activation(bench.token(lifetime=-60)) for _ in range(_TOKENS_A_ROUND)]
        before = bench.oaep()
        least = bench.load(bare, list(map(bench.activation, tokens))).rate
        accepted = bench.load(bench.server, list(map(bench.activation, tokens))).rate
        refused = bench.load(bench.server, late, status=401).rate
        if number:  # a round to warm up
            rows.append((least, accepted, refused, statistics.mean((before, bench.oaep()))))
    least_rates, accepted_rates, refused_rates, oaep = zip(*rows, strict=True)
    yield ratio_of(Goal("a bare uvicorn application that verifies alone / OAEP decryption", None), least_rates, oaep)
    yield ratio_of(Goal("refused activation (token_expired) / accepted", None), refused_rates, accepted_rates)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
