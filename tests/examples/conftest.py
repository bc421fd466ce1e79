import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Ran:
    """How an example's contract test ended, and where it ran."""

    code: int
    output: str
    folder: Path


Contract = Callable[[str], Ran]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The examples, as somebody who copied them has them."""
    made = ("brand-*.pem", ".iadvize-simulator", "contract.xml", "__pycache__")
    shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns(*made), symlinks=True)
    return tmp_path / "examples"


@pytest.fixture
def contract_test(copied: Path) -> Contract:
    """Runs a folder's contract-test.sh with the command of this source tree."""
    command = copied / "bin" / "iadvize-simulator"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m simulator "$@"\n', "utf-8")
    command.chmod(0o755)

    def run(language: str) -> Ran:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("IADVIZE_SIMULATOR_")}
        inherited.pop("GITHUB_ACTIONS", None)
        path = os.pathsep.join((str(command.parent), str(Path(sys.executable).parent), os.environ["PATH"]))
        done = subprocess.run(
            ["sh", copied / language / "contract-test.sh"],
            env=inherited | {"PATH": path, "PORT": str(free_port()), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stderr + done.stdout, copied / language)

    return run


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
