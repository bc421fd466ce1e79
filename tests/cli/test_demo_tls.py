"""`demo` over https: on a simulator of its own, and on one that runs."""

import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from typing import IO, Any

import pytest
from trustme import CA

from tests.cli.conftest import Command
from tests.cli.test_demo import playing, read_until
from tests.reliability.servers import Running, serving

STEPS = 'steps = [{ do = "wait", accepted = 1 }, { do = "say", say = "Signed in." }]'


@pytest.fixture
def file(tmp_path: Path) -> str:
    written = tmp_path / "short.toml"
    written.write_text(STEPS, "utf-8")
    return str(written)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@contextmanager
def secure(data_dir: Path) -> Iterator[tuple[Running, str]]:
    with serving(data_dir, "--tls") as server:
        yield server, f"https://127.0.0.1:{server.port}"


def sign_in(port: int, authority: Path) -> None:
    context = ssl.create_default_context(cafile=authority)
    connection = HTTPSConnection("127.0.0.1", port, timeout=30, context=context)

    def ask(path: str, body: Any) -> Any:
        connection.request("POST", path, json.dumps(body))
        return json.loads(connection.getresponse().read())

    token = ask("/_simulator/sites/demo/tokens", {"userId": "jane"})["token"]
    option = {"type": "SECURED_AUTHENTICATION", "token": token}
    answer = ask("/tag/activations", {"siteId": "demo", "activationId": "a", "authenticationOption": option})
    assert answer["authentication"]["status"] == "authentication-success"
    connection.close()


def plays_to_its_end(output: IO[str], authority: Path) -> None:
    address = re.search(r"https://127\.0\.0\.1:(\d+)/demo", "".join(read_until(output, "waits for")))
    assert address
    sign_in(int(address[1]), authority)
    read_until(output, "The scenario is over.")


def test_one_of_its_own_serves_https(data_dir: Path, file: str) -> None:
    with playing("--file", file, "--tls", "--port", "0", "--data-dir", str(data_dir)) as (_, output):
        plays_to_its_end(output, data_dir / "tls-authority.pem")
        assert "serves on at https://127.0.0.1:" in output.readline()


def test_one_of_its_own_may_have_a_certificate_for_another_name(data_dir: Path, tmp_path: Path, file: str) -> None:
    authority, cert, key = tmp_path / "ca.pem", tmp_path / "cert.pem", tmp_path / "key.pem"
    made = CA()
    leaf = made.issue_cert("shop.example")
    authority.write_bytes(made.cert_pem.bytes())
    cert.write_bytes(leaf.cert_chain_pems[0].bytes())
    key.write_bytes(leaf.private_key_pem.bytes())
    given = ("--tls-cert", str(cert), "--tls-key", str(key), "--port", "0", "--data-dir", str(data_dir))
    with playing("--file", file, *given) as (_, output):
        read_until(output, "waits for 1 accepted attempt")


def test_one_that_runs_is_trusted_by_the_data_directorys_authority(data_dir: Path, file: str) -> None:
    with (
        secure(data_dir) as (_, url),
        playing("--file", file, "--server", url, "--data-dir", str(data_dir)) as (running, output),
    ):
        plays_to_its_end(output, data_dir / "tls-authority.pem")
        assert running.wait(30) == 0


def test_one_that_runs_by_the_same_settings_is_found(data_dir: Path, file: str) -> None:
    with (
        secure(data_dir) as (server, _),
        playing("--file", file, "--tls", "--port", str(server.port), "--data-dir", str(data_dir)) as (running, output),
    ):
        plays_to_its_end(output, data_dir / "tls-authority.pem")
        assert running.wait(30) == 0


def test_an_authority_can_be_named(data_dir: Path, tmp_path: Path, file: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    authority = data_dir / "tls-authority.pem"
    with (
        secure(data_dir) as (_, url),
        playing("--file", file, "--server", url, "--ca-file", str(authority), "--data-dir", str(elsewhere)) as (_, out),
    ):
        plays_to_its_end(out, authority)


def test_one_that_is_not_trusted_is_told_how(process: Command, data_dir: Path, tmp_path: Path) -> None:
    with secure(data_dir) as (_, url):
        run = process("demo", "flaky-day", "--server", url, "--data-dir", str(tmp_path / "elsewhere"))
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert f"the certificate of {url} is not trusted: " in run.err
    assert "--ca-file FILE" in run.err
    assert "is it running" not in run.err


def test_https_where_there_is_http_is_told(process: Command, data_dir: Path) -> None:
    with serving(data_dir) as server:
        run = process("demo", "flaky-day", "--server", f"https://127.0.0.1:{server.port}")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert "does not speak TLS; is it http://?" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--ca-file", "nowhere.pem", "--server", "https://127.0.0.1:1"), "--ca-file: nowhere.pem cannot be read: No"),
        (("--ca-file", __file__, "--server", "https://127.0.0.1:1"), "holds no certificate in PEM"),
        (("--ca-file", __file__), "--ca-file goes with --server"),
        (("--workers", "2"), "there is no option --workers;"),
    ],
)
def test_what_cannot_be_is_one_line(process: Command, arguments: tuple[str, ...], words: str) -> None:
    run = process("demo", "flaky-day", *arguments)
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert words in run.err
