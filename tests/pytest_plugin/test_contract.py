"""`pytest --iadvize-token-url`: each check of the contract is a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.contract.catalogue import BREACHES
from tests import forge
from tests.contract.backend import Backend, serving
from tests.contract.bad_backends import BAD
from tests.pytest_plugin.conftest import FLAGS

Run = Callable[..., pytest.RunResult]
CHECKS = len(BREACHES.checks)


@pytest.fixture
def contract(pytester: pytest.Pytester) -> Run:
    """Runs pytest in a shop's folder against a backend."""
    (pytester.path / "iadvize.pem").write_text(forge.key("simulator").private_pem())
    (pytester.path / "brand.pem").write_text(forge.key("brand").public_pem())
    (pytester.path / "simulator.toml").write_text(
        'private-key = "iadvize.pem"\n[[sites]]\nsiteId = "shop"\nbrandPublicKeyFiles = ["brand.pem"]\n'
    )

    def run(backend: Backend, *flags: str) -> pytest.RunResult:
        with serving(backend) as address:
            asked = (
                "--iadvize-token-url",
                f"{address}/chat-token",
                "--iadvize-site",
                "shop",
                "--iadvize-interval",
                "0",
            )
            signed_in = ("--iadvize-header", "Cookie: session=jane", "--iadvize-other-header", "Cookie: session=john")
            return pytester.runpytest_subprocess(*FLAGS, *asked, *signed_in, *flags)

    return run


def test_without_an_endpoint_there_is_no_test(pytester: pytest.Pytester) -> None:
    assert pytester.runpytest_subprocess(*FLAGS).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_each_check_is_a_test_and_no_file_is_needed(contract: Run) -> None:
    result = contract(Backend(), "-v")
    result.assert_outcomes(passed=CHECKS - 1, skipped=1)
    result.stdout.fnmatch_lines([f"*collected {CHECKS} items", "iadvize-contract::signed-out PASSED*"])


def test_the_endpoint_is_asked_once_for_all_checks(contract: Run) -> None:
    backend = Backend()
    contract(backend)
    assert len(backend.asked) == 3 + 2 + 2 + 1


def test_a_breach_fails_its_test_with_its_explanation_and_no_traceback(contract: Run) -> None:
    result = contract(BAD["keeps a token"][0]())
    result.assert_outcomes(passed=CHECKS - 2, skipped=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*iadvize-contract: fresh-token*",
            "token_repeated: The same token was handed out 3 times to one user.",
            "help: Make a token for each request*",
            "FAILED iadvize-contract::fresh-token - token_repeated*",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert ".py:" not in result.stdout.str()


def test_advice_names_the_options_of_pytest(contract: Run) -> None:
    result = contract(BAD["has the token elsewhere"][0]())
    result.stdout.fnmatch_lines(["help: Say --iadvize-token-path data.jwe.*"])


def test_checks_are_chosen_as_tests_are(contract: Run) -> None:
    contract(BAD["keeps a token"][0](), "-k", "signed-out").assert_outcomes(passed=1, deselected=CHECKS - 1)


def test_they_run_beside_the_tests_of_the_suite(contract: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_of_the_shop(): pass")
    contract(Backend()).assert_outcomes(passed=CHECKS, skipped=1)


def test_a_baseline_accepts_what_is_known(contract: Run, pytester: pytest.Pytester) -> None:
    make = BAD["has no iss"][0]
    contract(make()).assert_outcomes(passed=CHECKS - 2, skipped=1, failed=1)
    (pytester.path / "known.txt").write_text("issuer_missing")
    contract(make(), "--iadvize-baseline", "known.txt").assert_outcomes(passed=CHECKS - 1, skipped=1)


def test_options_may_stand_in_the_file_of_settings(pytester: pytest.Pytester, contract: Run) -> None:  # noqa: ARG001 - the folder
    with serving(Backend()) as address:
        pytester.makepyprojecttoml(
            f"""
            [tool.pytest.ini_options]
            iadvize_token_url = "{address}/chat-token"
            iadvize_site = "shop"
            iadvize_header = ["Cookie: session=jane"]
            iadvize_samples = "1"
            """
        )
        result = pytester.runpytest_subprocess(*FLAGS)
    result.assert_outcomes(passed=CHECKS - 4, skipped=4)


def test_workers_may_share_the_checks(contract: Run) -> None:
    contract(Backend(), "-n", "2", "--dist", "loadgroup").assert_outcomes(passed=CHECKS - 1, skipped=1)


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        (("--iadvize-samples", "0"), "ERROR: --iadvize-samples: '0' is not a number from 1 to 20."),
        (("--iadvize-site", "shp"), "ERROR: --iadvize-site: there is no 'shp'; did you mean shop*"),
        (("--iadvize-site", "zzz"), "ERROR: --iadvize-site: there is no 'zzz'; known are demo, demo-energy*"),
        (("--iadvize-header", "nothing"), "ERROR: --iadvize-header: wanted is 'Name: value'."),
    ],
)
def test_misuse_is_one_line_and_nothing_is_asked(contract: Run, flags: tuple[str, ...], complaint: str) -> None:
    backend = Backend()
    result = contract(backend, *flags)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([complaint])
    assert backend.asked == []


def test_keys_are_those_of_the_folder_as_for_the_command(contract: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "simulator.toml").write_text('[[sites]]\nsiteId = "shop"\nbrandPublicKeyFiles = ["brand.pem"]\n')
    result = contract(Backend())
    result.stdout.fnmatch_lines(["FAILED iadvize-contract::decryption - key_unwrap_failed*"])
    assert Path(pytester.path / ".iadvize-simulator").is_dir()
