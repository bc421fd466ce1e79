"""A channel over HTTP. The standard library's client: nothing to install, and no proxy of the environment is asked."""

import socket
import ssl
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from simulator.handle.channel import Reply, Unanswered
from simulator.handle.errors import SimulatorError
from simulator.settings.address import without_user

_PATIENCE_SECONDS = 90  # a failure mode may delay an answer for a minute


class HttpChannel:
    """Keeps connections open between requests; each carries one request at a time, so threads may share the channel."""

    def __init__(
        self,
        url: str,
        control_token: str | None = None,
        trust: ssl.SSLContext | None = None,
        remedy: str = "ca_file=FILE, or SSL_CERT_FILE=FILE in the environment",
    ) -> None:
        """``trust`` decides on an https address's certificate, else what the machine trusts does.

        ``remedy`` is how the caller can name another authority, for the error that says so.
        """
        wrong = f"{without_user(url)!r} is no address of a simulator; give one like http://127.0.0.1:8787"
        try:
            parts = urlsplit(url)
            self._host, self._port = parts.hostname, parts.port
        except ValueError:
            raise SimulatorError(wrong) from None
        if not self._host or parts.scheme not in ("http", "https"):
            raise SimulatorError(wrong)
        if parts.username is not None:
            raise SimulatorError(
                f"leave user and password out of the address {without_user(url)}: a simulator asks for neither, and a"
                " control token is given for itself."
            )
        self._is_https = parts.scheme == "https"
        self._trust = trust
        self._remedy = remedy
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
        connection = connection_to(
            self._host or "", self._port, _PATIENCE_SECONDS, self._trust, is_https=self._is_https
        )
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            connection.close()
            raise SimulatorError(
                f"the certificate of {self.url} is not trusted: {error.verify_message}. Name the authority that vouches"
                f" for it, of the simulator's own the file tls-authority.pem in its data directory: {self._remedy}."
            ) from None
        except ssl.SSLError:
            connection.close()
            raise SimulatorError(f"what answers at {self.url} does not speak TLS; is it http://?") from None
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


def connection_to(
    host: str, port: int | None, patience: float, trust: ssl.SSLContext | None, *, is_https: bool
) -> HTTPConnection:
    """A connection that is not made yet; ``patience`` is seconds, ``trust`` None where the machine's is meant."""
    if is_https:
        return HTTPSConnection(host, port, timeout=patience, context=trust)
    return HTTPConnection(host, port, timeout=patience)


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
