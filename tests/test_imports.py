"""What a start does not import, since it would take longer: each waits until somebody asks for it."""

import http.client
import re
import subprocess
import sys
from pathlib import Path

LATE = {
    "graphql",
    "httpx",
    "redis",
    "sqlite3",
    "strawberry",
    "simulator.providers.iadvize.graphql.api",
    "simulator.pytest_plugin",
    "simulator.state.redis",
    "simulator.state.sqlite",
    "simulator.wire.openapi.document",
}
# Help lists every command, and so looks at this one.
LATE_FOR_SERVING = LATE | {"simulator.contract"}
ONLY_FOR_SERVING = {"asyncio", "cryptography", "jwcrypto", "msgspec", "simulator.app", "starlette", "uvicorn"}


def imported(importtime: str) -> set[str]:
    """The modules that ``-X importtime`` lists."""
    return set(re.findall(r"^import time:.*\| +(\S+)$", importtime, re.MULTILINE))


def test_help_imports_nothing_that_only_a_server_needs() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "simulator", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "simulator.cli.commands" in imported(done.stderr)
    assert imported(done.stderr) & (LATE | ONLY_FOR_SERVING) == set()


def test_a_server_that_answers_has_imported_nothing_that_nobody_asked_for(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    command = [sys.executable, "-X", "importtime", "-m", "simulator", "serve", "--port", "0", "--data-dir"]
    with (
        log.open("w") as stream,
        subprocess.Popen(
            [*command, str(tmp_path / "keys")], stdout=subprocess.PIPE, stderr=stream, text=True
        ) as server,
    ):
        try:
            port = re.search(r":(\d+)", server.stdout.readline() if server.stdout else "")
            assert port
            connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=30)
            connection.request("GET", "/_simulator/health")
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            server.terminate()
    known = imported(log.read_text())
    assert known >= ONLY_FOR_SERVING
    assert known & LATE_FOR_SERVING == set()
