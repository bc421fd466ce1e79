"""The journal under twenty thousand attempts, on a real server: order, counts, and no memory past its bound."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from simulator.state.bounds import MAX_ATTEMPTS
from tests.reliability.servers import PATIENCE, Running, serving

SENDERS = 4
EACH = 5000
SITE = "busy"


def send(port: int, sender: int, numbers: range) -> None:
    """One attempt after the other over one connection; every second one is refused."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for number in numbers:
        is_anonymous = number % 2 == 0
        option = {"type": "ANONYMOUS" if is_anonymous else "SECURED_AUTHENTICATION", "token": None}
        body = {"siteId": SITE, "activationId": f"{sender}-{number}", "authenticationOption": option}
        connection.request("POST", "/tag/activations", json.dumps(body))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == (200 if is_anonymous else 401)
    connection.close()


def send_all(server: Running, numbers: range) -> None:
    with ThreadPoolExecutor(SENDERS) as senders:
        for sent in [senders.submit(send, server.port, sender, numbers) for sender in range(SENDERS)]:
            sent.result()


def kilobytes(server: Running) -> int:
    """What the server's process holds in memory."""
    status = Path(f"/proc/{server.process.pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def test_order_counts_and_bound(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        server.ask("PUT", f"/_simulator/sites/{SITE}", {"brandPublicKeys": []})
        at_first = kilobytes(server)
        send_all(server, range(EACH // 2))
        when_full = kilobytes(server)
        send_all(server, range(EACH // 2, EACH))
        afterwards = kilobytes(server)

        _, journal = server.ask("GET", f"/_simulator/sites/{SITE}/attempts?limit={MAX_ATTEMPTS}")
        attempts = journal["attempts"]
        assert journal["total"] == len(attempts) == MAX_ATTEMPTS
        assert all(newer["at"] >= older["at"] for newer, older in pairwise(attempts))
        for sender in range(SENDERS):
            kept = [attempt["activationId"] for attempt in attempts if attempt["activationId"].startswith(f"{sender}-")]
            assert kept == [f"{sender}-{number}" for number in range(EACH - 1, EACH - 1 - len(kept), -1)]
        totals = {
            status: server.ask("GET", f"/_simulator/sites/{SITE}/attempts?status={status}&limit=1")[1]["total"]
            for status in ("accepted", "refused", "200", "401", "500")
        }
        assert totals["accepted"] == totals["200"] == sum(attempt["accepted"] for attempt in attempts)
        assert totals["accepted"] + totals["refused"] == MAX_ATTEMPTS
        assert totals["500"] == 0
        # Sessions and visitors still grow, and are small; the attempts of the second half displace those of the first.
        assert afterwards - when_full < (when_full - at_first) / 2
