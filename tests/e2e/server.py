"""The real server, in a process of its own."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

_ADDRESS = re.compile(r"listens on (https?://\S+)")
_ENDS_WITHIN = 10
# Straight to the server, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Simulator:
    """Where it listens, and its control API."""

    url: str

    @property
    def port(self) -> str:
        return self.url.rpartition(":")[2]

    @property
    def other_url(self) -> str:
        """The same server under another name of this machine: for a browser, another origin."""
        return f"http://localhost:{self.port}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The JSON answered below ``/_simulator``; an error answer fails the test."""
        status, answer = self.exchange(method, f"/_simulator{path}", body)
        assert 200 <= status < 300, f"{method} {path}: {status} {answer}"
        return answer

    def exchange(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - the address is ours
            f"{self.url}{path}", data, {"content-type": "application/json"}, method=method
        )
        try:
            with _OPENER.open(request, timeout=10) as response:
                return response.status, _json(response.read())
        except HTTPError as error:
            with error:
                return error.code, _json(error.read())

    def mint(self, site_id: str, **order: Any) -> str:
        token: str = self.call("POST", f"/sites/{site_id}/tokens", {"userId": "u-5f2c", **order})["token"]
        return token

    def attempts(self, site_id: str) -> list[dict[str, Any]]:
        """The newest first."""
        listed: list[dict[str, Any]] = self.call("GET", f"/sites/{site_id}/attempts")["attempts"]
        return listed

    def sessions(self, site_id: str) -> list[dict[str, Any]]:
        """The newest first."""
        listed: list[dict[str, Any]] = self.call("GET", f"/sites/{site_id}/sessions")["sessions"]
        return listed

    def site(self, **fields: Any) -> str:
        """A fresh site, whose retries don't wait unless ``fields`` say so; its id."""
        site_id: str = self.call("POST", "/sites", {"retryDelaysMs": [1], **fields})["siteId"]
        return site_id


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Simulator]:
    """A server on a free port with a data directory of its own."""
    command = [
        sys.executable,
        "-m",
        "simulator",
        "serve",
        "--port",
        "0",
        "--data-dir",
        str(folder / "data"),
        *arguments,
    ]
    with (folder / "stderr").open("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = _ADDRESS.search(line)
            assert address, f"it said {line!r}, and at last {(folder / 'stderr').read_text().splitlines()[-1:]}"
            yield Simulator(address[1])
        finally:
            process.terminate()
            process.communicate(timeout=_ENDS_WITHIN)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode()
