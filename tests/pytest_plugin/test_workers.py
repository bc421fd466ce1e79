"""Under pytest-xdist: many workers, and no test meets another."""

import pytest

from tests.pytest_plugin.conftest import Run

MANY = """
import pathlib
import pytest

@pytest.mark.parametrize("number", range(200))
def test_alone(iadvize, number):
    assert iadvize.attempts() == iadvize.sessions() == iadvize.faults() == []
    token = iadvize.mint("the same user", claims={"number": number})
    if number % 3 == 0:
        iadvize.fail_next("server-error", times=None)
    if number % 3 == 1:
        iadvize.clock.advance(hours=number)
        iadvize.assert_rejected(token, "token_expired")
        token = iadvize.mint("the same user")
    body = iadvize.activate(token)
    assert ("session" in body) == (number % 3 != 0)
    assert len(iadvize.attempts()) == 1
    assert [session["state"] for session in iadvize.sessions()] == ["active"] * (number % 3 != 0)
    with (pathlib.Path(__file__).parent / f"{number}.seen").open("x") as file:
        file.write(f"{iadvize.url} {iadvize.site_id}")
"""


def seen(pytester: pytest.Pytester) -> tuple[set[str], set[str]]:
    """The addresses and the sites that the tests had."""
    pairs = [file.read_text("utf-8").split() for file in pytester.path.glob("*.seen")]
    assert len(pairs) == 200
    return {url for url, _ in pairs}, {site_id for _, site_id in pairs}


def test_two_hundred_tests_on_four_workers_have_a_server_for_each_worker(run: Run, pytester: pytest.Pytester) -> None:
    run(MANY, "-n", "4").assert_outcomes(passed=200)
    urls, sites = seen(pytester)
    assert len(urls) == 4
    assert len(sites) == 200


def test_or_one_for_all(run: Run, pytester: pytest.Pytester) -> None:
    result = run(MANY, "-n", "4", "--iadvize-shared")
    result.assert_outcomes(passed=200)
    result.stdout.fnmatch_lines(["iadvize: one simulator for all workers"])
    urls, sites = seen(pytester)
    assert len(urls) == 1
    assert len(sites) == 200


def test_a_story_reaches_the_report_of_the_controlling_process(run: Run) -> None:
    result = run("def test_it(iadvize):\n    iadvize.activate('a.b')\n    assert False", "-n", "2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*- iadvize: what happened on site-* -*", "*: 401, token_part_count"])


def test_a_shared_one_that_cannot_start_stops_the_run_with_one_line(run: Run) -> None:
    result = run("def test_it(iadvize): pass", "-n", "2", "--iadvize-shared", "--iadvize-port=x")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --iadvize-shared: port: 'x' is not a whole number*"])


def test_a_fixed_port_asks_for_a_shared_one(run: Run) -> None:
    code = """
import socket
import pytest

@pytest.mark.parametrize("number", range(2))
def test_it(iadvize, number): pass
"""
    run(code, "-n", "2", "--iadvize-shared").assert_outcomes(passed=2)
