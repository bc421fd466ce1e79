"""`--workers`: several processes on one port, and the one above them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.reliability.servers import PATIENCE, Running, refused, serving
from tests.together.tag import Tag, site_on
from tests.together.test_killed import Load

WORKERS = 2


@pytest.fixture
def server(state_url: str, data_dir: Path) -> Iterator[Running]:
    with serving(data_dir, "--state", state_url, "--workers", str(WORKERS)) as server:
        yield server


def workers(server: Running) -> set[int]:
    """Their process ids, once each has begun to serve."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    while len(found := {int(one) for one in children.read_text().split()}) < WORKERS:
        assert server.process.poll() is None
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_workers_are_one_simulator(server: Running) -> None:
    tag = Tag(server, site_on(server))
    tag.control("POST", "/faults", {"name": "server-error", "times": 2, "after": 3})
    with ThreadPoolExecutor(16) as threads:
        refusals = list(threads.map(lambda _: tag.activate("one", "no token"), range(16)))
        statuses = [status for status, _ in threads.map(lambda number: tag.activate(f"a{number}"), range(16))]
    assert sorted(status for status, _ in refusals) == [401] * 3 + [409] * 12 + [500]
    assert sorted(statuses) == [200] * 15 + [500]
    assert tag.control("GET", "/attempts?limit=1")["total"] == 4 + 16
    assert server.complained() == ""


def test_every_worker_answers_once_the_address_is_said(server: Running) -> None:
    for process in workers(server):
        infos = Path(f"/proc/{process}/fdinfo").iterdir()
        watched = [info.read_text().count("tfd:") for info in infos if "tfd:" in info.read_text()]
        assert max(watched, default=0) >= 3  # asyncio's own pipe, the process above, and who connects


def test_a_killed_worker_is_replaced_and_nothing_acknowledged_is_lost(server: Running) -> None:
    site_id = site_on(server)
    before = workers(server)
    load = Load(Tag(server, site_id), until_gone=False)
    load.start()
    victim = min(before)
    os.kill(victim, signal.SIGKILL)
    while victim in (after := workers(server)):
        pass
    load.stop()
    load.end()
    assert len(after) == WORKERS
    assert before - after == {victim}
    tag = Tag(server, site_id)
    for session_id in load.acknowledged:
        assert tag.session(session_id)[1]["session"]["state"] == "active"
    assert server.complained() == "iadvize-simulator: a worker ended (SIGKILL); another takes its place.\n"


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_them_all(server: Running, asked: signal.Signals) -> None:
    crew = workers(server)
    with closing(server.connect()) as stream:
        stream.request("GET", "/_simulator/events")
        events = stream.getresponse()
        assert events.readline() == b": keep-alive\n"
        server.process.send_signal(asked)
        events.read()
        assert server.process.wait(PATIENCE) == 0
    assert not [process for process in crew if is_alive(process)]
    assert server.complained() == ""


def test_a_stop_right_after_the_start_ends_them_all(server: Running) -> None:
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
    assert "Traceback" not in server.complained()


def test_workers_end_with_the_process_above_them(server: Running) -> None:
    crew = workers(server)
    server.process.kill()
    server.process.wait()
    while any(is_alive(process) for process in crew):
        pass


def test_a_state_that_cannot_be_had_is_one_line_before_any_worker(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "nowhere" / "state.db"
    assert str(file) in refused(data_dir, "--state", f"sqlite:///{file}", "--workers", "2")


def test_several_workers_without_a_state_that_they_share_are_refused(data_dir: Path) -> None:
    line = refused(data_dir, "--workers", "2")
    assert "a state in memory belongs to one process" in line
    assert "--state" in line


def test_workers_that_end_as_soon_as_they_begin_are_given_up() -> None:
    script = "import sys; from simulator.workers import supervise; sys.exit(supervise(1, lambda *_: 3, lambda: None))"
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert ended.returncode == 1
    assert ended.stderr.count("a worker ended (exit code 3)") == 3
    assert "see above why" in ended.stderr
