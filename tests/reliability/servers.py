"""The real command, in a process of its own, as something goes wrong around it."""

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 30.0
_ADDRESS = re.compile(r"https?://127\.0\.0\.1:(\d+)")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that has said where it listens, and where its complaints go."""

    process: subprocess.Popen[str]
    port: int
    said: list[str]
    complaints: Path

    def complained(self) -> str:
        return self.complaints.read_text()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON, or the text, of one answer."""
        connection = self.connect()
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            is_json = "json" in (answer.headers["content-type"] or "")
            return answer.status, json.loads(text) if is_json else text
        finally:
            connection.close()


@contextmanager
def serving(data_dir: Path, *arguments: str, before: Callable[[], None] | None = None) -> Iterator[Running]:
    """A server on a free port; ``before`` runs in its process first."""
    complaints = data_dir.parent / f"complaints-{len(list(data_dir.parent.iterdir()))}"
    command = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--data-dir", str(data_dir), *arguments]
    with (
        complaints.open("w") as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - no threads run here that a fork could catch in a lock
        ) as process,
    ):
        try:
            assert process.stdout
            said: list[str] = []
            while not (said and _ADDRESS.search(said[0]) and "iadvize.js" in said[-1]):
                line = process.stdout.readline()
                assert line, complaints.read_text()
                said.append(line)
            address = _ADDRESS.search(said[0])
            assert address
            yield Running(process, int(address[1]), said, complaints)
        finally:
            process.kill()


def refused(data_dir: Path, *arguments: str, before: Callable[[], None] | None = None) -> str:
    """What a start says that comes to nothing: one line, exit code 2."""
    command = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--data-dir", str(data_dir), *arguments]
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=before,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1), ended
    return ended.stderr
