"""What `make bench` measured of the states and of two workers, as it stands in benchmarks/results.json."""

import json
import math
from collections.abc import Iterator
from typing import Any

from benchmarks.__main__ import RESULTS
from benchmarks.states import REDIS, REDIS_ITSELF, SQLITE
from benchmarks.workers import GAIN, WITH_REDIS, WITH_SQLITE
from scripts.docs.markdown import table

SIGN_INS = 100_000 / 60  # a second
_WORKERS = (("two workers with Redis", WITH_REDIS), ("two workers with SQLite", WITH_SQLITE))


def measured_states() -> Iterator[str]:
    """Activations with each state, and what a hundred thousand a minute need."""
    part = _part("states")
    ratios = {ratio["name"]: ratio for ratio in part["ratios"]}
    memory = ratios[REDIS]["reference"]
    rows = [("memory", memory, 1.0)]
    rows += [
        (state, ratios[name]["subject"], ratios[name]["median"])
        for state, name in (("SQLite", SQLITE), ("Redis", REDIS))
    ]
    head = ("state", "activations in a second of one core", "/ memory", "cores for 100,000 a minute")
    yield from table(head, ((state, f"{rate:,.0f}", f"{ratio:.2f}", _cores(rate)) for state, rate, ratio in rows))
    own = ratios[REDIS_ITSELF]
    yield ""
    yield _where(part)
    yield "Cores are rounded up to tenths."
    yield f"Redis itself took {own['subject'] * 1e6:.0f} µs of its core for an activation."


def measured_workers() -> Iterator[str]:
    """Two workers on two cores, with all that they need."""
    part = _part("workers")
    ratios = {ratio["name"]: ratio for ratio in part["ratios"]}
    alone = ratios[GAIN]
    rows = [("one process with Redis", f"{alone['reference']:,.0f}", "")]
    for who, name in _WORKERS:
        rows.append((who, f"{ratios[name]['subject']:,.0f}", f"{ratios[name]['median']:.2f}"))
    head = (
        "on two cores, with the load and Redis",
        "activations in a second of both",
        "/ bare OAEP decryptions of one core",
    )
    yield from table(head, rows)
    yield ""
    yield _where(part)
    yield f"Round by round, two were {alone['median']:.2f} of one."


def _part(name: str) -> dict[str, Any]:
    part: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))[name]
    return part


def _cores(rate: float) -> str:
    return f"{math.ceil(SIGN_INS / rate * 10) / 10:.1f}"


def _where(part: dict[str, Any]) -> str:
    return f"Measured on {part['date']}: {part['machine']}."
