"""A channel over HTTP. The standard library's client: nothing to install, and no proxy of the environment is asked."""

import socket
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from simulator.handle.channel import Reply, Unanswered
from simulator.handle.errors import SimulatorError

_PATIENCE_SECONDS = 90  # a failure mode may delay an answer for a minute


class HttpChannel:
    """Keeps connections open between requests; each carries one request at a time, so threads may share the channel."""

    def __init__(self, url: str, control_token: str | None = None) -> None:
        wrong = f"{url!r} is no address of a simulator; give one like http://127.0.0.1:8787"
        try:
            parts = urlsplit(url)
            self._host, self._port = parts.hostname, parts.port
        except ValueError:
            raise SimulatorError(wrong) from None
        if not self._host or parts.scheme not in ("http", "https"):
            raise SimulatorError(wrong)
        self._kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._base = parts.path.rstrip("/")
        self.url = url.rstrip("/")
        self._always = {} if control_token is None else {"authorization": f"Bearer {control_token}"}
        self._idle: deque[HTTPConnection] = deque()

    def exchange(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Send one request and wait for its reply."""
        connection = self._taken() or self._connected()
        try:
            connection.request(method, f"{self._base}{path}", body, {**self._always, **headers})
            response = connection.getresponse()
            reply = Reply(response.status, response.read())
        except (OSError, HTTPException) as error:
            connection.close()
            problem = str(error) or type(error).__name__
            raise Unanswered(f"the connection ended before the answer did: {problem}") from None
        if connection.sock is not None:
            self._idle.append(connection)
        return reply

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _connected(self) -> HTTPConnection:
        connection = self._kind(self._host or "", self._port, timeout=_PATIENCE_SECONDS)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            problem = error.strerror or str(error)
            raise SimulatorError(f"no simulator answers at {self.url}: {problem}; is it running?") from None
        return connection

    def _taken(self) -> HTTPConnection | None:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return None
            if _is_open(connection.sock):
                return connection
            connection.close()


def _is_open(sock: socket.socket | None) -> bool:
    """Whether the server still keeps an idle connection: nothing is there to be read, not even its end."""
    if sock is None:
        return False
    sock.settimeout(0)
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except (OSError, ValueError):  # a TLS connection takes no flags, and is made anew
        return False
    finally:
        sock.settimeout(_PATIENCE_SECONDS)
    return False
