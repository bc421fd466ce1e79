"""Installs a built wheel beside the locked packages in an empty environment and uses it far from the source tree.

python3 scripts/try_wheel.py dist/iadvize_simulator-0.1.0-py3-none-any.whl
"""

import http.client
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"
STARTS_WITHIN = 15
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
