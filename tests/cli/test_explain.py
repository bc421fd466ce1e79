import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.mistakes import MAKERS
from tests.cli.conftest import Command

CHECKS = [check.name for check in CATALOGUE.checks]


def test_an_accepted_token_is_exit_0_and_says_who(command: Command) -> None:
    ran = command("explain", command("mint", "--user-id", "u-1").out.strip())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('✓ accepted: user "u-1", valid for ')


def test_a_rejected_one_is_exit_1_and_says_why(command: Command) -> None:
    ran = command("explain", command("mint", "--mistake", "exp_missing").out.strip())
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("✗ rejected: exp_missing\n")
    assert '"exp" is missing' in ran.out


def test_a_warning_is_explained_and_exit_0(command: Command) -> None:
    ran = command("explain", command("mint", "--mistake", "issuer_missing").out.strip())
    assert ran.code == 0
    assert "with 1 warning" in ran.out
    assert "issuer_missing" in ran.out
    assert '"iss" is missing' in ran.out


def test_all_eight_checks_are_shown_in_their_order(command: Command) -> None:
    out = command("explain", command("mint", "--mistake", "jws_unsigned").out.strip()).out
    ladder = [line.split()[:2] for line in out.splitlines() if line[2:3] in "✓✗·!" and line[4:5].isalpha()]
    assert [name for _, name in ladder] == CHECKS
    assert "".join(sign for sign, _ in ladder) == "✓✓✓✓✗···"


@pytest.mark.parametrize("code", MAKERS)
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_only_code_is_wider_than_the_terminal(
    command: Command, monkeypatch: pytest.MonkeyPatch, code: str, columns: str
) -> None:
    minted = command("mint", "--mistake", code)
    monkeypatch.setenv("COLUMNS", columns)
    shown = command("explain", "-", stdin=minted.out.encode()).out.partition("\nThe fix as code")[0]
    # A path has no place where it could be broken.
    assert [line for line in shown.splitlines() if len(line) > int(columns) and os.sep not in line] == []


def test_what_iadvize_would_say_is_quoted(command: Command) -> None:
    assert '"A valid authentication option must be provided"' in command("explain", "").out
    assert "the website is not correctly setup (null)" in " ".join(command("explain", "x").out.split())


def test_the_fix_is_shown_in_five_languages(command: Command) -> None:
    out = command("explain", command("mint", "--mistake", "jwe_alg_unsupported").out.strip()).out
    for language in ("Node.js (jose", "Java (Nimbus", "PHP (web-token", "Python (joserfc)", ".NET (jose-jwt)"):
        assert f"\n  {language}" in out
    assert "\n  >         new JWEHeader(JWEAlgorithm.RSA_OAEP_256" in out


def test_or_in_one(command: Command) -> None:
    token = command("mint", "--mistake", "jwe_alg_unsupported").out.strip()
    out = command("explain", token, "--language", "php").out
    assert "PHP (web-token" in out
    assert "Java (Nimbus" not in out


def test_json_is_the_verdict(command: Command) -> None:
    ran = command("explain", "--json", command("mint", "--mistake", "token_expired").out.strip())
    said = json.loads(ran.out)
    assert ran.code == 1
    assert (said["accepted"], said["code"]) == (False, "token_expired")
    assert [check["name"] for check in said["checks"]] == CHECKS


def test_standard_input_gives_the_token(command: Command) -> None:
    token = command("mint").out.strip().encode()
    for ending in (b"", b"\n", b"\r\n"):
        assert command("explain", "-", stdin=token + ending).code == 0


def test_only_one_line_break_at_the_end_is_the_shells(command: Command) -> None:
    ran = command("explain", "-", "--json", stdin=command("mint").out.encode() + b"\n")
    assert json.loads(ran.out)["code"] == "token_decorated"


def test_a_flood_on_standard_input_is_misuse(command: Command) -> None:
    ran = command("explain", "-", stdin=b"x" * 1_048_577)
    assert (ran.code, ran.out) == (2, "")
    assert "1 MiB" in ran.err


def test_an_unknown_site_is_a_verdict_that_names_the_nearest(command: Command) -> None:
    ran = command("explain", "--site", "dmo", command("mint").out.strip())
    assert ran.code == 1
    assert "site_unknown" in ran.out
    assert 'Did you mean "demo"?' in ran.out


def test_an_unknown_site_is_looked_for_in_the_settings_and_not_on_a_server(command: Command) -> None:
    out = " ".join(command("explain", "--site", "my-shop", command("mint").out.strip()).out.split())
    assert "explain asks no server" in out
    assert "simulator.toml or --config" in out
    assert "POST /_simulator/sites/my-shop/explanations" in out
    assert "PUT /_simulator" not in out


def test_an_unknown_site_is_not_told_of_another_providers_project(command: Command) -> None:
    check = json.loads(command("explain", "--json", "--site", "4711", "x").out)["checks"][0]
    assert check["expected"] == ["demo", "demo-energy"]
    assert "demo-desk" not in command("explain", "--site", "demo-des", "x").out


def test_the_name_of_a_file_in_place_of_a_token_is_misuse(command: Command, tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text(command("mint").out, encoding="utf-8")
    ran = command("explain", "token.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "token.txt is a file; for the token in it: iadvize-simulator explain - < token.txt" in ran.err


def test_a_token_judged_with_a_key_made_just_now_is_told_that_the_folder_may_be_the_wrong_one(
    command: Command, tmp_path: Path
) -> None:
    token = command("mint").out.strip()
    first = command("explain", "--data-dir", "fresh", token)
    assert first.code == 1
    assert f"it was made just now, in {tmp_path / 'fresh'}. " in first.err
    assert "--data-dir" in first.err
    assert command("explain", "--data-dir", "fresh", token).err == ""


def test_nothing_on_standard_input_blames_no_page(command: Command) -> None:
    ran = command("explain", "-", stdin=b"")
    assert ran.code == 1
    assert "There is no token: what was handed over is an empty string." in " ".join(ran.out.split())


def test_the_link_into_the_documentation_comes_with_the_command_that_tells_as_much(command: Command) -> None:
    out = command("explain", command("mint", "--mistake", "exp_missing").out.strip()).out
    assert "iadvize-simulator mistakes exp_missing" in " ".join(out.split())
    chat = command("mint", "--site", "demo-desk", "--mistake", "email_missing").out.strip()
    out = command("explain", "--site", "demo-desk", chat).out
    assert "iadvize-simulator mistakes email_missing --provider jsm-chat" in " ".join(out.split())
    assert "docs/jsm-chat-mistakes.md#email_missing" in out


def test_a_configured_site_is_judged_by_its_rules(command: Command, data_dir: Path) -> None:
    key = data_dir / "demo-brand-private-key.pem"
    toml = f'[[sites]]\nsiteId = "shop"\nbrandPrivateKeyFile = "{key}"\nrules = {{requireExp = false}}\n'
    Path("simulator.toml").write_text(toml, encoding="utf-8")
    assert command("explain", "--site", "shop", command("mint", "--mistake", "exp_missing").out.strip()).code == 0


def test_nothing_in_a_token_reaches_the_terminal_as_a_command(command: Command) -> None:
    token = command("mint", "--user-id", "\x1b[2J\x9b31m\u202e\ufeffu", "--visitor-data", "firstName=a\x07\nb").out
    out = command("explain", "-", stdin=token.encode()).out
    assert not set(out) & set("\x1b\x9b\x07\u202e\ufeff")
    assert "\\u001b[2J" in out


@pytest.mark.parametrize("text", ["\x1b[31m", "a\x00b", "\udcff", "é" * 300, "…", "{" * 5000, "." * 70_000])
def test_whatever_is_no_token_is_explained_too(process: Command, text: str) -> None:
    ran = process("explain", "-", stdin=text.encode("utf-8", "surrogateescape"))
    assert (ran.code, ran.err) == (1, "")
    assert "\x1b" not in ran.out


def test_ascii_where_the_output_can_show_no_more(process: Command) -> None:
    token = process("mint", "--mistake", "jwe_alg_unsupported").out.encode()
    ran = process("explain", "-", stdin=token, PYTHONIOENCODING="ascii")
    assert ran.code == 1
    assert ran.out.isascii()
    assert ran.out.startswith("x rejected: jwe_alg_unsupported\n")
    assert "  + site" in ran.out


def test_no_colour_where_there_is_no_terminal(process: Command) -> None:
    token = process("mint", "--mistake", "exp_missing").out.encode()
    assert "\x1b" not in process("explain", "-", stdin=token).out
    assert "\x1b[31;1mrejected" in process("explain", "-", stdin=token, FORCE_COLOR="1").out
    assert "\x1b" not in process("explain", "-", stdin=token, FORCE_COLOR="1", NO_COLOR="1").out


def on_a_terminal(data_dir: Path, token: str, **environ: str) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "simulator", "explain", token, "--language", "node"]
    env = {**os.environ, "TERM": "xterm", "IADVIZE_SIMULATOR_DATA_DIR": str(data_dir), **environ}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=env) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert running.returncode == 1
    return shown.decode()


def test_colour_on_a_terminal_unless_it_is_declined(command: Command, data_dir: Path) -> None:
    token = command("mint", "--mistake", "exp_missing").out.strip()
    assert "\x1b[31;1mrejected" in on_a_terminal(data_dir, token)
    assert "\x1b" not in on_a_terminal(data_dir, token, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(data_dir, token, TERM="dumb")
