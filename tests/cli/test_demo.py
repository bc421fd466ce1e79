"""`demo`: scenarios played on real servers."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from tests.cli.conftest import Command
from tests.cli.test_serve import served

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/demo")
SHORT = """
title = "Two tries"
about = "The first one fails."

[[steps]]
do = "fault"
name = "bad-gateway"
times = 1
say = "A gateway fails once."

[[steps]]
do = "wait"
accepted = 1

[[steps]]
do = "clock"
frozenAt = 2026-01-31T12:00:00Z

[[steps]]
do = "rotate"
key = "brand"
overlapSeconds = 300

[[steps]]
do = "restore"
"""
ENDLESS = """
steps = [{ do = "fault", name = "slow" }, { do = "site", fields = { retries = 1, rules = { leewaySeconds = 9 } } },
    { do = "wait", attempts = 9 }]
"""


def ask(port: int, method: str, path: str, body: Any = None) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body))
        answer = connection.getresponse().read()
        return json.loads(answer) if answer.startswith((b"{", b"[")) else answer
    finally:
        connection.close()


def activate(port: int, number: int) -> Any:
    token = ask(port, "POST", "/_simulator/sites/demo/tokens", {"userId": "jane"})["token"]
    option = {"type": "SECURED_AUTHENTICATION", "token": token}
    body = {"siteId": "demo", "activationId": f"a-{number}", "authenticationOption": option}
    return ask(port, "POST", "/tag/activations", body)


@contextmanager
def playing(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    with subprocess.Popen(
        [sys.executable, "-m", "simulator", "demo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdout
            yield running, running.stdout
        finally:
            running.kill()


def read_until(output: IO[str], words: str) -> list[str]:
    lines = []
    for line in output:
        lines.append(line.rstrip())
        if words in line:
            return lines
    raise AssertionError("\n".join(lines))


@pytest.fixture
def short(tmp_path: Path) -> str:
    file = tmp_path / "short.toml"
    file.write_text(SHORT, "utf-8")
    return str(file)


@pytest.fixture
def endless(tmp_path: Path) -> str:
    file = tmp_path / "endless.toml"
    file.write_text(ENDLESS, "utf-8")
    return str(file)


def test_without_a_name_it_lists_what_there_is(command: Command) -> None:
    run = command("demo")
    assert run.code == 0
    names = [line for line in run.out.splitlines() if not line.startswith(" ")]
    assert names == ["bank-with-a-seven-minute-session", "flaky-day", "key-rotation", "outage-and-recovery"]


def test_it_plays_on_a_simulator_that_runs_and_tells_what_happens(data_dir: Path, short: str) -> None:
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", short, "--server", f"http://127.0.0.1:{port}") as (running, output),
    ):
        told = read_until(output, "waits for")
        for number in range(2):
            activate(port, number)
        told += [line.rstrip() for line in output]
        assert told == [
            "Two tries",
            "The first one fails.",
            f"Open http://127.0.0.1:{port}/demo; http://127.0.0.1:{port}/ shows each attempt.",
            "",
            "1/5  A gateway fails once.",
            "     (fault name bad-gateway times 1)",
            "2/5  waits for 1 accepted attempt",
            "     \N{BALLOT X} activation of jane: 502, bad-gateway",
            "     \N{CHECK MARK} activation of jane: 200",
            "3/5  clock frozenAt 2026-01-31T12:00:00+00:00",
            "4/5  rotate key brand overlapSeconds 300",
            "5/5  restore",
            "",
            "The scenario is over.",
        ]
        assert running.wait(30) == 0


def test_what_a_token_says_drives_no_terminal(data_dir: Path, endless: str) -> None:
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", endless, "--port", str(port)) as (_, output),
    ):
        read_until(output, "waits for")
        order = {"userId": "\x1b]0;mine\x07jane\n\u202e", "mistake": "token_expired"}
        token = ask(port, "POST", "/_simulator/sites/demo/tokens", order)["token"]
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        ask(port, "POST", "/tag/activations", {"siteId": "demo", "activationId": "a", "authenticationOption": option})
        (line,) = read_until(output, "activation of")
        assert r"activation of \u001b]0;mine\u0007jane\n\u202e: 401, slow" in line


def test_it_finds_the_simulator_at_the_port_of_the_settings(data_dir: Path, endless: str) -> None:
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", endless, "--port", str(port)) as (running, output),
    ):
        read_until(output, "waits for 9 answered attempts")
        assert ask(port, "GET", "/_simulator/sites/demo/scenarios")["scenarios"][0]["position"] == 2
        ask(port, "DELETE", "/_simulator/sites/demo/scenarios")
        read_until(output, "The scenario was stopped.")
        assert running.wait(30) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_it_stops_it_and_puts_back_what_it_changed(
    data_dir: Path, endless: str, how: signal.Signals
) -> None:
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", endless, "--port", str(port)) as (running, output),
    ):
        assert "2/3  site: retries 1, rules.leewaySeconds 9" in read_until(output, "waits for")
        running.send_signal(how)
        assert running.wait(30) == 130
        assert running.stderr
        assert running.stderr.read() == "Stopped; what it changed is put back.\n"
        assert ask(port, "GET", "/_simulator/sites/demo/faults") == {"faults": []}
        assert ask(port, "GET", "/_simulator/sites/demo")["retries"] == 3
        assert ask(port, "GET", "/_simulator/sites/demo")["rules"]["leewaySeconds"] == 0


def test_a_reader_that_has_seen_enough_stops_it_too(data_dir: Path, endless: str) -> None:
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", endless, "--port", str(port)) as (running, output),
    ):
        read_until(output, "waits for")
        output.close()  # as head does; nothing more is written, so nothing else tells the command
        assert running.wait(30) == 141
        assert ask(port, "GET", "/_simulator/sites/demo/scenarios")["scenarios"][0]["state"] == "stopped"
        assert ask(port, "GET", "/_simulator/sites/demo/faults") == {"faults": []}
        assert ask(port, "GET", "/_simulator/sites/demo")["retries"] == 3


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_where_none_runs_it_serves_itself_until_it_is_stopped(data_dir: Path, short: str, how: signal.Signals) -> None:
    with playing("--file", short, "--port", "0", "--data-dir", str(data_dir)) as (running, output):
        told = read_until(output, "waits for")
        address = ADDRESS.search("\n".join(told))
        assert address
        port = int(address[1])
        for number in range(2):
            activate(port, number)
        assert f"http://127.0.0.1:{port}" in read_until(output, "serves on")[-1]
        assert ask(port, "GET", "/_simulator/health")["status"] == "ok"
        running.send_signal(how)
        assert running.wait(30) == 0
        assert running.stderr
        assert running.stderr.read() == ""


def test_a_step_that_fails_is_told(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "far.toml"
    file.write_text('steps = [{ do = "clock", advanceSeconds = -3_155_760_000 }]', "utf-8")
    with (
        served("--data-dir", str(data_dir)) as (_, port),
        playing("--file", str(file), "--port", str(port)) as (run, out),
    ):
        assert "The scenario failed: step 1: advanceSeconds: " in read_until(out, "failed")[-1]
        assert run.wait(30) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "cannot be read"),
        ("steps = [", "is no TOML"),
        ("title = 'x'", "steps: object missing required field"),
        ("steps = [{ do = 'fault', name = 'slo' }]", "step 1, name: there is no failure mode"),
    ],
)
def test_a_file_that_is_no_scenario_is_one_line(process: Command, tmp_path: Path, text: str | None, words: str) -> None:
    file = tmp_path / "wrong.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    run = process("demo", "--file", str(file), "--port", "0")
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert f"--file: {file}" in run.err
    assert words in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("flaky-dya",), 'there is no scenario "flaky-dya"; did you mean "flaky-day"?'),
        (("flaky-day", "--file", "x.toml"), "exclude each other"),
        (("flaky-day", "--server", "ftp://x"), "no address of a simulator"),
        (("flaky-day", "--server", "http://jane:secret@127.0.0.1:1"), "out of the address http://…@127.0.0.1:1:"),
        (("flaky-day", "--server", "ftp://jane:secret@x"), "'ftp://…@x' is no address of a simulator"),
        (("flaky-day", "--server", "http://127.0.0.1:1"), "no simulator answers at http://127.0.0.1:1"),
        (("flaky-day", "--port", "0", "--site", "nowhere"), 'There is no site "nowhere".'),
    ],
)
def test_misuse_is_one_line_and_exit_code_two(process: Command, arguments: tuple[str, ...], words: str) -> None:
    run = process("demo", *arguments)
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert words in run.err
    assert "secret" not in run.err
