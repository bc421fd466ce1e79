import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from simulator.settings import DataDirectory, Misconfigured, sole_use

NOBODY = 65534


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def complaint(directory: DataDirectory) -> str:
    with pytest.raises(Misconfigured) as caught:
        directory.keep("key.pem", lambda: "new")
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that others may enter, which pytest's own may not be."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """To the superuser nothing is unreadable."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_is_made_once_and_kept(tmp_path: Path) -> None:
    directory, made = DataDirectory(tmp_path / "data"), count()
    assert directory.keep("key.pem", lambda: f"key {next(made)}") == ("key 0", True)
    assert directory.keep("key.pem", lambda: f"key {next(made)}") == ("key 0", False)


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        DataDirectory(tmp_path / "data").keep("key.pem", lambda: "key")
    finally:
        os.umask(before)
    assert mode(tmp_path / "data") == 0o700
    assert mode(tmp_path / "data" / "key.pem") == 0o600


def test_git_is_told_to_ignore_all_of_it(tmp_path: Path) -> None:
    DataDirectory(tmp_path / "data").keep("key.pem", lambda: "key")
    assert "*" in (tmp_path / "data" / ".gitignore").read_text("utf-8").splitlines()


def test_no_draft_stays_behind(tmp_path: Path) -> None:
    DataDirectory(tmp_path / "data").keep("key.pem", lambda: "key")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [".gitignore", "key.pem"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    assert DataDirectory(tmp_path / "a" / "b").keep("key.pem", lambda: "key") == ("key", True)


def test_threads_that_start_at_once_agree(tmp_path: Path) -> None:
    made = count()

    def keep(_: int) -> tuple[str, bool]:
        return DataDirectory(tmp_path / "data").keep("key.pem", lambda: f"key {next(made)}")

    with ThreadPoolExecutor(16) as pool:
        kept = list(pool.map(keep, range(64)))
    assert len({text for text, _ in kept}) == 1
    assert sum(is_new for _, is_new in kept) == 1


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from simulator.settings import DataDirectory; sys.stdin.readline();"
        "print(DataDirectory(Path(sys.argv[1])).keep('key.pem', lambda: f'key of {os.getpid()}')[0])"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "data")]
    started = [Popen(command, stdin=PIPE, stdout=PIPE, text=True) for _ in range(6)]
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = {process.communicate()[0] for process in started}
    assert len(said) == 1
    assert all(process.returncode == 0 for process in started)


def test_without_hard_links_it_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    directory = DataDirectory(tmp_path / "data")
    assert directory.keep("key.pem", lambda: "key") == ("key", True)
    assert directory.keep("key.pem", lambda: "other") == ("key", False)
    assert mode(tmp_path / "data" / "key.pem") == 0o600


def test_a_file_in_place_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    line = complaint(DataDirectory(tmp_path / "data"))
    assert str(tmp_path / "data") in line
    assert "is no directory" in line


def test_a_link_to_nowhere_in_place_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(tmp_path / "nowhere")
    assert "is no directory" in complaint(DataDirectory(tmp_path / "data"))


def test_a_directory_that_nobody_can_write(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    with an_ordinary_user():
        line = complaint(DataDirectory(shared_folder / "data"))
    assert "cannot be written" in line
    assert "--data-dir" in line


def test_a_file_that_cannot_be_read(shared_folder: Path) -> None:
    file = shared_folder / "key.pem"
    file.write_text("key", encoding="utf-8")
    file.chmod(0)
    with an_ordinary_user():
        line = complaint(DataDirectory(shared_folder))
    assert line.startswith(f"{file} cannot be read: Permission denied.")


def test_a_directory_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "key.pem").mkdir()
    assert "cannot be read" in complaint(DataDirectory(tmp_path))


@pytest.mark.parametrize("open_mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_may_read_is_refused_with_the_cure(tmp_path: Path, open_mode: int) -> None:
    file = tmp_path / "key.pem"
    file.write_text("key", encoding="utf-8")
    file.chmod(open_mode)
    assert complaint(DataDirectory(tmp_path)) == f"{file} is open to others (mode {open_mode:04o}): chmod 600 {file}"


def test_a_file_system_without_modes_is_put_up_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def opened_to_all(path: Path, flags: int, permissions: int = 0o777) -> int:
        descriptor = real(path, flags, permissions)
        os.fchmod(descriptor, 0o777)
        return descriptor

    monkeypatch.setattr(os, "open", opened_to_all)
    assert DataDirectory(tmp_path / "data").keep("key.pem", lambda: "key") == ("key", True)


def test_an_empty_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.settings.data_directory._PATIENCE", 1)
    (tmp_path / "key.pem").touch(0o600)
    assert "key.pem is empty; remove it" in complaint(DataDirectory(tmp_path))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(b"\xff\xfe\x00")
    assert "key.pem is no PEM" in complaint(DataDirectory(tmp_path))


def test_a_read_only_directory_serves_the_keys_that_it_has(shared_folder: Path) -> None:
    directory = DataDirectory(shared_folder)
    shared_folder.chmod(0o777)
    with an_ordinary_user():
        directory.keep("key.pem", lambda: "key")
    shared_folder.chmod(0o555)
    with an_ordinary_user(), sole_use(shared_folder) as is_alone:
        assert directory.keep("key.pem", lambda: "other") == ("key", False)
        assert is_alone


def test_a_directory_is_one_holders_at_a_time(tmp_path: Path) -> None:
    with sole_use(tmp_path) as one:
        with sole_use(tmp_path) as other:
            assert (one, other) == (True, False)
        with sole_use(tmp_path) as third:
            assert not third
    with sole_use(tmp_path) as again:
        assert again


def test_a_directory_that_is_not_there_is_nobodys(tmp_path: Path) -> None:
    with sole_use(tmp_path / "nowhere") as is_alone:
        assert is_alone
