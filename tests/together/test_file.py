"""What is said of a state's file that cannot be used, or can no longer be written."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.reliability.servers import PATIENCE, Running, refused, serving
from tests.together.tag import Tag


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def server(file: Path, data_dir: Path) -> Iterator[Running]:
    with serving(data_dir, "--state", f"sqlite:///{file}") as server:
        yield server


def refusal(file: Path, data_dir: Path) -> str:
    line = refused(data_dir, "--state", f"sqlite:///{file}")
    assert line.startswith("iadvize-simulator: state: ")
    assert str(file) in line
    return line


def limit(server: Running, size: int) -> None:
    """How large the server's files may grow: the closest to a full disk that needs no rights."""
    _, most = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, most))


def test_a_full_disk_is_a_503_that_says_so_and_space_is_all_that_it_takes(server: Running, file: Path) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    limit(server, 0)
    status, answer = tag.activate("full")
    assert (status, answer["error"]["code"]) == (503, "state_unavailable")
    assert str(file) in answer["error"]["message"]
    assert "Free space" in answer["error"]["message"]
    assert server.ask("GET", "/_simulator/health")[0] == 200
    assert tag.control("GET", "/sessions")["total"] == 1
    limit(server, resource.RLIM_INFINITY)
    assert tag.activate("after")[0] == 200
    assert tag.control("GET", "/sessions")["total"] == 2
    assert server.complained() == ""


def test_a_disk_that_fills_in_the_middle_keeps_what_was_acknowledged(server: Running, file: Path) -> None:
    tag = Tag(server, "demo")
    limit(server, file.with_name("state.db-wal").stat().st_size + 200_000)
    acknowledged: list[str] = []
    while (answer := tag.activate(f"a{len(acknowledged)}"))[0] == 200:
        acknowledged.append(answer[1]["session"]["id"])
    assert answer[0] == 503
    assert acknowledged
    limit(server, resource.RLIM_INFINITY)
    assert [tag.session(session_id)[0] for session_id in acknowledged] == [200] * len(acknowledged)
    assert tag.activate("after")[0] == 200


def test_a_file_locked_by_another_program_is_a_503_and_no_hang(server: Running, file: Path) -> None:
    tag = Tag(server, "demo")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, answer = tag.activate("locked")
        assert (status, answer["error"]["code"]) == (503, "state_unavailable")
        assert "locked" in answer["error"]["message"]
        other.execute("ROLLBACK")
    assert tag.activate("after")[0] == 200


def test_a_start_with_a_file_locked_by_another_program_is_one_line(file: Path, data_dir: Path) -> None:
    with serving(data_dir, "--state", f"sqlite:///{file}"):
        pass
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "locked" in refusal(file, data_dir)


def test_the_file_and_its_log_are_for_their_owner_alone(server: Running, file: Path) -> None:
    assert Tag(server, "demo").activate("one")[0] == 200
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob("state.db*")}
    assert set(modes) >= {"state.db", "state.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_stop_leaves_one_file(server: Running, file: Path) -> None:
    assert Tag(server, "demo").activate("one")[0] == 200
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
    assert [path.name for path in file.parent.glob("state.db*")] == ["state.db"]
    assert server.complained() == ""


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "nowhere" / "state.db"
    assert f"Make the folder {file.parent}" in refusal(file, data_dir)


def test_a_file_that_may_not_be_written_is_one_line(file: Path, data_dir: Path) -> None:
    with serving(data_dir, "--state", f"sqlite:///{file}"):
        pass
    file.chmod(0o400)
    command = [sys.executable, "-m", "simulator", "serve", "--port=0", f"--state=sqlite:///{file}"]
    # root may write whatever it likes, unless it gives that up.
    unprivileged = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    ended = subprocess.run(
        [*unprivileged, *command, f"--data-dir={data_dir}"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended
    assert f"{file} cannot be opened: Permission denied" in ended.stderr


def test_nothing_is_acknowledged_once_the_file_is_gone_and_a_new_start_begins_anew(
    server: Running, file: Path, data_dir: Path
) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    file.unlink()  # and its log stays
    status, answer = tag.activate("gone")
    assert (status, answer["error"]["code"]) == (503, "state_unavailable")
    assert f"{file} was removed, replaced or emptied" in answer["error"]["message"]
    assert server.ask("GET", "/_simulator/sites/demo/sessions")[0] == 503
    # While the old one still has the log open.
    with serving(data_dir, "--state", f"sqlite:///{file}") as another:
        assert Tag(another, "demo").activate("first")[0] == 200
        assert tag.activate("replaced")[0] == 503
        server.process.terminate()
        assert server.process.wait(PATIENCE) == 0
        assert Tag(another, "demo").activate("second")[0] == 200
        another.process.terminate()
        assert another.process.wait(PATIENCE) == 0
    with serving(data_dir, "--state", f"sqlite:///{file}") as next_one:
        assert Tag(next_one, "demo").control("GET", "/sessions")["total"] == 2
    assert server.complained() == another.complained() == ""


def test_a_disk_without_room_for_the_file_is_one_line_and_room_is_all_that_the_next_start_takes(
    file: Path, data_dir: Path
) -> None:
    with serving(data_dir):  # which has the keys
        pass

    def nearly_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))

    line = refused(data_dir, "--state", f"sqlite:///{file}", before=nearly_full)
    assert f"state: {file} cannot be used: " in line
    assert line.endswith("Free space on its disk, or name another file.\n")
    with serving(data_dir, "--state", f"sqlite:///{file}") as server:
        assert Tag(server, "demo").activate("one")[0] == 200


def test_a_file_that_was_moved_away_and_back_goes_on(server: Running, file: Path) -> None:
    tag = Tag(server, "demo")
    assert tag.activate("before")[0] == 200
    away = file.rename(file.with_name("away.db"))
    assert tag.activate("away")[0] == 503
    away.rename(file)
    assert tag.activate("back")[0] == 200
    assert tag.control("GET", "/sessions")["total"] == 2


def test_a_file_emptied_under_the_server_is_a_503(server: Running, file: Path) -> None:
    os.truncate(file, 0)
    assert Tag(server, "demo").activate("emptied")[0] == 503


def test_a_damaged_file_is_named_with_the_cure_while_it_is_used_and_at_the_next_start(
    server: Running, file: Path, data_dir: Path
) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"x" * (file.stat().st_size - 4096))
    status, answer = Tag(server, "demo").activate("damaged")
    assert status == 503
    assert "Stop the simulator, remove the file, and start anew." in answer["error"]["message"]
    server.process.kill()
    assert "removing it loses nothing but test data" in refusal(file, data_dir)


def test_a_file_that_is_no_database_is_one_line(file: Path, data_dir: Path) -> None:
    file.write_text("It was a dark and stormy night. " * 100)
    assert "file is not a database" in refusal(file, data_dir)


def test_a_database_of_another_program_is_left_alone(file: Path, data_dir: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "a database of another program" in refusal(file, data_dir)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_file_of_another_version_is_one_line(file: Path, data_dir: Path) -> None:
    with serving(data_dir, "--state", f"sqlite:///{file}"):
        pass
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE about SET value = 'of old' WHERE name = 'layout'")
    assert "another version of the simulator" in refusal(file, data_dir)


def test_a_server_with_another_private_key_is_refused(file: Path, data_dir: Path, tmp_path: Path) -> None:
    with serving(data_dir, "--state", f"sqlite:///{file}"):
        assert "another private key" in refusal(file, tmp_path / "other")


def test_no_name_of_sqlite_for_memory_is_taken_for_a_file(data_dir: Path) -> None:
    line = refused(data_dir, "--state", "sqlite:///:memory:")
    assert "is not memory, sqlite:///PATH or redis://HOST" in line
