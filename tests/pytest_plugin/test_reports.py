"""What somebody reads when a test fails."""

import pytest

from tests.pytest_plugin.conftest import Run


def test_a_rejected_token_fails_with_the_explanation_at_the_line_of_the_test(run: Run) -> None:
    result = run("""
def test_token(iadvize):
    token = iadvize.mint(mistake="jwe_alg_unsupported")
    iadvize.assert_accepted(token)
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">       iadvize.assert_accepted(token)",
            "E       simulator.TokenRejected: jwe_alg_unsupported: The outer header's alg is RSA-OAEP, *",
            "E         code      jwe_alg_unsupported",
            "E         found     RSA-OAEP",
            "E         expected  RSA-OAEP-256",
            "E         hint      Use the variant with SHA-256: *",
            "E       ✗ rejected: jwe_alg_unsupported",
            "E         ✓ site          The site is known and has authentication on.",
            "E         ✗ jwe-header    The outer header's alg is RSA-OAEP, *",
            "E           found         RSA-OAEP",
            "E       The fix as code: Encrypt the signed token with RSA-OAEP-256 and A256GCM",
            "E         Python (joserfc)",
        ]
    )
    result.stdout.no_fnmatch_line("*simulator/handle/iadvize.py*")


def test_a_failing_test_tells_what_happened_on_its_site_in_order(run: Run) -> None:
    result = run("""
def test_sign_in(iadvize):
    iadvize.fail_next("server-error")
    iadvize.activate(iadvize.mint("customer-7"))
    iadvize.activate(iadvize.mint(mistake="exp_missing"))
    iadvize.activate(iadvize.mint("customer-7"))
    assert False
""")
    result.stdout.fnmatch_lines(
        [
            "*- iadvize: what happened on site-* -*",
            '*  activation *, attempt 1: 500, user "customer-7", failure mode server-error',
            '*  activation *, attempt 1: 401, exp_missing, user "customer-1042"',
            "          The token has no exp, so it would be valid for ever.",
            '*  activation *, attempt 1: 200, accepted, user "customer-7"',
            "Sessions: 1 active",
        ]
    )


def test_where_nobody_came_that_is_said(run: Run) -> None:
    result = run("def test_nothing(iadvize): assert False")
    result.stdout.fnmatch_lines(["Nobody has tried to sign in to the site site-*."])


def test_a_passing_skipped_or_expected_failure_tells_nothing(run: Run) -> None:
    result = run(
        """
import pytest

def test_passes(iadvize): pass

def test_skips(iadvize): pytest.skip("later")

@pytest.mark.xfail
def test_is_known(iadvize): assert False
""",
        "-rA",
    )
    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    result.stdout.no_fnmatch_line("*what happened on*")


def test_a_fixture_that_fails_before_or_after_the_test_tells_it_too(run: Run) -> None:
    result = run("""
import pytest

@pytest.fixture
def signed_in(iadvize):
    assert "session" in iadvize.activate("nonsense")

@pytest.fixture
def last(request):
    yield
    assert False

def test_before(signed_in): pass

def test_after(last, iadvize):
    iadvize.activate("a.b.c")
""")
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(["*- iadvize: what happened on site-* -*", "*: 401, token_part_count"])
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_after*", "*- iadvize: what happened on *", "*: 401, *"])


def test_a_test_that_fails_twice_tells_it_once(run: Run) -> None:
    result = run("""
import pytest

@pytest.fixture
def last():
    yield
    assert False

def test_it(iadvize, last): assert False
""")
    result.assert_outcomes(failed=1, errors=1)
    assert result.stdout.str().count("what happened on") == 1


def test_a_simulator_that_is_gone_is_not_one_more_failure(run: Run) -> None:
    result = run("""
def test_it(iadvize, iadvize_server):
    iadvize_server.close()
    assert False
""")
    result.stdout.fnmatch_lines(["It could not be read: no simulator answers at http://127.0.0.1:*"])
    assert result.parseoutcomes()["failed"] == 1


def test_a_test_that_asks_for_no_site_is_reported_as_ever(run: Run) -> None:
    result = run("def test_it(): assert False")
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*what happened on*")


@pytest.mark.parametrize(("name", "shown", "hidden"), [("php", "PHP (", "Python ("), ("all", ".NET (", "Perl (")])
def test_the_fix_comes_in_the_language_that_was_chosen(run: Run, name: str, shown: str, hidden: str) -> None:
    code = "def test_it(iadvize): iadvize.assert_accepted(iadvize.mint(mistake='exp_missing'))"
    text = run(code, f"--iadvize-language={name}").stdout.str()
    assert f"  {shown}" in text
    assert f"  {hidden}" not in text


def test_a_language_that_nobody_knows_is_named(run: Run) -> None:
    result = run("def test_it(iadvize): pass", "--iadvize-language=cobol")
    result.stdout.fnmatch_lines(["*--iadvize-language: there is no 'cobol'; known are node, *, all.*"])


@pytest.mark.parametrize(
    ("fixture", "line", "message"),
    [
        ("iadvize", 'iadvize.fail_next("server-eror")', "server-eror"),
        ("iadvize", 'iadvize.mint(mistake="exp_mising")', "exp_mising"),
        ("jsm_chat", 'jsm_chat.fail_next("server-eror")', "server-eror"),
        ("jsm_chat", 'jsm_chat.mint(mistake="exp_mising")', "exp_mising"),
    ],
)
def test_a_misspelt_name_fails_at_the_line_of_the_test(run: Run, fixture: str, line: str, message: str) -> None:
    result = run(f"def test_it({fixture}):\n    {line}\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f">   *{line}", f"E   *SimulatorError: *{message}*"])
    result.stdout.no_fnmatch_line("*simulator/handle/*")
