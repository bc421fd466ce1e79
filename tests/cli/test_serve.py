import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.cli.banner import Started, banner
from tests.cli.conftest import Command


@contextmanager
def served(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server on a free port, once it answers."""
    with subprocess.Popen(
        [sys.executable, "-m", "simulator", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdout
            first = running.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)\s", first)
            assert address, first or (running.stderr and running.stderr.read())
            yield running, int(address[1])
        finally:
            running.kill()


def get(port: int, path: str) -> str:
    deadline = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except ConnectionError:
            assert time.monotonic() < deadline
        finally:
            connection.close()


def test_it_serves_and_an_interrupt_ends_it_quietly(command: Command, data_dir: Path) -> None:
    with served("--data-dir", str(data_dir)) as (running, port):
        assert get(port, "/_simulator/key") == command("key").out
        running.send_signal(signal.SIGINT)
        assert running.stdout
        assert running.stderr
        # Not communicate(), which would miss what came together with the first line.
        assert f"http://127.0.0.1:{port}/demo" in running.stdout.read()
        assert running.stderr.read() == ""
        assert running.wait(timeout=30) in (0, 130, -signal.SIGINT)


def test_a_second_start_keeps_the_keys(tmp_path: Path) -> None:
    with served() as (_, port):
        first = get(port, "/_simulator/key")
    files = {path.name: path.read_bytes() for path in (tmp_path / ".iadvize-simulator").iterdir()}
    with served() as (_, port):
        assert get(port, "/_simulator/key") == first
    assert {path.name: path.read_bytes() for path in (tmp_path / ".iadvize-simulator").iterdir()} == files
    assert {"iadvize-private-key.pem", "demo-brand-private-key.pem", "demo-energy-brand-private-key.pem"} < set(files)


def test_two_first_starts_at_once_have_the_same_keys(tmp_path: Path) -> None:
    with served() as (_, one), served() as (_, other):
        assert get(one, "/_simulator/key") == get(other, "/_simulator/key")
    left = {path.name for path in (tmp_path / ".iadvize-simulator").iterdir()}
    assert not [name for name in left if name.startswith(".") and name != ".gitignore"]


def misuse(process: Command, *arguments: str, **environ: str) -> str:
    ran = process("serve", *arguments, **environ)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    return ran.err


def test_a_port_that_is_taken_is_one_line(process: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"{port} is taken" in misuse(process, "--port", str(port))


@pytest.mark.parametrize("host", ["192.0.2.1", "999.1.1.1", "a..b.ünï"])
def test_a_host_that_is_not_ours_is_one_line(process: Command, host: str) -> None:
    line = misuse(process, "--host", host, "--port", "0")
    assert f"host: {host} cannot be listened on: " in line
    assert "Name an address of this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for all." in line


def test_a_key_that_cannot_be_read_is_one_line_and_nothing_is_made(process: Command, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    line = misuse(process, "--port", "0", "--data-dir", str(fresh), "--private-key", "nowhere.pem")
    assert "nowhere.pem" in line
    assert not fresh.exists()


def test_a_file_in_place_of_the_data_directory_is_one_line(process: Command) -> None:
    Path("data").write_text("", encoding="utf-8")
    assert "data is no directory" in misuse(process, "--port", "0", "--data-dir", "data")


def test_redis_without_its_package_is_one_line_that_names_the_extra() -> None:
    script = (
        "import sys; sys.modules['redis'] = None\n"  # what an import finds that is not installed
        "from simulator.cli import main\n"
        "sys.exit(main(['serve', '--port', '0', '--state', 'redis://127.0.0.1']))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ".venv/bin/python -m pip install --editable '.[redis]'" in ended.stderr
    assert "install 'iadvize-simulator" not in ended.stderr  # which is on no index


def test_stores_that_nobody_asked_for_are_not_loaded() -> None:
    script = (
        "import sys; import simulator.server\n"
        "sys.exit(', '.join({'sqlite3', 'redis', 'simulator.state.durable'} & set(sys.modules)) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_wrong_site_is_one_line(process: Command) -> None:
    Path("simulator.toml").write_text('[[sites]]\nsiteId = "shop"\nretries = -1\n', encoding="utf-8")
    assert "sites[1].retries" in misuse(process, "--port", "0")


def test_settings_come_from_everywhere(process: Command) -> None:
    Path("our.toml").write_text("trust-callers = true\nworkers = 2\n", encoding="utf-8")
    assert "workers is 2" in misuse(process, IADVIZE_SIMULATOR_CONFIG="our.toml")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("localhost", "http://localhost:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),  # noqa: S104 - what somebody writes
        ("::", "http://127.0.0.1:80"),
        ("::1", "http://[::1]:80"),
    ],
)
def test_the_address_shown_is_one_that_works_here(host: str, address: str) -> None:
    assert Started(host, 80, Path("k.pem")).address == address


def test_the_banner_has_all_that_one_needs() -> None:
    text = "\n".join(banner(Started("127.0.0.1", 8787, Path("data") / "k.pem")))
    for needed in (
        "http://127.0.0.1:8787/\n",
        "http://127.0.0.1:8787/demo",
        "http://127.0.0.1:8787/_simulator/key",
        '<script async src="http://127.0.0.1:8787/iadvize.js"></script>',
        "sid",
        "demo",
        f"data{os.sep}k.pem",
        "Ctrl-C",
    ):
        assert needed in text


def exposed(
    host: str, *, trusts_callers: bool = False, has_control_token: bool = False, allowed: tuple[str, ...] = ()
) -> str:
    started = Started(
        host,
        8787,
        Path("k.pem"),
        trusts_callers=trusts_callers,
        has_control_token=has_control_token,
        allowed_hosts=allowed,
    )
    return "\n".join(banner(started))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.5.5.5", "localhost", "::1"])
def test_the_banner_says_nothing_of_other_machines_where_none_reaches_it(host: str) -> None:
    assert "every machine" not in exposed(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "simulator.lan"])  # noqa: S104 - what somebody writes
def test_the_banner_says_plainly_what_other_machines_can_do(host: str) -> None:
    shown = exposed(host)
    assert f"Open to every machine that reaches {host} port 8787" in shown
    assert "only callers on this machine can hear why a token is refused" in shown
    assert "only callers on this machine can mint tokens, get brands' private keys" in shown
    assert "--control-token" in shown


def test_the_banner_says_what_trusting_callers_gives_away() -> None:
    shown = exposed("192.168.1.20", trusts_callers=True)
    assert "anybody there can hear why a token is refused" in shown
    assert "anybody there can mint tokens, get brands' private keys" in shown
    assert "only callers on this machine" not in shown
    assert (
        "/graphql, but only under localhost, 127.0.0.1, [::1], 192.168.1.20,\n      an address, or a name in" in shown
    )


def names_in(shown: str) -> list[str]:
    found = re.search(r"only under these names: (.*)\.\n", shown)
    assert found, shown
    return found[1].split(", ")


@pytest.mark.parametrize(
    ("host", "more"),
    [("0.0.0.0", []), ("::", []), ("192.168.1.20", ["192.168.1.20"]), ("fd00::1", ["[fd00::1]"])],  # noqa: S104 - what somebody writes
)
def test_the_banner_lists_the_names_under_which_others_may_steer(host: str, more: list[str]) -> None:
    shown = exposed(host, trusts_callers=True, allowed=("simulator.test",))
    assert names_in(shown) == ["localhost", "127.0.0.1", "[::1]", *more, "simulator.test"]
    assert "--allowed-host NAME adds one" in shown


def test_the_control_api_answers_under_the_names_that_the_start_lists_and_no_others(data_dir: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - as somebody starts it who wants others to reach it
    options = ("--host", everywhere, "--trust-callers", "--allowed-host", "simulator.test", "--data-dir", str(data_dir))
    with served(*options) as (running, port):
        assert running.stdout
        shown = "".join(
            iter(
                running.stdout.readline,
                "      Let no stranger reach it: publish a container's port on 127.0.0.1, or add --control-token.\n",
            )
        )
        for name in (*names_in(shown), "192.168.1.20"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/_simulator/health", headers={"Host": f"{name}:{port}"})
            status = connection.getresponse().status
            assert status == (200 if name in names_in(shown) else 403), name
            connection.close()


def test_the_banner_says_that_the_control_token_works_under_any_name() -> None:
    shown = exposed("192.168.1.20", trusts_callers=True, has_control_token=True)
    assert "under any name" in shown
    assert "only under these names" not in shown


def test_the_banner_says_what_the_control_token_keeps() -> None:
    for trusts in (True, False):
        shown = exposed("192.168.1.20", trusts_callers=trusts, has_control_token=True)
        assert "whoever has the control token can mint tokens" in shown


def test_every_answer_says_that_it_is_a_simulators(data_dir: Path) -> None:
    with served("--data-dir", str(data_dir)) as (_, port):
        for path in ("/", "/iadvize.js", "/nowhere", "/graphql?query={a}", "/_simulator/health", "/%ff{"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.headers["x-iadvize-simulator"]
            assert answer.headers["server"].startswith("iadvize-simulator/")
            connection.close()
        with socket.create_connection(("127.0.0.1", port)) as connection_of_nobody:
            connection_of_nobody.sendall(b"no HTTP\r\n\r\n")
            assert b"\r\nx-iadvize-simulator: " in connection_of_nobody.recv(10_000)
