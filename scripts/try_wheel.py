"""Installs a built wheel beside the locked packages in an empty environment and uses it far from the source tree.

python3 scripts/try_wheel.py dist/iadvize_simulator-0.1.0-py3-none-any.whl
"""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"
TEST_LOCK = LOCK.with_name("test.txt")
STARTS_WITHIN = 15
SUITE = """
import pytest

import simulator


@pytest.mark.parametrize("number", range(200))
def test_alone(iadvize: simulator.IAdvizeSite, number: int) -> None:
    assert simulator.__file__.startswith({environment!r})
    assert iadvize.attempts() == []
    token = iadvize.mint(user_id="the same")
    iadvize.assert_accepted(token)
    assert iadvize.activate(token)["session"]["userId"] == "the same"
    iadvize.clock.advance(minutes=61)
    assert [session["state"] for session in iadvize.sessions()] == ["expired"]
"""
ENDED_AS_ASKED = (0, -signal.SIGTERM)


def main(wheel: Path) -> None:
    """Prints one line for each thing that works; stops at the first that does not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = install(wheel, folder / "environment")
        subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        print("--help answers")
        port = free_port()
        server = subprocess.Popen([command, "serve", "--port", str(port), "--data-dir", folder / "data"], cwd=folder)
        try:
            use(server, port)
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(timeout=STARTS_WITHIN)
        if code not in ENDED_AS_ASKED:
            sys.exit(f"the server ended with {code}")
        print(f"ends when asked to, with {code}")
        test_a_project(folder / "environment", folder / "project")


def test_a_project(environment: Path, project: Path) -> None:
    """A test suite of somebody else's: the plugin is there by being installed, and its types are."""
    python = str(environment / "bin" / "python")
    pins = [pin for pin in re.findall(r"^[\w-]+==\S+", TEST_LOCK.read_text("utf-8"), re.MULTILINE) if named(pin)]
    subprocess.run([python, "-m", "pip", "-qq", "--disable-pip-version-check", "install", *pins], check=True)
    project.mkdir()
    (project / "test_shop.py").write_text(SUITE.format(environment=str(environment)), "utf-8")
    for words in (["mypy", "--strict", "."], ["pytest", "-q", "-n", "4", "-W", "error"]):
        subprocess.run([python, "-m", *words], check=True, cwd=project)


def named(pin: str) -> bool:
    """Whether the suite needs the package."""
    return pin.partition("==")[0] in ("mypy", "pytest", "pytest-xdist")


def install(wheel: Path, environment: Path) -> Path:
    """The installed command."""
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--require-hashes", "--requirement", LOCK], check=True)
    subprocess.run([*pip, "install", "--no-deps", wheel.resolve()], check=True)
    subprocess.run([*pip, "check"], check=True)
    return environment / "bin" / "iadvize-simulator"


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def use(server: subprocess.Popen[bytes], port: int) -> None:
    """Asks for what only a complete wheel can answer."""
    wait_for(server, port)
    print(f"health: {json.loads(get(port, '/_simulator/health'))}")
    print(f"/iadvize.js: {len(get(port, '/iadvize.js'))} bytes")
    print(f"/client/boot.js: {len(get(port, '/client/boot.js'))} bytes")
    print(f"/chat-widget.js: {len(get(port, '/chat-widget.js'))} bytes")
    print(f"/chat-widget/modules/boot.js: {len(get(port, '/chat-widget/modules/boot.js'))} bytes")
    print(f"/demo: {len(get(port, '/demo'))} bytes")


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Returns once something listens."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("the server did not start")


def get(port: int, path: str) -> bytes:
    """The body of a 200; anything else ends the trial."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != http.client.OK or not body:
        sys.exit(f"GET {path} answered {response.status} with {len(body)} bytes")
    return body


if __name__ == "__main__":
    main(Path(sys.argv[1]))
