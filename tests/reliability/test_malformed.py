"""What is no HTTP: the parser's own answer, and the server goes on."""

import socket
from pathlib import Path

from tests.reliability.servers import serving

MALFORMED = (
    b"G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"FETCH / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/9\r\n\r\n",
    b"GET /" + b"x" * 65_535 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
)


def test_what_is_no_http_is_a_400_in_plain_text_and_the_end_of_its_connection(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--bound", "header-bytes=1000000") as server:  # or that would speak first
        for request in MALFORMED:
            with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
                connection.sendall(request)
                head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 400 "), request[:40]
            assert b"content-type: text/plain" in head
            assert body == b"Invalid HTTP request received."
        assert server.ask("GET", "/_simulator/health")[0] == 200
