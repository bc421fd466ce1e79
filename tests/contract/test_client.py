"""The client against servers that answer oddly, and over TLS."""

import datetime
import gzip
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from trustme import CA

from simulator.contract.client import MAX_BYTES, Client
from simulator.contract.observed import Answer, NoAnswer
from simulator.contract.plan import Request
from tests import forge
from tests.contract.backend import Asked, Backend, Said, said, serving


class Says(Backend):
    """One answer for each path."""

    def __init__(self, **answers: Said) -> None:
        super().__init__()
        self.answers = answers

    def answer(self, asked: Asked) -> Said:
        return self.answers.get(asked.path.strip("/"), said({}, 404))


def send(backend: Backend, path: str, method: str = "GET", *headers: tuple[str, str]) -> Answer | NoAnswer:
    with serving(backend) as address:
        return Client(10).send(Request(address + path, method, headers, b"x=1" if method == "POST" else None))


def test_an_error_is_an_answer() -> None:
    answer = send(Says(a=said({"error": "no"}, 418)), "/a")
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (418, b'{"error": "no"}')


@pytest.mark.parametrize(("status", "then"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirect_keeps_or_changes_the_method_as_browsers_do(status: int, then: str) -> None:
    backend = Says(a=said({}, status, Location="b?c"), b=said({}), **{"b?c": said({"b": 1})})
    answer = send(backend, "/a", "POST")
    assert isinstance(answer, Answer)
    assert (answer.status, [asked.method for asked in backend.asked]) == (200, ["POST", then])
    assert backend.asked[1].body == (b"x=1" if then == "POST" else b"")


def test_a_redirect_to_another_origin_is_not_followed_and_takes_no_header_along() -> None:
    elsewhere = Says(b=said({}))
    with serving(elsewhere) as address:
        answer = send(Says(a=said({}, 302, Location=f"{address}/b")), "/a", "GET", ("Authorization", "s3cret"))
    assert isinstance(answer, Answer)
    assert answer.stopped_at == f"{address}/b"
    assert elsewhere.asked == []


def test_the_same_host_over_another_scheme_is_another_origin() -> None:
    backend = Says()
    with serving(backend) as address:
        backend.answers["a"] = said({}, 302, Location=f"https{address[4:]}/a")
        answer = Client(10).send(Request(f"{address}/a"))
    assert isinstance(answer, Answer)
    assert answer.stopped_at


@pytest.mark.parametrize("location", ["http://[::1", "http://shop.example:99999/", "//["])
def test_a_redirect_to_what_is_no_address_is_not_followed(location: str) -> None:
    answer = send(Says(a=said({}, 302, Location=location)), "/a")
    assert isinstance(answer, Answer)
    assert answer.stopped_at == location


def test_a_redirect_in_other_letters_is_followed_as_browsers_do() -> None:
    raw = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /caf\xc3\xa9 1\r\n\r\n"
    backend = Says(a=Said(raw=raw), **{"caf%C3%A9%201": said({})})
    answer = send(backend, "/a")
    assert isinstance(answer, Answer)
    assert answer.status == 200


def test_no_compression_is_asked_for_and_a_common_one_is_understood() -> None:
    packed = Said(200, {"Content-Encoding": "gzip"}, gzip.compress(b'{"token": "x"}'))
    backend = Says(a=packed)
    answer = send(backend, "/a")
    assert isinstance(answer, Answer)
    assert answer.body == b'{"token": "x"}'
    assert backend.asked[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Said(200, {}, b"x" * (MAX_BYTES + 1)), "too-large"),
        (Said(200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * (MAX_BYTES + 1))), "too-large"),
        (Said(200, {"Content-Encoding": "gzip"}, b"no gzip"), "compressed"),
        (Said(200, {"Content-Encoding": "br"}, b"?"), "compressed"),
        (Said(raw=b""), "closed"),
        (Said(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"), "closed"),
        (Said(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "closed"),
        (Said(raw=b"220 mail.example ESMTP\r\n"), "not-http"),
        (Said(raw=b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000), "not-http"),
    ],
)
def test_what_is_no_answer_says_why(answer: Said, kind: str) -> None:
    found = send(Says(a=answer), "/a")
    assert isinstance(found, NoAnswer)
    assert found.kind == kind


def test_a_host_that_nobody_knows_is_named() -> None:
    found = Client(30).send(Request("http://shop.invalid/"))
    assert isinstance(found, NoAnswer)
    assert found.kind == "unknown-host"


@contextmanager
def trickling() -> Iterator[str]:
    """A server whose answer never ends, though each byte comes in time."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def trickle() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.02):
                    connection.sendall(b"X: y\r\n")

        thread = Thread(target=trickle, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        over.set()
        thread.join()


def test_an_answer_that_trickles_for_ever_ends_at_the_time_limit() -> None:
    with trickling() as address:
        assert Client(0.2).send(Request(address)) == NoAnswer("timeout", "0.2 seconds")


def test_no_proxy_stands_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert isinstance(send(Says(a=said({})), "/a"), Answer)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of loopback that nobody else vouches for, and its key."""
    pair, name = forge.key("tls"), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a shop's own authority")])
    today = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, pair.public, 1, today, today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(pair.private, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_text(pair.private_pem())
    return folder / "ca.pem", folder / "key.pem"


def test_a_certificate_that_nobody_vouches_for_is_refused_until_it_is_named(tmp_path: Path) -> None:
    chain, private = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    with serving(Says(a=said({})), context) as address:
        refused = Client(10).send(Request(f"{address}/a"))
        assert isinstance(refused, NoAnswer)
        assert (refused.kind, refused.detail) == ("certificate", "self-signed certificate")
        assert isinstance(Client(10, str(chain)).send(Request(f"{address}/a")), Answer)


def test_a_file_of_authorities_adds_to_what_the_machine_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain, private = certificate(tmp_path)
    other = tmp_path / "other.pem"
    CA().cert_pem.write_to_path(other)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))  # the machine's
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    with serving(Says(a=said({})), context) as address:
        assert isinstance(Client(10, str(other)).send(Request(f"{address}/a")), Answer)


def test_plain_http_where_tls_was_expected_is_named() -> None:
    with serving(Says()) as address:
        found = Client(10).send(Request(f"https{address[4:]}/"))
    assert isinstance(found, NoAnswer)
    assert found.kind == "tls"
