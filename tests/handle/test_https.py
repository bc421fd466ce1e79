"""A simulator in Python that speaks https."""

import ssl
import urllib.request
from pathlib import Path

import pytest

import simulator
from tests.test_tls import own_certificate


def health(url: str, authority: Path) -> int:
    context = ssl.create_default_context(cafile=authority)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    with opener.open(f"{url}/_simulator/health", timeout=20) as answer:
        return int(answer.status)


def test_with_tls_it_serves_https_by_an_authority_that_the_handle_names() -> None:
    with simulator.serve(tls=True) as server:
        assert server.url.startswith("https://127.0.0.1:")
        assert health(server.url, server.ca_file) == 200
        site = server.site()
        assert site.activate(site.mint())["authentication"]["status"] == "authentication-success"
        assert site.tag_url.startswith(server.url)


def test_a_certificate_that_was_given_is_shown_and_named(tmp_path: Path) -> None:
    authority, certificate, key = own_certificate(tmp_path)
    with simulator.serve(tls_cert=certificate, tls_key=key) as server:
        assert server.ca_file == certificate
        assert health(server.url, authority) == 200
        assert server.site().mint()


def test_the_authority_of_a_data_directory_is_the_same_the_next_time(tmp_path: Path) -> None:
    with simulator.serve(tls=True, data_dir=tmp_path / "keys") as server:
        kept = server.ca_file.read_text()
    with simulator.serve(tls=True, data_dir=tmp_path / "keys") as server:
        assert server.ca_file.read_text() == kept


def test_one_that_runs_is_trusted_by_the_file_that_is_named(tmp_path: Path) -> None:
    with simulator.serve(tls=True) as server:
        with simulator.connect(server.url, ca_file=server.ca_file) as other:
            assert other.public_key() == server.public_key()
        with (
            simulator.connect(server.url) as other,
            pytest.raises(simulator.SimulatorError, match=r"is not trusted: .*ca_file=FILE"),
        ):
            other.public_key()
    empty = tmp_path / "empty.pem"
    empty.touch()
    with pytest.raises(simulator.SimulatorError, match=r"^ca_file: .*empty.pem cannot be read: it holds no"):
        simulator.connect("https://127.0.0.1:1", ca_file=empty).start()


def test_plain_http_to_its_port_says_what_to_call_instead() -> None:
    with (
        simulator.serve(tls=True) as server,
        simulator.connect(server.url.replace("https", "http")) as other,
        pytest.raises(simulator.SimulatorError, match=f"This port speaks https: {server.url}/"),
    ):
        other.public_key()


def test_without_tls_there_is_no_authority_to_name() -> None:
    with (
        simulator.serve() as server,
        pytest.raises(simulator.SimulatorError, match=r"no https of its own; simulator\.serve\(tls=True\) does"),
    ):
        _ = server.ca_file


def test_half_a_certificate_is_an_error_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(simulator.SimulatorError, match="tls-cert is given without tls-key"):
        simulator.serve(tls_cert=tmp_path / "x.pem").start()
