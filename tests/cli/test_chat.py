"""The commands with projects of Chat for JSM, and with every mistake of its catalogue."""

import json
from pathlib import Path

import pytest

from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.mistakes import MAKERS
from tests import forge
from tests.cli.conftest import Command

DESK = ("--site", "demo-desk")
TOML = '[[sites]]\nprovider = "jsm-chat"\nsiteId = "desk"\n'


def configure(*lines: str) -> None:
    Path("simulator.toml").write_text(TOML + "\n".join(lines), encoding="utf-8")


def test_a_minted_token_is_accepted_for_its_project(command: Command) -> None:
    token = command("mint", *DESK).out.strip()
    ran = command("explain", *DESK, token)
    assert (ran.code, ran.err) == (0, "")
    assert 'user "jane.doe@example.com", valid for' in ran.out
    assert "5 minutes" in ran.out or "4 minutes" in ran.out


def test_a_token_can_be_ordered(command: Command) -> None:
    order = ("--user-id", "joe@example.com", "--visitor-data", "displayName=Joe", "--lifetime", "60")
    token = command("mint", *DESK, *order).out.strip()
    verdict = json.loads(command("explain", *DESK, "--json", token).out)
    assert verdict["visitorData"] == {"displayName": "Joe", "email": "joe@example.com"}


# Another project and an earlier secret key are what the demo does not have.
ALONE = sorted(MAKERS.keys() - {"signature_of_other_site", "secret_key_retired", "token_reused"})


@pytest.mark.parametrize("code", ALONE)
def test_every_mistake_can_be_made_and_is_explained(command: Command, code: str) -> None:
    made = command("mint", *DESK, "--mistake", code)
    assert made.code == 0
    ran = command("explain", *DESK, "-", stdin=made.out.encode())
    warning = CATALOGUE[code].severity == "warning"
    assert ran.code == (0 if warning else 1)
    assert code in ran.out
    assert "Traceback" not in ran.out + ran.err
    if not warning:
        assert "All that a page hears where verdicts are opaque (our words)" in ran.out


@pytest.mark.parametrize("code", CATALOGUE.mistakes)
def test_every_mistake_is_told_about(command: Command, code: str) -> None:
    ran = command("mistakes", "--provider", "jsm-chat", code)
    assert ran.code == 0
    assert "Chat for JSM says" not in ran.out  # nobody outside knows what it says
    assert f"docs/jsm-chat-mistakes.md#{code}" in ran.out


def test_the_catalogue_is_listed_by_provider(command: Command) -> None:
    listed = command("mistakes", "--provider", "jsm-chat").out
    assert "secret_key_recoded" in listed
    assert "secret_key_recoded" not in command("mistakes").out
    as_json = json.loads(command("mistakes", "--provider", "jsm-chat", "--json").out)
    assert [one["code"] for one in as_json] == list(CATALOGUE.mistakes)


def test_a_mistake_of_the_other_provider_is_misuse_that_names_the_list(command: Command) -> None:
    ran = command("mint", *DESK, "--mistake", "jwe_alg_unsupported")
    assert ran.code == 2
    assert "iadvize-simulator mistakes --provider jsm-chat" in ran.err


def test_a_corpus_has_every_mistake(command: Command, tmp_path: Path) -> None:
    assert command("mint", *DESK, "--corpus", str(tmp_path)).code == 0
    lines = (tmp_path / "corpus.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1 + len(CATALOGUE.mistakes)


def test_a_project_of_the_configuration_has_its_secret_key(command: Command) -> None:
    configure(f'secretKey = "{forge.CHAT_SECRET}"')
    token = command("mint", "--site", "desk").out.strip()
    assert json.loads(command("explain", "--site", "desk", "--json", token).out)["accepted"]
    assert "another" not in token


def test_a_secret_key_of_a_file_ends_before_its_line_feed(command: Command) -> None:
    Path("secret.txt").write_text("the secret\n", encoding="utf-8")
    configure('secretKeyFile = "secret.txt"')
    token = command("mint", "--site", "desk").out.strip()
    configure('secretKey = "the secret"')
    assert command("explain", "--site", "desk", token).code == 0


def test_a_secret_of_another_project_is_told_apart(command: Command) -> None:
    configure(f'secretKey = "{forge.CHAT_SECRET}"')
    token = command("mint", *DESK).out.strip()
    ran = command("explain", "--site", "desk", token)
    assert ran.code == 1
    assert "signature_of_other_site" in ran.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("brandPublicKeys = []", "sites[1]: object contains unknown field `brandPublicKeys`"),
        ("secretkey = 'x'", "did you mean secretKey"),
        ("secretKey = ''", "sites[1].secretKey: "),
        ("secretKey = '-----BEGIN PRIVATE KEY-----'", "sites[1].secretKey cannot serve: it is a key in PEM"),
        ("secretKeyFile = 'nowhere'", "nowhere cannot be read"),
        ("secretKeyFile = 1", "sites[1].secretKeyFile: wanted is a path."),
        ("rules = {leewaySeconds = -1}", "sites[1].rules.leewaySeconds: "),
    ],
)
def test_what_a_project_cannot_have_is_named(command: Command, line: str, said: str) -> None:
    configure(line)
    ran = command("mint", "--site", "desk")
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_project_without_a_secret_key_mints_nothing(command: Command) -> None:
    configure()
    ran = command("mint", "--site", "desk")
    assert ran.code == 2
    assert "secretKeyFile" in ran.err


def test_the_demos_secret_key_is_kept(command: Command, data_dir: Path) -> None:
    command("mint", *DESK)
    secret = (data_dir / "demo-desk-secret-key.txt").read_text("utf-8")
    assert len(secret) == 44
    assert secret not in command("explain", *DESK, "x").out
