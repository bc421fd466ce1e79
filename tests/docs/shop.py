"""A shop's machine: an empty folder, the command on the path, and a simulator that runs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTED = "http://127.0.0.1:8787"
_LISTENS = re.compile(r"listens on (?P<address>\S+)")
_RESULT = re.compile(r"(?P<output>.*?)@@ done (?P<number>\d+) with (?P<code>\d+) @@\n", re.DOTALL)


@dataclass(frozen=True)
class Result:
    """What one example printed, and its exit code."""

    output: str
    code: int


@dataclass(frozen=True)
class Shop:
    """Runs examples as they stand; the documented address becomes the real one and back."""

    folder: Path
    address: str

    def keep(self, name: str, text: str) -> None:
        """Put a file where the examples find it."""
        (self.folder / name).write_text(text.replace(DOCUMENTED, self.address), "utf-8")

    def run(self, scripts: Sequence[str]) -> tuple[list[Result], str]:
        """The examples one after the other in one shell, and what they said on standard error."""
        marked = (f'{code}\necho "@@ done {number} with $? @@"' for number, code in enumerate(scripts))
        script = "\n".join(marked).replace(DOCUMENTED, self.address)
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )
        output = done.stdout.replace(self.address, DOCUMENTED)
        return [Result(match["output"], int(match["code"])) for match in _RESULT.finditer(output)], done.stderr


def environment(folder: Path) -> dict[str, str]:
    """The command on the path, and no settings but those of the examples."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("IADVIZE_SIMULATOR_")}
    return inherited | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
    }


@contextmanager
def open_shop(folder: Path) -> Iterator[Shop]:
    """The shop, until the block ends."""
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    _install(bin_folder / "iadvize-simulator", "-m simulator", PYTHONPATH=str(ROOT))
    _install(bin_folder / "python", "")
    # Schemathesis's plugin, which the shop would not have, takes a second to load.
    _install(bin_folder / "pytest", "-m pytest -p no:schemathesis")
    command = ["iadvize-simulator", "serve", "--port", "0"]
    server = subprocess.Popen(
        [folder / "bin" / command[0], *command[1:]],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        listens = _LISTENS.search(server.stdout.readline())
        assert listens is not None
        yield Shop(folder, listens["address"])
    finally:
        server.terminate()
        server.communicate(timeout=15)


def _install(command: Path, arguments: str, **variables: str) -> None:
    given = "".join(f'{name}="{value}" ' for name, value in variables.items())
    command.write_text(f'#!/bin/sh\n{given}exec "{sys.executable}" {arguments} "$@"\n', "utf-8")
    command.chmod(0o755)
