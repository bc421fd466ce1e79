"""The fixtures in somebody's test suite."""

import pytest

from tests.pytest_plugin.conftest import Run

EVERYTHING = """
import pytest
import simulator


def test_what_the_interface_promises(iadvize: simulator.IAdvizeSite, iadvize_server: simulator.Server) -> None:
    assert iadvize.url == iadvize_server.url
    assert iadvize.tag_url == f"{iadvize.url}/iadvize.js?sid={iadvize.site_id}"
    assert iadvize.brand_private_key.startswith("-----BEGIN PRIVATE KEY-----")
    token = iadvize.mint(user_id="customer-7")
    assert iadvize.verdict(token)["userId"] == "customer-7"
    iadvize.assert_accepted(token)
    assert iadvize.verdict(iadvize.mint(user_id="customer-7", mistake="exp_missing"))["code"] == "exp_missing"
    iadvize.fail_next("server-error", times=2)
    statuses = [iadvize.activate(token)["authentication"]["status"] for _ in range(3)]
    assert statuses == ["authentication-failure", "authentication-failure", "authentication-success"]
    iadvize.clock.advance(minutes=61)
    assert [session["state"] for session in iadvize.sessions()] == ["expired"]
    assert iadvize.attempts(code="exp_missing") == []
    assert [attempt["fault"] for attempt in iadvize.attempts()] == [None, "server-error", "server-error"]


@pytest.mark.anyio
async def test_the_same_in_an_async_test(iadvize: simulator.IAdvizeSite) -> None:
    iadvize.assert_accepted(iadvize.mint())


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class TestInAClass:
    def test_the_site_is_another_one(self, iadvize: simulator.IAdvizeSite) -> None:
        assert iadvize.attempts() == []
"""


def test_they_do_what_the_interface_promises_in_sync_and_async_tests(run: Run) -> None:
    run(EVERYTHING).assert_outcomes(passed=3)


def test_they_work_while_nothing_is_captured(run: Run) -> None:
    run(EVERYTHING, "-s", "-p", "no:logging").assert_outcomes(passed=3)


def test_each_test_has_a_site_of_its_own_that_is_gone_afterwards(run: Run) -> None:
    run("""
import pytest

seen = {}

@pytest.mark.parametrize("number", range(3))
def test_fresh(iadvize, iadvize_server, number):
    for earlier in seen:
        with pytest.raises(Exception, match="There is no site"):
            iadvize_server.site_named(earlier)
    seen[iadvize.site_id] = iadvize.brand_private_key
    iadvize.activate(iadvize.mint("the same"))
    assert len(iadvize.sessions()) == 1
    assert len(set(seen.values())) == len(seen) == number + 1
""").assert_outcomes(passed=3)


def test_a_test_may_open_other_sites_and_remove_its_own(run: Run) -> None:
    run("""
def test_two_brands(iadvize, iadvize_server):
    with iadvize_server.site(name="another brand") as other:
        other.assert_rejected(iadvize.mint(), "signature_of_other_site")
    iadvize.remove()
""").assert_outcomes(passed=1)


def test_a_marker_sets_fields_of_the_site_and_the_nearest_wins(run: Run) -> None:
    run(
        """
import pytest

pytestmark = pytest.mark.iadvize(session_lifetime_seconds=420, verdicts="opaque")

@pytest.mark.iadvize(session_lifetime_seconds=7)
def test_fields(iadvize):
    expires = iadvize.activate(iadvize.mint())["session"]["expiresAt"]
    assert 0 < expires - iadvize.clock.timestamp <= 7
    assert "explanation" not in iadvize.activate("nonsense")
""",
        "--strict-markers",
    ).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("iadvize(420)", "*@pytest.mark.iadvize takes fields by name, as retries=1, not (420,)*"),
        ("iadvize(retries='no')", "*iadvize: retries: *"),
        ("iadvize(lifetime=1)", "*iadvize: lifetime: *"),
    ],
)
def test_a_wrong_marker_is_named_without_a_traceback(run: Run, marker: str, said: str) -> None:
    result = run(f"import pytest\n@pytest.mark.{marker}\ndef test_it(iadvize): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*site-packages*")
    result.stdout.no_fnmatch_line("*pytest_plugin*")


def test_a_suite_that_does_not_use_them_imports_nothing_but_the_options(run: Run) -> None:
    run("""
import sys

def test_light():
    loaded = {name for name in sys.modules if name.partition(".")[0] in ("simulator", "starlette", "uvicorn")}
    options = {"simulator.contract", "simulator.contract.bounds", "simulator.contract.parameters"}
    assert {name for name in loaded - options if not name.startswith("simulator.pytest_plugin")} == {"simulator"}
    assert not {"cryptography", "msgspec", "jwcrypto", "httptools"} & set(sys.modules)
""").assert_outcomes(passed=1)


def test_two_runs_use_the_same_keys_so_that_a_backend_is_told_them_once(run: Run, pytester: pytest.Pytester) -> None:
    code = """
import pathlib

def test_key(iadvize_server):
    with pathlib.Path("keys").open("a") as file:
        print(iadvize_server.public_key("der"), file=file)
"""
    run(code).assert_outcomes(passed=1)
    run(code).assert_outcomes(passed=1)
    first, second = (pytester.path / "keys").read_text("utf-8").splitlines()
    assert first == second


def test_without_a_cache_the_keys_are_new(run: Run) -> None:
    code = "def test_key(iadvize): iadvize.assert_accepted(iadvize.mint())"
    run(code, "-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_cache_that_cannot_be_used_is_done_without(run: Run, pytester: pytest.Pytester) -> None:
    folder = pytester.path / ".pytest_cache" / "d" / "iadvize-simulator"
    folder.mkdir(parents=True)
    (folder / "iadvize-private-key.pem").write_text("not a key", "utf-8")
    run("def test_key(iadvize): iadvize.assert_accepted(iadvize.mint())").assert_outcomes(passed=1)


def test_both_are_listed_with_what_they_are(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures", "-p", "no:schemathesis")
    result.stdout.fnmatch_lines(["iadvize -- *", "    A fresh site on the simulator (simulator.IAdvizeSite)*"])
    result.stdout.fnmatch_lines(["iadvize_server [[]session scope[]] -- *", "    The simulator (simulator.Server)*"])
