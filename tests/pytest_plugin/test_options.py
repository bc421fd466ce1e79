"""The options, on the command line and in files."""

import socket
from collections.abc import Iterator

import pytest

import simulator
from tests import forge
from tests.pytest_plugin.conftest import Run

ADDRESS = "def test_it(iadvize, iadvize_server): print('ADDRESS', iadvize_server.url, iadvize.site_id)"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[simulator.Server]:
    with simulator.serve() as server:
        yield server


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_simulator_that_runs_already_can_be_used_and_runs_on(run: Run, elsewhere: simulator.Server) -> None:
    result = run(ADDRESS, "-s", f"--iadvize-url={elsewhere.url}")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"iadvize: the simulator at {elsewhere.url}", f"*ADDRESS {elsewhere.url} site-*"])
    assert "BEGIN PUBLIC KEY" in elsewhere.public_key()


def test_one_that_does_not_answer_is_named_once_and_without_a_traceback(run: Run) -> None:
    result = run(ADDRESS, "--iadvize-url=http://127.0.0.1:9")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*iadvize_server: no simulator answers at http://127.0.0.1:9: Connection refused*"])
    result.stdout.no_fnmatch_line("*http_channel.py*")


def test_the_port_can_be_chosen(run: Run, free_port: int) -> None:
    result = run(ADDRESS, "-s", f"--iadvize-port={free_port}")
    result.stdout.fnmatch_lines([f"*ADDRESS http://127.0.0.1:{free_port} site-*"])


@pytest.mark.parametrize(
    ("name", "said"), [("port=x", "*port: 'x' is not a whole number*"), ("config=nope", "*config: there is no file*")]
)
def test_a_wrong_value_is_named(run: Run, name: str, said: str) -> None:
    result = run(ADDRESS, f"--iadvize-{name}")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said])


FILES = {
    "pyproject.toml": '[tool.pytest.ini_options]\niadvize_port = {port}\niadvize_private_key = "keys/iadvize.pem"\n',
    "pytest.toml": '[pytest]\niadvize_port = {port}\niadvize_private_key = "keys/iadvize.pem"\n',
    "pytest.ini": "[pytest]\niadvize_port = {port}\niadvize_private_key = keys/iadvize.pem\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_can_say_it_too_with_paths_from_where_it_lies(
    pytester: pytest.Pytester, run: Run, free_port: int, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = forge.key("simulator")
    (pytester.mkdir("keys") / "iadvize.pem").write_text(key.private_pem(), "utf-8")
    (pytester.path / name).write_text(FILES[name].format(port=free_port), "utf-8")
    monkeypatch.chdir(pytester.mkdir("deeper"))
    code = f"""
def test_it(iadvize_server):
    assert iadvize_server.url == "http://127.0.0.1:{free_port}"
    assert iadvize_server.public_key() == {key.public_pem()!r}
"""
    run(code, str(pytester.path)).assert_outcomes(passed=1)


def test_a_configuration_brings_its_sites(pytester: pytest.Pytester, run: Run) -> None:
    (pytester.path / "simulator.toml").write_text('[[sites]]\nsiteId = "my-shop"\n', "utf-8")
    code = "def test_it(iadvize_server): iadvize_server.site_named('my-shop')"
    run(code, "--iadvize-config=simulator.toml").assert_outcomes(passed=1)
    run(code).assert_outcomes(failed=1)


def test_keys_can_lie_in_a_folder_of_ones_own(pytester: pytest.Pytester, run: Run) -> None:
    run("def test_it(iadvize_server): pass", "--iadvize-data-dir=keys").assert_outcomes(passed=1)
    assert (pytester.path / "keys" / "iadvize-private-key.pem").exists()


def test_the_help_names_each_of_them(pytester: pytest.Pytester) -> None:
    text = pytester.runpytest_subprocess("--help", "-p", "no:schemathesis").stdout.str()
    for name in ("url", "port", "private-key", "data-dir", "config", "language", "shared"):
        assert f"--iadvize-{name}" in text
        assert f"  iadvize_{name.replace('-', '_')} (" in text


def test_the_help_says_what_holds_where_nothing_is_said(pytester: pytest.Pytester) -> None:
    text = " ".join(pytester.runpytest_subprocess("--help", "-p", "no:schemathesis").stdout.str().split())
    assert "Tokens to ask for as the user. [default: 3]" in text
    assert "or all. [default: python]" in text
