"""Standard output and error as a shell or a supervisor may leave them, and a folder that is gone."""

import signal
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from tests.redis import free_port
from tests.reliability.servers import PATIENCE


def shell(line: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What comes of a line in which ``"$@"`` is the command."""
    command = [sys.executable, "-m", "simulator", *arguments]
    return subprocess.run(
        ["sh", "-c", line, "sh", *command], capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize("arguments", [("mint",), ("serve", "--port", "0")])
def test_an_output_on_a_full_disk_is_one_line(data_dir: Path, arguments: tuple[str, ...]) -> None:
    ran = shell('exec "$@" >/dev/full', *arguments, "--data-dir", str(data_dir))
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1), ran
    assert ran.stderr.endswith("the output cannot be written: No space left on device. Free space where it goes to.\n")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_without_its_streams_does_its_work(data_dir: Path, closed: str) -> None:
    assert shell(f'exec "$@" {closed}', "mint", "--data-dir", str(data_dir)).returncode == 0


def test_a_server_without_its_streams_serves_until_it_is_stopped(data_dir: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "simulator", "serve", "--port", str(port), "--data-dir", str(data_dir)]
    with subprocess.Popen(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command]) as server:
        try:
            while health(f"http://127.0.0.1:{port}") != HTTPStatus.OK:
                assert server.poll() is None
            server.send_signal(signal.SIGTERM)
            assert server.wait(PATIENCE) == 0
        finally:
            server.kill()


def health(address: str) -> int | None:
    try:
        return httpx.get(f"{address}/_simulator/health").status_code
    except httpx.TransportError:
        return None


@pytest.mark.parametrize("arguments", [("serve",), ("mint",), ("contract", "--token-url", "http://127.0.0.1:1")])
def test_a_current_folder_that_is_gone_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = shell(f'cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && exec "$@"', *arguments)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran
    assert "the current folder cannot be used: No such file or directory. Change to another." in ran.stderr
