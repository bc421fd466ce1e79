"""The image's health check against real servers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.servers import serving

ROOT = Path(__file__).parent.parent.parent


def checked(folder: Path, **environ: str) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-m", "simulator.cli.health"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "http_proxy": "http://127.0.0.1:9", **environ},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return run.returncode, run.stderr


@pytest.mark.parametrize("spoken", [(), ("--tls",)])
def test_a_server_that_answers_is_healthy_over_http_and_https(tmp_path: Path, spoken: tuple[str, ...]) -> None:
    with serving(tmp_path / "data", *spoken) as server:
        assert checked(tmp_path, IADVIZE_SIMULATOR_PORT=str(server.port)) == (0, "")
        (tmp_path / "simulator.toml").write_text(f"port = {server.port}")
        assert checked(tmp_path, IADVIZE_SIMULATOR_HOST="0.0.0.0") == (0, "")  # noqa: S104 - as in the image


def test_where_nothing_listens_it_says_so(tmp_path: Path) -> None:
    code, said = checked(tmp_path, IADVIZE_SIMULATOR_PORT="1")
    assert code == 1
    assert said.startswith("unhealthy: 127.0.0.1:1: ")
    assert said.count("\n") == 1
    assert "set IADVIZE_SIMULATOR_PORT instead" in said


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    code, said = checked(tmp_path, IADVIZE_SIMULATOR_PORT="many")
    assert (code, said.count("\n")) == (1, 1)
    assert "many" in said


@pytest.mark.parametrize("file", ["Dockerfile", "docker-compose.yml"])
def test_the_image_is_checked_by_it(file: str) -> None:
    (line,) = (line for line in (ROOT / file).read_text().splitlines() if "simulator.cli.health" in line)
    assert line.endswith('"python", "-m", "simulator.cli.health"]')
