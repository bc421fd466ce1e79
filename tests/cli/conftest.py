import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.settings import Settings
from simulator.starting_sites import starting_sites

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """How one run of the command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose keys are made once for all tests."""
    path = tmp_path_factory.mktemp("home") / "data"
    settings = Settings(data_dir=path)
    keyring = Keyring(settings, silently)
    keyring.iadvize()
    starting_sites(settings, keyring)
    return path


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the tester's own settings, an empty working directory, 80 columns."""
    for name in list(os.environ):
        if name.startswith("IADVIZE_SIMULATOR_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def command(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command in this process, with the session's keys."""

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setenv("IADVIZE_SIMULATOR_DATA_DIR", str(data_dir))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(arguments)
        shown = capsys.readouterr()
        return Run(code, shown.out, shown.err)

    return run


@pytest.fixture
def process(data_dir: Path) -> Command:
    """Runs the command in a process of its own, with the session's keys."""

    def run(*arguments: str, stdin: bytes = b"", **environ: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "simulator", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            env={"IADVIZE_SIMULATOR_DATA_DIR": str(data_dir), **os.environ, **environ},
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
