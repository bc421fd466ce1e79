"""Tricks that lead around a guard elsewhere: no header, method or spelling of a path makes a stranger one of us.

The stranger comes through a proxy on this machine, known by the name it was asked for, and by any other address that
this machine has.
"""

import re
import socket
from collections.abc import Iterator

import pytest

from tests.reliability.servers import PATIENCE, Running, serving

TOKEN = "correct-horse-battery"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - as somebody starts it who wants others to reach it
ROUTES = ("/health", "/sites", "/key", "/sites/demo", "/sites/demo/attempts", "/openapi.json", "/events", "/faults")
SPELLINGS = (
    "/_simulator/sites",
    "//_simulator/sites",
    "/_simulator//sites",
    "/_simulator/./sites",
    "/x/../_simulator/sites",
    "/x/%2e%2e/_simulator/sites",
    "/tag/../_simulator/sites",
    "/tag//../_simulator/sites",
    "/client/..%2f_simulator/sites",
    "/%5fsimulator/sites",
    "/_simulator%2fsites",
    "/_simulator/sites/",
    "/_simulator/sites?x=/login",
    "/_simulator/sites#/login",
    "/_simulator/login/../sites",
    "/_simulator/login%2f..%2fsites",
    "/_simulator;/sites",
    "/_SIMULATOR/sites",
    "http://localhost/_simulator/sites",
    "http://127.0.0.1:8787/_simulator/sites",
)
CLAIMS = (
    "X-Forwarded-For: 127.0.0.1",
    "X-Forwarded-Host: localhost",
    "X-Real-IP: 127.0.0.1",
    "Forwarded: for=127.0.0.1;host=localhost",
    "X-Original-URL: /_simulator/login",
    "X-Rewrite-URL: /_simulator/login",
    "X-HTTP-Method-Override: GET",
    "Host: localhost",
    "Host: 127.0.0.1",
    "Referer: http://localhost/",
    "Sec-Fetch-Site: same-origin",
    "Authorization: Bearer",
    "Authorization: Bearer undefined",
    "Authorization: Basic bG9jYWxob3N0Og==",
    "Cookie: iadvize-simulator-control=; iadvize-simulator-control=undefined",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
FILES = ("pyproject.toml", "simulator/app.py", ".git/config", "%00", "")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("strangers")
    with serving(folder / "data", "--host", EVERYWHERE, "--control-token", TOKEN) as running:
        yield running


def addresses() -> list[str]:
    """This machine's own, beside loopback's: the one by which it would reach another network, if there is one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return ["127.0.0.1"]
        return list(dict.fromkeys(("127.0.0.1", probe.getsockname()[0])))


def answered(server: Running, method: str, target: str, *headers: str) -> list[tuple[int, bytes]]:
    """The status and the body of the answer, at each address."""
    lines = (
        f"{method} {target} HTTP/1.1",
        "Host: simulator.example",
        *headers,
        "Content-Length: 0",
        "Connection: close",
    )
    answers = []
    for address in addresses():
        with socket.create_connection((address, server.port), PATIENCE) as connection:
            connection.sendall("\r\n".join((*lines, "", "")).encode())
            whole = connection.makefile("rb").read()
        head, _, body = whole.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
        assert status, head
        answers.append((int(status[1]), body))
    return answers


def is_shut(status: int, body: bytes) -> bool:
    return status >= 400 and b"siteId" not in body and b"PRIVATE" not in body


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", METHODS)
def test_no_method_of_a_control_route_answers_a_stranger(server: Running, method: str, path: str) -> None:
    for status, _ in answered(server, method, f"/_simulator{path}"):
        assert status == 401


@pytest.mark.parametrize("target", SPELLINGS)
def test_no_spelling_of_a_path_leads_around_the_guard(server: Running, target: str) -> None:
    for status, body in answered(server, "GET", target):
        assert is_shut(status, body), (status, body)


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_header_makes_a_stranger_one_of_us(server: Running, claim: str) -> None:
    for target in ("/_simulator/sites", "/_simulator/sites/demo/tokens", "/_simulator/events"):
        for status, body in answered(server, "GET", target, claim):
            assert is_shut(status, body), (status, body)
    assert answered(server, "GET", "/_simulator/sites", f"Authorization: Bearer {TOKEN}")[0][0] == 200


@pytest.mark.parametrize("folder", ["/client/", "/pages/", "/chat-widget/modules/", "/pages/graphql/"])
@pytest.mark.parametrize("up", ["../", "..%2f", "%2e%2e/", "..%5c", "....//", "%252e%252e/", "/"])
def test_no_path_leads_out_of_a_folder_of_files(server: Running, folder: str, up: str) -> None:
    for file in FILES:
        for status, body in answered(server, "GET", f"{folder}{up * 6}{file}"):
            assert status in (400, 404), (status, body)


@pytest.mark.parametrize(
    "text", ["%0d%0aX-Evil:%201", "%0aX-Evil:%201", "%e5%98%8a%e5%98%8dX-Evil:%201", "%22%3e%3cscript%3e"]
)
def test_nothing_of_a_request_becomes_a_header_or_markup_of_the_answer(server: Running, text: str) -> None:
    for target in (f"/{text}", f"/tag/sessions/{text}?siteId={text}", f"/iadvize.js?sid={text}", f"/demo/{text}/"):
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            head = connection.makefile("rb").read().partition(b"\r\n\r\n")[0].lower()
        assert b"\nx-evil" not in head
        assert b"text/html" not in head
