import json
from pathlib import Path
from typing import Any

import pytest

from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.mistakes import MAKERS
from tests.cli.conftest import Command

NOT_IN_A_TOKEN = {*CATALOGUE.mistakes} - {*MAKERS} | {"token_reused"}


def verdict(command: Command, token: str, *arguments: str) -> dict[str, Any]:
    ran = command("explain", "-", "--json", *arguments, stdin=token.encode())
    said: dict[str, Any] = json.loads(ran.out)
    assert ran.code == (0 if said["accepted"] else 1)
    return said


def codes(said: dict[str, Any]) -> set[str]:
    return {check["code"] for check in said["checks"] if check["code"]}


def test_a_token_and_nothing_else_is_printed(command: Command) -> None:
    ran = command("mint")
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    assert verdict(command, ran.out)["accepted"]


def test_it_says_what_it_was_told_to(command: Command) -> None:
    arguments = ("--user-id", "u-1", "--visitor-data", "firstName=Jane", "--visitor-data", "city=A=B")
    said = verdict(command, command("mint", *arguments, "--lifetime", "120").out)
    assert said["userId"] == "u-1"
    assert said["visitorData"] == {"firstName": "Jane", "city": "A=B"}
    assert said["claims"]["exp"] - said["claims"]["iat"] == pytest.approx(120, abs=1)


def test_by_default_it_lasts_a_minute_and_has_no_visitor_data(command: Command) -> None:
    said = verdict(command, command("mint").out)
    assert said["visitorData"] is None
    assert said["claims"]["exp"] - said["claims"]["iat"] == pytest.approx(60, abs=1)
    assert codes(said) == set()


def test_another_site_signs_with_another_key(command: Command) -> None:
    token = command("mint", "--site", "demo-energy").out
    assert verdict(command, token, "--site", "demo-energy")["accepted"]
    assert verdict(command, token)["code"] == "signature_of_other_site"


@pytest.mark.parametrize("code", [code for code in CATALOGUE.mistakes if code not in NOT_IN_A_TOKEN])
def test_every_mistake_that_a_token_can_have_is_found_in_it(command: Command, code: str) -> None:
    assert code in codes(verdict(command, command("mint", "--mistake", code).out))


@pytest.mark.parametrize("code", sorted(NOT_IN_A_TOKEN - {"token_reused"}))
def test_a_mistake_that_no_token_has_is_told_how_it_is_made(command: Command, code: str) -> None:
    ran = command("mint", "--mistake", code)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert CATALOGUE[code].making in ran.err


def test_a_token_to_use_twice_is_a_good_one(command: Command) -> None:
    ran = command("mint", "--mistake", "token_reused")
    assert ran.code == 0
    assert "twice" in ran.err
    assert verdict(command, ran.out)["accepted"]


def test_an_unknown_mistake_is_told_the_nearest(command: Command) -> None:
    ran = command("mint", "--mistake", "exp_in_miliseconds")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "did you mean exp_in_milliseconds?" in ran.err


@pytest.mark.parametrize("lifetime", ["inf", "nan", "1e300", "abc"])
def test_a_lifetime_is_a_length_of_time(command: Command, lifetime: str) -> None:
    ran = command("mint", "--lifetime", lifetime)
    assert (ran.code, ran.out) == (2, "")
    assert "--lifetime" in ran.err
    assert f"'{lifetime}' is not a number of seconds within a century" in ran.err


def test_a_site_whose_private_key_is_elsewhere_cannot_be_minted_for(command: Command) -> None:
    Path("simulator.toml").write_text('[[sites]]\nsiteId = "shop"\n', encoding="utf-8")
    ran = command("mint", "--site", "shop")
    assert (ran.code, ran.out) == (2, "")
    assert "brandPrivateKeyFile" in ran.err


def test_a_site_with_its_private_key_in_a_file_can(command: Command, data_dir: Path) -> None:
    key = data_dir / "demo-brand-private-key.pem"
    toml = f'[[sites]]\nsiteId = "shop"\nname = "Shop"\nbrandPrivateKeyFile = "{key}"\n'
    Path("simulator.toml").write_text(toml, encoding="utf-8")
    assert verdict(command, command("mint", "--site", "shop").out, "--site", "shop")["accepted"]


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("nmae = 1", "sites[1]: object contains unknown field `nmae`; did you mean name"),
        ("retries = 99", "sites[1].retries: "),
        ("provider = 'iadvise'", "there is no 'iadvise'; did you mean \"iadvize\"?"),
        ("verdicts = 'loud'", "sites[1].verdicts: invalid enum value 'loud'; valid are explained, opaque."),
        ("brandPublicKeys = ['x']", "sites[1].brandPublicKeys[1]: "),
        ("brandPublicKeys = ['brand.pem']", " brandPublicKeyFiles names files instead."),
        ("brandPublicKeyFiles = ['simulator.toml']", "sites[1].brandPublicKeyFiles: simulator.toml: This is text"),
        ("brandPublicKeys = []\nbrandPublicKeyFiles = ['simulator.toml']", "].brandPublicKeyFiles: simulator.toml: "),
        ("rules = {leewaySeconds = -1}", "sites[1].rules.leewaySeconds: "),
        ("rules = {leeway = 1}", "did you mean leewaySeconds"),
        ("leewaySeconds = 3", "`leewaySeconds`; it belongs under rules: rules.leewaySeconds."),
        ("leewaySecond = 3", "did you mean rules.leewaySeconds?"),
        ("rules = {retries = 1}", "`retries`; it belongs under the site itself: retries."),
        ("rules = {zzzzzz = 1}", "; known are leewaySeconds, requireExp."),
        ("zzzzzz = 1", ", rules, brandPublicKeyFiles, brandPrivateKey, brandPrivateKeyFile."),
        ("brandPrivateKey = 'abc'", "sites[1].brandPrivateKey: This is text that is no PEM; wanted is an RSA private"),
        ("brandPrivateKey = 'abc'", "brandPrivateKeyFile names a file instead."),
        ("brandPrivateKey = 5", "sites[1].brandPrivateKey: wanted is the key as a text, in PEM."),
        ("brandPrivateKeyFile = 'simulator.toml'", "sites[1].brandPrivateKeyFile: This is text that is no PEM"),
        ("secretKey = 'x'", 'If this is a project of Chat for JSM, add provider = "jsm-chat".'),
    ],
)
def test_a_wrong_site_is_one_line_that_names_file_and_field(command: Command, toml: str, named: str) -> None:
    Path("simulator.toml").write_text(f'[[sites]]\nsiteId = "shop"\n{toml}\n', encoding="utf-8")
    ran = command("mint")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert named in ran.err
    assert "simulator.toml" in ran.err


def test_a_corpus_has_a_good_token_and_every_mistake(command: Command, tmp_path: Path) -> None:
    ran = command("mint", "--corpus", "a/b", "--lifetime", "300")
    assert ran.code == 0
    lines = (tmp_path / "a" / "b" / "corpus.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [entry["name"] for entry in entries] == ["good", *CATALOGUE.mistakes]
    assert {entry["name"] for entry in entries if entry["token"] is None} == NOT_IN_A_TOKEN - {"site_unknown"}
    for entry in entries:
        if entry["token"] is not None:
            said = verdict(command, entry["token"], "--site", entry["site"])
            assert (entry["expects"] in codes(said)) or (entry["expects"] is None and said["accepted"])
        assert entry["making"] or entry["name"] == "good"
        assert entry["severity"] in ("failure", "warning") or entry["name"] == "good"


def test_a_corpus_that_cannot_be_written_is_one_line(command: Command) -> None:
    Path("file").write_text("", encoding="utf-8")
    ran = command("mint", "--corpus", "file/in")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_a_corpus_has_every_mistake_already(command: Command) -> None:
    assert command("mint", "--corpus", "x", "--mistake", "exp_missing").code == 2
