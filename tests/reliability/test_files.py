"""Disks that are full, files that are half written, directories that are shared."""

import resource
from pathlib import Path

import pytest

from tests.reliability.servers import refused, serving

KEY = "iadvize-private-key.pem"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_the_second_server_on_a_data_directory_says_so(data_dir: Path) -> None:
    with serving(data_dir) as one:
        assert one.complained() == ""
        with serving(data_dir) as other:
            assert f"another server uses {data_dir} too" in other.complained()
            assert other.complained().count("\n") == 1
            assert one.ask("GET", "/_simulator/key") == other.ask("GET", "/_simulator/key")


def test_a_server_that_was_killed_holds_its_data_directory_no_longer(data_dir: Path) -> None:
    with serving(data_dir) as one:
        one.process.kill()
        one.process.wait()
        with serving(data_dir) as other:
            assert other.complained() == ""


def test_holding_a_data_directory_leaves_nothing_in_it(data_dir: Path) -> None:
    with serving(data_dir):
        pass
    assert {path.suffix or path.name for path in data_dir.iterdir()} == {".pem", ".txt", ".gitignore"}


def no_more_bytes() -> None:
    """The closest to a full disk that needs no rights: no file may grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_full_disk_at_the_first_start_is_one_line_and_the_next_start_makes_the_keys(data_dir: Path) -> None:
    line = refused(data_dir, before=no_more_bytes)
    assert str(data_dir) in line
    assert "cannot be written" in line
    assert not list(data_dir.glob("*.pem"))
    with serving(data_dir) as server:
        assert server.ask("GET", "/_simulator/health")[0] == 200


def test_a_full_disk_does_not_stop_a_server_that_has_its_keys(data_dir: Path) -> None:
    with serving(data_dir):
        pass
    (data_dir / ".gitignore").unlink()
    # The complaints of this server go to a file as well, which stays empty.
    with serving(data_dir, before=no_more_bytes) as server:
        order = {"userId": "customer-1"}
        status, minted = server.ask("POST", "/_simulator/sites/demo/tokens", order)
        assert (status, minted["expects"]) == (200, None)
        assert server.ask("POST", "/_simulator/sites", {})[0] == 201


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.99], ids=["its first letters", "half of it", "all but its end"])
def test_a_half_written_key_file_is_one_line_with_the_cure(data_dir: Path, kept: float) -> None:
    with serving(data_dir):
        pass
    file = data_dir / KEY
    text = file.read_text()
    file.write_text(text[: int(len(text) * kept)])
    line = refused(data_dir)
    assert str(file) in line
    assert "remove it" in line
    file.unlink()
    with serving(data_dir) as server:
        assert server.ask("GET", "/_simulator/health")[0] == 200
