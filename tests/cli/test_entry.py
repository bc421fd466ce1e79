import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import __version__
from tests.cli.conftest import Command

COMMANDS = ["serve", "key", "mint", "explain", "contract", "demo", "mistakes"]


def test_version(command: Command) -> None:
    assert command("--version").out == f"iadvize-simulator {__version__}\n"


def test_help_lists_every_command(command: Command) -> None:
    ran = command("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


def test_help_says_of_each_command_in_whole_what_it_does_and_how_to_start(command: Command) -> None:
    out = command("--help").out
    assert not re.search(r"\w\.\.\.\n", out)
    assert "\n    iadvize-simulator serve " in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(command: Command, name: str) -> None:
    ran = command(name, "--help")
    assert ran.code == 0
    assert f"\n    iadvize-simulator {name}" in ran.out


def test_help_says_where_the_defaults_of_the_bounds_are(command: Command) -> None:
    out = " ".join(command("serve", "--help").out.split())
    assert "[default: see docs/fidelity.md#bounds]" in out
    assert "Bounds(" not in out


def test_no_command_is_misuse(command: Command) -> None:
    ran = command()
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: iadvize-simulator" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("srve",),
        ("serve", "--prot", "1"),
        ("serve", "--port", "x"),
        ("serve", "surplus"),
        ("key", "--format", "p12"),
        ("mint", "--lifetime", "soon"),
        ("mint", "--visitor-data", "Jane"),
        ("mint", "--site", "nobody"),
        ("explain",),
        ("explain", "a", "b"),
        ("explain", "a", "--language", "cobol"),
        ("mistakes", "nothing"),
    ],
)
def test_misuse_is_one_line_and_exit_2(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("iadvize-simulator")
    assert ran.err.count("\n") == 1


def test_a_misspelt_flag_is_told_the_right_one(command: Command) -> None:
    assert "--port" in command("serve", "--prot", "1").err


def test_an_unknown_setting_is_one_line_and_exit_2_in_every_command(process: Command) -> None:
    for arguments in (("serve",), ("key",), ("mint",), ("explain", "x")):
        ran = process(*arguments, IADVIZE_SIMULATOR_PROT="1")
        assert (ran.code, ran.out) == (2, "")
        expected = "IADVIZE_SIMULATOR_PROT is no setting; did you mean IADVIZE_SIMULATOR_PORT?"
        assert ran.err == f"iadvize-simulator: {expected}\n"


def test_help_loads_nothing_slow() -> None:
    script = (
        "import sys; from simulator.cli import main; main(['--help']); main(['serve', '--help']);"
        "slow = ('starlette', 'uvicorn', 'jwcrypto', 'cryptography', 'strawberry', 'msgspec', 'tomllib', 'asyncio',"
        "'sqlite3', 'redis');"
        "sys.exit(', '.join(name for name in slow if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_who_leaves_early_ends_it_quietly(data_dir: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "simulator", "mistakes", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "IADVIZE_SIMULATOR_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"},
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        complaint = running.stderr.read()
    assert (running.returncode, complaint) == (141, b"")


def test_an_interrupt_while_it_loads_ends_it_quietly() -> None:
    """Wherever it is: each run is interrupted at the import of another module."""
    script = (
        "import sys\n"
        "from simulator.cli import main\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == sys.argv[1]: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.exit(main(['key']))"
    )
    for module in ("simulator.cli.entry", "click", "simulator.settings", "simulator.cli.commands", "simulator.cli.key"):
        ran = subprocess.run([sys.executable, "-c", script, module], capture_output=True, text=True, check=False)
        assert (module, ran.returncode, ran.stdout, ran.stderr) == (module, 130, "", "")


def test_an_interrupt_while_asyncio_begins_to_heed_them_ends_it_quietly(data_dir: Path) -> None:
    script = (
        "import functools, signal, sys\n"
        "heed = signal.signal\n"
        "def heeding(number, handler):\n"
        "    before = heed(number, handler)\n"
        "    if isinstance(handler, functools.partial):\n"
        "        signal.signal = heed\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    return before\n"
        "signal.signal = heeding\n"
        "from simulator.cli import main\n"
        "sys.exit(main(['serve', '--port', '0', '--data-dir', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", script, str(data_dir)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (ran.returncode, ran.stderr) == (130, "")


def test_the_command_is_entered_with_nothing_else_loaded() -> None:
    script = (
        "import sys; before = set(sys.modules); import simulator.cli\n"
        "sys.exit(', '.join(sorted(set(sys.modules) - before - {'simulator', 'simulator.cli'})) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_interrupt_ends_it_quietly(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.cli.key.keyring_of", interrupted)
    ran = command("key")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
