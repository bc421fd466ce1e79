"""https: an authority that is made once, certificates by it, or a certificate that was given."""

import os
import re
import signal
import socket
import ssl
import stat
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from trustme import CA

from simulator.settings import Misconfigured, Settings, load_settings
from simulator.settings.tls import tls_context
from simulator.settings.tls_names import AUTHORITY, authority_of
from tests.reliability.servers import Running, refused, serving

OK = "HTTP/1.1 200 OK"
NAMES = ("localhost", "127.0.0.1", "halc.iadvize.com", "api.iadvize.com")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def health(server: Running, authority: Path, name: str = "127.0.0.1") -> str:
    """The status line that a client gets who trusts the authority alone, and knows the server by the name."""
    context = ssl.create_default_context(cafile=authority)
    with (
        socket.create_connection(("127.0.0.1", server.port), 20) as connection,
        context.wrap_socket(connection, server_hostname=name) as tls,
    ):
        tls.sendall(b"GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return tls.makefile().readline().strip()


def test_who_trusts_the_authority_is_answered_under_every_name(data_dir: Path) -> None:
    with serving(data_dir, "--tls", "--allowed-host", "simulator.test") as server:
        assert server.said[0].startswith("iadvize-simulator ")
        assert str(data_dir / AUTHORITY) in "".join(server.said)
        for name in (*NAMES, "simulator.test"):
            assert health(server, data_dir / AUTHORITY, name) == OK
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            health(server, data_dir / AUTHORITY, "shop.example")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        assert server.complained() == ""


def plainly(port: int, *pieces: bytes) -> bytes:
    """All that a client gets who speaks no TLS."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        for piece in pieces:
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile("rb").read()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_who_speaks_plain_http_is_told_the_address_that_works(data_dir: Path, method: str) -> None:
    with serving(data_dir, "--tls") as server:
        status, said = server.ask(method, "/_simulator/health", None, host=f"localhost:{server.port}")
        assert (status, said) == (400, f"This port speaks https: https://localhost:{server.port}/\n")
        assert health(server, data_dir / AUTHORITY) == OK
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        assert server.complained() == ""


@pytest.mark.parametrize(
    "pieces",
    [
        (b"GET / HTTP/1.0\r\n\r\n",),
        (b"\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",),
        (b"\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", b"hel", b"lo"),
        (b"POST / HTTP/1.1\r\nContent-Length: 500000\r\n\r\n", b"x" * 500_000),
        (b"GET /" + b"x" * 70_000,),
    ],
)
def test_who_spoke_plain_http_is_let_go_at_once(data_dir: Path, pieces: tuple[bytes, ...]) -> None:
    """Well before the 30 seconds after which asyncio would: the client neither closes nor says more."""
    with serving(data_dir, "--tls") as server, socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        answer = connection.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert answer.count(b"This port speaks https: ") == 1
        assert server.complained() == ""


def test_who_speaks_plain_http_counts_as_a_connection(data_dir: Path) -> None:
    with serving(data_dir, "--tls", "--bound", "connections=10") as server, ExitStack() as open_ones:
        slow = [open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), 10)) for _ in range(10)]
        for connection in slow:
            connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
        assert health(server, data_dir / AUTHORITY).startswith("HTTP/1.1 503 ")
        slow[0].sendall(b"hello")
        assert slow[0].makefile("rb").read().endswith(b"http://\n")
        assert health(server, data_dir / AUTHORITY) == OK
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0


def is_cut(connection: socket.socket) -> bool:
    """Waits for its end, which is a reset where the server has not read everything."""
    try:
        return connection.recv(100) == b""
    except ConnectionResetError:
        return True


HALF_A_HELLO = b"\x16\x03\x01\x02\x00\x01"


def test_who_never_ends_the_handshake_has_the_time_of_a_request(data_dir: Path) -> None:
    with (
        serving(data_dir, "--tls", "--bound", "request-seconds=1") as server,
        socket.create_connection(("127.0.0.1", server.port), 20) as connection,
    ):
        connection.sendall(HALF_A_HELLO)
        assert is_cut(connection)  # well before the 60 seconds that asyncio would wait
        assert server.complained() == ""


def test_handshakes_count_as_connections_and_the_oldest_makes_room(data_dir: Path) -> None:
    with serving(data_dir, "--tls", "--bound", "connections=10") as server, ExitStack() as open_ones:
        half = [open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), 20)) for _ in range(10)]
        for connection in half:
            connection.sendall(HALF_A_HELLO)
        assert health(server, data_dir / AUTHORITY) == OK
        assert is_cut(half[0])
        for connection in half[1:]:
            connection.settimeout(0)
            with pytest.raises(BlockingIOError):
                connection.recv(100)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0  # it waits for no handshake
        assert server.complained() == ""


@pytest.mark.parametrize("host", [b"<script>", b"a b", b"", b"x" * 300])
def test_no_odd_host_is_repeated_to_who_speaks_plain_http(data_dir: Path, host: bytes) -> None:
    with serving(data_dir, "--tls") as server:
        answer = plainly(server.port, b"GET / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 ")
        assert b"\r\nx-iadvize-simulator: " in head
        assert body.decode() == "This port speaks https: https://… in place of http://\n"
        assert plainly(server.port, b"HEAD / HTTP/1.1\r\n\r\n").endswith(b"\r\n\r\n")


def test_what_is_neither_tls_nor_http_is_let_go_and_the_server_goes_on(data_dir: Path) -> None:
    with serving(data_dir, "--tls") as server:
        for noise in (b"", b"\x00", b"\x16\x03\x01\x00\x05hello", b"\xff" * 70_000):
            assert b"HTTP" not in plainly(server.port, noise)
        assert health(server, data_dir / AUTHORITY) == OK


PROGRAMS = {
    "Node.js": ("node", "-e", "fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)"),
    "Python": (sys.executable, "-c", "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())"),
    "curl": ("curl", "--silent", "--cacert", "{authority}"),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_trust_it_as_the_documentation_says(data_dir: Path, program: str) -> None:
    with serving(data_dir, "--tls") as server:
        authority = str(data_dir / AUTHORITY)
        command = [word.replace("{authority}", authority) for word in PROGRAMS[program]]
        environ = {"Node.js": "NODE_EXTRA_CA_CERTS", "Python": "SSL_CERT_FILE"}.get(program)
        ended = subprocess.run(
            [*command, f"https://127.0.0.1:{server.port}/_simulator/health"],
            env={"PATH": os.environ["PATH"], **({environ: authority} if environ else {})},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert '"status":"ok"' in ended.stdout, ended.stderr


def test_on_every_interface_the_certificate_is_for_the_names_that_the_start_lists(data_dir: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - as somebody starts it who wants others to reach it
    names = ("--allowed-host", "192.168.1.20", "--allowed-host", "simulator.test")
    with serving(data_dir, "--tls", "--host", everywhere, *names) as server:
        (line,) = (line for line in server.said if "certificate  for" in line)
        listed = line.partition("certificate  for ")[2].partition(";")[0].split(", ")
        assert {"192.168.1.20", "simulator.test", "127.0.0.1", "localhost"} < set(listed)
        for name in listed:
            assert health(server, data_dir / AUTHORITY, name.replace("*", "halc")) == OK
        with pytest.raises(ssl.SSLCertVerificationError):
            health(server, data_dir / AUTHORITY, "192.168.1.21")


def test_the_authority_is_made_once_and_kept(data_dir: Path) -> None:
    with serving(data_dir, "--tls"):
        pass
    trusted = (data_dir / AUTHORITY).read_bytes()
    with serving(data_dir, "--tls") as server:
        assert (data_dir / AUTHORITY).read_bytes() == trusted
        assert health(server, data_dir / AUTHORITY) == OK
    assert {stat.S_IMODE(file.stat().st_mode) for file in data_dir.glob("tls-*")} == {0o600}
    assert b"PRIVATE" not in trusted


def test_a_certificate_that_was_given_is_shown(data_dir: Path, tmp_path: Path) -> None:
    authority, certificate, key = own_certificate(tmp_path)
    with serving(data_dir, "--tls-cert", str(certificate), "--tls-key", str(key)) as server:
        assert health(server, authority) == OK
    assert not list(data_dir.glob("tls-*"))


@pytest.mark.parametrize(
    ("begins", "ends", "said"), [(2020, 2021, "expired on 2021-01-01"), (2090, 2091, "is not valid before 2090-01-01")]
)
def test_a_certificate_out_of_its_time_is_served_and_remarked_on(
    data_dir: Path, tmp_path: Path, begins: int, ends: int, said: str
) -> None:
    times = datetime(begins, 1, 1, tzinfo=UTC), datetime(ends, 1, 1, tzinfo=UTC)
    authority, certificate, key = own_certificate(tmp_path, times)
    with serving(data_dir, "--tls-cert", str(certificate), "--tls-key", str(key)) as server:
        with pytest.raises(ssl.SSLCertVerificationError):
            health(server, authority)
        (line,) = server.complained().splitlines()
    assert f"tls-cert: {certificate} {said}, so clients refuse it." in line


def own_certificate(
    folder: Path, times: tuple[datetime | None, datetime | None] = (None, None)
) -> tuple[Path, Path, Path]:
    authority = CA()
    leaf = authority.issue_cert("127.0.0.1", not_before=times[0], not_after=times[1])
    paths = folder / "authority.pem", folder / "certificate.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(paths[0])
    leaf.cert_chain_pems[0].write_to_path(paths[1])
    leaf.private_key_pem.write_to_path(paths[2])
    return paths


def complaint(settings: Settings) -> str:
    with pytest.raises(Misconfigured) as caught:
        tls_context(settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_wrong_certificates_are_one_line_each(tmp_path: Path) -> None:
    _, certificate, key = own_certificate(tmp_path)
    (tmp_path / "other").mkdir()
    _, _, other = own_certificate(tmp_path / "other")
    empty, nowhere = tmp_path / "empty.pem", tmp_path / "nowhere.pem"
    empty.touch()
    assert "is not the key of" in complaint(Settings(tls_cert=certificate, tls_key=other))
    assert "tls-cert: " in complaint(Settings(tls_cert=empty, tls_key=key))
    assert f"tls-key: {nowhere} cannot be read" in complaint(Settings(tls_cert=certificate, tls_key=nowhere))


def test_a_key_behind_a_passphrase_is_one_line_with_the_cure(tmp_path: Path) -> None:
    _, certificate, key = own_certificate(tmp_path)
    encrypted = tmp_path / "encrypted.pem"
    command = ["openssl", "pkey", "-in", str(key), "-out", str(encrypted), "-aes256", "-passout", "pass:correct horse"]
    subprocess.run(command, check=True)
    assert "Take it off a copy: openssl pkey" in complaint(Settings(tls_cert=certificate, tls_key=encrypted))


@pytest.mark.parametrize(("given", "missing"), [("tls_cert", "tls-key"), ("tls_key", "tls-cert")])
def test_a_certificate_and_its_key_go_together(tmp_path: Path, given: str, missing: str) -> None:
    with pytest.raises(Misconfigured, match=f"is given without {missing}"):
        load_settings({given: "x.pem"}, {}, tmp_path)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trustme", None)
    said = complaint(Settings(tls=True, data_dir=tmp_path))
    assert ".venv/bin/python -m pip install --editable '.[tls]'" in said
    assert "install 'iadvize-simulator" not in said  # which is on no index


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_half_written_authority_is_one_line_with_the_cure(data_dir: Path, kept: float) -> None:
    with serving(data_dir, "--tls"):
        pass
    file = data_dir / "tls-authority-private-key.pem"
    text = file.read_text()
    file.write_text(text[: int(len(text) * kept)])
    assert "Remove it and" in refused(data_dir, "--tls")


def test_an_authority_that_is_not_ours_is_not_taken_for_it(data_dir: Path) -> None:
    with serving(data_dir, "--tls"):
        pass
    (data_dir / AUTHORITY).write_text("another")
    assert f"{data_dir / AUTHORITY} is not that of" in refused(data_dir, "--tls")


def test_a_certificate_that_was_given_needs_no_authority(tmp_path: Path) -> None:
    assert authority_of(Settings(tls=True)) == Settings().data_dir / AUTHORITY
    assert authority_of(Settings(tls=True, tls_cert=tmp_path, tls_key=tmp_path)) is None
    assert authority_of(Settings()) is None


@pytest.mark.parametrize("package", ["trustme", "redis"])
def test_make_run_installs_what_its_options_take(package: str) -> None:
    root = Path(__file__).parent.parent
    script = (root / "scripts" / "python.sh").read_text()
    (installed,) = re.findall(r"run\) install .*--requirement (requirements/(?!build)\S+\.txt)", script)
    assert f"\n{package}==" in (root / installed).read_text()
