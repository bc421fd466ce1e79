"""Failure modes are counted as exactly under load as one by one: 200 visitors at once, on a real server."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.reliability.servers import Running, serving

VISITORS = 200
TIMES = 50
RESET = 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("load") / "data") as running:
        yield running


async def activate(port: int, body: bytes, begin: asyncio.Event) -> int:
    """One attempt on a connection of its own; its status, or 0 where the connection was reset."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await begin.wait()
    head = (
        f"POST /tag/activations HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    try:
        answer = await reader.read()
    except ConnectionResetError:
        return RESET
    finally:
        writer.close()
    status, rest = answer.split(b"\r\n", 1)[0].split()[1], answer.partition(b"\r\n\r\n")[2]
    broken = b'"token": null' in rest
    return RESET if broken else int(status)


async def all_at_once(port: int, bodies: list[bytes]) -> list[int]:
    begin = asyncio.Event()
    attempts = [asyncio.create_task(activate(port, body, begin)) for body in bodies]
    await asyncio.sleep(0)
    begin.set()
    return await asyncio.gather(*attempts)


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        ("server-error", 500),
        ("bad-gateway", 502),
        ("rate-limited", 429),
        ("website-not-set-up", 401),
        ("connection-reset", RESET),
    ],
)
def test_fifty_of_two_hundred_at_once_are_struck(server: Running, mode: str, status: int) -> None:
    assert server.ask("POST", "/_simulator/sites", {"siteId": mode})[0] == 201
    _, minted = server.ask("POST", f"/_simulator/sites/{mode}/tokens", {"userId": "jane", "lifetimeSeconds": 300})
    assert server.ask("POST", f"/_simulator/sites/{mode}/faults", {"name": mode, "times": TIMES})[0] == 201
    bodies = [
        json.dumps(
            {
                "siteId": mode,
                "activationId": f"a-{number}",
                "authenticationOption": {"type": "SECURED_AUTHENTICATION", "token": minted["token"]},
            }
        ).encode()
        for number in range(VISITORS)
    ]
    statuses = asyncio.run(all_at_once(server.port, bodies))
    assert Counter(statuses) == {status: TIMES, 200: VISITORS - TIMES}
    assert server.ask("GET", f"/_simulator/sites/{mode}/faults")[1] == {"faults": []}
    _, journal = server.ask("GET", f"/_simulator/sites/{mode}/attempts?limit={VISITORS}")
    assert journal["total"] == VISITORS
    assert sum(attempt["fault"] == mode for attempt in journal["attempts"]) == TIMES
    assert server.ask("GET", f"/_simulator/sites/{mode}/sessions")[1]["total"] == VISITORS - TIMES


def test_a_scenario_counts_them_as_exactly(server: Running) -> None:
    assert server.ask("POST", "/_simulator/sites", {"siteId": "played"})[0] == 201
    steps = [{"do": "fault", "name": "server-error", "times": TIMES}, {"do": "wait", "attempts": VISITORS}]
    assert server.ask("POST", "/_simulator/sites/played/scenarios", {"steps": steps})[0] == 201
    option = {"type": "ANONYMOUS", "token": None}
    bodies = [
        json.dumps({"siteId": "played", "activationId": f"a-{number}", "authenticationOption": option}).encode()
        for number in range(VISITORS)
    ]
    statuses = asyncio.run(all_at_once(server.port, bodies))
    assert Counter(statuses) == {500: TIMES, 200: VISITORS - TIMES}
    (run,) = server.ask("GET", "/_simulator/sites/played/scenarios")[1]["scenarios"]
    assert run["state"] == "done"
