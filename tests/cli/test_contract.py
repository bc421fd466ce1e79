"""`contract`, from its options to its exit code; what it finds is tested in tests/contract."""

import json
from pathlib import Path

import pytest

from simulator.contract.catalogue import BREACHES
from simulator.contract.parameters import PARAMETERS
from tests import forge
from tests.cli.conftest import Command, Run
from tests.contract.backend import Backend, serving
from tests.contract.bad_backends import BAD

GITHUB = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")


@pytest.fixture(autouse=True)
def outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GITHUB:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, bare_environment: None) -> None:  # noqa: ARG001 - it changes into the folder first
    """A folder with the settings of the site that the backends' tokens are for."""
    (tmp_path / "iadvize.pem").write_text(forge.key("simulator").private_pem())
    (tmp_path / "brand.pem").write_text(forge.key("brand").public_pem())
    (tmp_path / "simulator.toml").write_text(
        'private-key = "iadvize.pem"\n[[sites]]\nsiteId = "shop"\nbrandPublicKeyFiles = ["brand.pem"]\n'
    )


def run(command: Command, backend: Backend, *arguments: str) -> Run:
    signed_in = ("--header", "Cookie: session=jane", "--other-header", "Cookie: session=john", "--interval", "0")
    with serving(backend) as address:
        url = ("--token-url", f"{address}/chat-token")
        return command("contract", "--site", "shop", *url, *signed_in, *arguments)


def test_a_contract_that_is_kept_is_exit_0(command: Command) -> None:
    ran = run(command, Backend())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("✓ the contract is kept: 24 passed, 0 warnings, 1 skipped\n")


def test_tokens_judged_with_a_key_made_just_now_are_told_that_the_folder_may_be_the_wrong_one(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "simulator.toml").write_text('[[sites]]\nsiteId = "shop"\nbrandPublicKeyFiles = ["brand.pem"]\n')
    ran = run(command, Backend(), "--data-dir", "fresh")
    assert ran.code == 1
    assert f"it was made just now, in {tmp_path / 'fresh'}. " in ran.err


def test_a_contract_that_is_broken_is_exit_1_and_says_by_what(command: Command) -> None:
    ran = run(command, BAD["keeps a token"][0]())
    assert (ran.code, ran.err) == (1, "")
    assert "The same token was handed out 3 times to one user." in ran.out
    assert ran.out.endswith("    token_repeated (fresh-token)\n")


def test_a_warning_breaks_it_until_a_baseline_knows_it(command: Command, tmp_path: Path) -> None:
    make = BAD["has no iss"][0]
    assert run(command, make()).code == 1
    written = run(command, make(), "--write-baseline", "baseline.txt")
    assert (written.code, written.err) == (1, "iadvize-simulator: 1 warning was written to baseline.txt\n")
    assert (tmp_path / "baseline.txt").read_text().endswith("\nissuer_missing\n")
    assert run(command, make(), "--baseline", "baseline.txt").code == 0


def test_json_is_all_of_standard_output(command: Command) -> None:
    ran = run(command, BAD["keeps a token"][0](), "--json", "--github")
    report = json.loads(ran.out)
    assert (ran.code, report["passed"]) == (1, False)
    assert [check["name"] for check in report["checks"]] == [check.name for check in BREACHES.checks]
    assert ran.err.startswith("::error title=fresh-token%3A token_repeated::")


def test_junit_goes_into_a_file_in_a_folder_that_need_not_be_there(command: Command, tmp_path: Path) -> None:
    assert run(command, Backend(), "--junit", "reports/contract.xml").code == 0
    assert (tmp_path / "reports" / "contract.xml").read_text().startswith("<?xml")


def test_a_report_that_cannot_be_written_is_misuse(command: Command, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way")
    ran = run(command, Backend(), "--junit", "reports/contract.xml")
    assert ran.code == 2
    assert ran.err.startswith("iadvize-simulator: --junit: reports/contract.xml cannot be written: ")


def test_github_is_recognised(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    make = BAD["keeps a token"][0]
    assert run(command, make()).err == ""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(command, make()).err.startswith("::error")
    assert run(command, make(), "--no-github").err == ""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "--token-url is missing."),
        (("--token-url", "shop"), "--token-url: 'shop' is no address that starts with http:// or https://."),
        (("--token-url", "ftp://jane:pass@shop"), "--token-url: 'ftp://…@shop' is no address"),
        (("--token-url", "http://127.0.0.1:1/", "--samples", "0"), "--samples: '0' is not a number from 1 to 20."),
        (("--token-url", "http://127.0.0.1:1/", "--site", "shp"), "--site: there is no 'shp'; did you mean shop?"),
        (("--token-url", "http://127.0.0.1:1/", "--site", "demo-desk"), "--site: demo-desk is no site of iAdvize's"),
        (("--token-url", "http://127.0.0.1:1/", "--baseline", "x"), "--baseline: x cannot be read: No such file"),
    ],
)
def test_misuse_is_one_line_and_exit_2(command: Command, arguments: tuple[str, ...], complaint: str) -> None:
    ran = command("contract", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
    assert ran.err.count("\n") == 1


def test_nothing_secret_is_shown(command: Command) -> None:
    ran = run(command, BAD["serves anybody"][0](), "--header", "Authorization: Bearer s3cret", "--body", "s3cret")
    assert ran.code == 1
    assert "s3cret" not in ran.out + ran.err
    assert "session=jane" not in ran.out + ran.err


def test_help_names_every_parameter(command: Command) -> None:
    out = command("contract", "--help").out
    assert [parameter.name for parameter in PARAMETERS if f"--{parameter.name} " not in out] == []


def test_a_token_that_was_refused_is_explained_when_asked_for(command: Command) -> None:
    make = BAD["encrypts with SHA-1"][0]
    assert "The fix as code" not in run(command, make()).out
    out = run(command, make(), "--explain", "node").out
    assert '{"alg": "RSA-OAEP", "enc": "A256GCM"}' in out
    assert "The fix as code" in out
    assert "Node.js" in out
    assert "Nimbus" not in out
