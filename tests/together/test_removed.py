"""A site that is removed while attempts are under way there leaves nothing behind, wherever the state is kept."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from redis import Redis
from tests import forge
from tests.reliability.servers import Running, serving
from tests.together.tag import Tag

SITE = "fleeting"
AT_ONCE = 12
TURNS = 30


@pytest.fixture
def server(state_url: str, data_dir: Path, tmp_path: Path) -> Iterator[Running]:
    key = tmp_path / "key.pem"
    key.write_text(forge.key("simulator").private_pem())
    with serving(data_dir, "--state", state_url, "--private-key", str(key)) as server:
        yield server
        assert server.complained() == ""


def left_behind(state_url: str) -> list[str]:
    """Everything in the store that speaks of the site."""
    if state_url.startswith("sqlite"):
        with closing(sqlite3.connect(state_url.removeprefix("sqlite:///"))) as file:
            entries = file.execute("SELECT kind FROM entries WHERE site = ? OR key = ?", (SITE, SITE)).fetchall()
            return [*(kind for (kind,) in entries), *("attempt" for _ in file.execute("SELECT 1 FROM attempts"))]
    address, _, prefix = state_url.partition("?prefix=")
    with closing(Redis.from_url(address)) as client:
        named = [name.decode() for name in client.scan_iter(f"{prefix}*:{SITE}")]
        places = client.scan_iter(f"{prefix}*:sites")
        return [*named, *(name.decode() for name in places if client.sismember(name, SITE))]


def test_attempts_under_way_open_no_session_on_a_site_that_is_gone(server: Running, state_url: str) -> None:
    tag = Tag(server, SITE)
    brand = {"brandPublicKeys": [forge.key("brand").public_pem()]}

    def attempt(name: str) -> tuple[int, Any]:
        if name.endswith("0"):
            return tag.activate(name)
        return tag.activate(name, forge.token(forge.claims(user_id=name, exp=time.time() + 60)))

    met = {200: 0, 401: 0}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for turn in range(TURNS):
            tag.control("PUT", "", brand)
            names = [f"{turn}-{number}" for number in range(AT_ONCE)]
            early = [threads.submit(attempt, name) for name in names[: AT_ONCE // 2]]
            removed = threads.submit(tag.control, "DELETE", "")
            late = [threads.submit(attempt, name) for name in names[AT_ONCE // 2 :]]
            removed.result()
            for status, answer in (each.result() for each in early + late):
                met[status] += 1
                assert status == 200 or answer["explanation"]["code"] == "site_unknown"
            assert left_behind(state_url) == []
    assert all(met.values()), met
