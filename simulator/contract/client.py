"""The requests of a contract test: to the endpoint that is tested and to its login, and to nobody else.

The standard library's client is enough for that, costs no dependency, and trusts what the machine trusts: a company's
own authority stands in the system's store, not in a bundle that a library brings. A redirect is followed within the
origin alone, an answer is read up to a bound, and the time limit holds for the whole exchange, looking up the host's
name included.
"""

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from simulator import __version__
from simulator.contract.cookies import seed
from simulator.contract.observed import Answer, NoAnswer
from simulator.contract.plan import Request

MAX_BYTES = 1_048_576
MAX_REDIRECTS = 5
_WAIT_STEP_SECONDS = 0.1
_OF_ADDRESSES = "%/:?#[]@!$&'()*+,;="
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_REDIRECTS = (301, 302, 303, 307, 308)
_KEEPS_METHOD = (307, 308)
_OWN_HEADERS = (
    ("Accept", "application/json, text/plain;q=0.9, */*;q=0.1"),
    ("Accept-Encoding", "identity"),
    ("User-Agent", f"iadvize-simulator/{__version__} (contract test)"),
)


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def wait_until_it_listens(url: str, seconds: float) -> None:
    """Return once somebody takes connections there, at the latest after so many seconds."""
    _, host, port = origin(url)
    last = time.monotonic() + seconds
    while (left := last - time.monotonic()) > 0:
        try:
            socket.create_connection((host or "", port or 0), timeout=left).close()
        except OSError:
            time.sleep(min(left, _WAIT_STEP_SECONDS))
        else:
            return


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody's browser, as far as that matters: it keeps cookies. One for each session."""

    timeout_seconds: float
    ca_file: str | None = None
    _jar: CookieJar = field(default_factory=CookieJar)

    def send(self, request: Request) -> Answer | NoAnswer:
        """The answer, after at most the time limit; never raises."""
        box: SimpleQueue[Answer | NoAnswer] = SimpleQueue()
        # A thread, since neither name resolution nor an answer that trickles heeds a socket's timeout.
        Thread(target=lambda: box.put(self._guarded(request)), daemon=True).start()
        try:
            return box.get(timeout=self.timeout_seconds)
        except Empty:
            return NoAnswer("timeout", f"{self.timeout_seconds:g} seconds")

    def _guarded(self, request: Request) -> Answer | NoAnswer:
        try:
            return self._followed(request)
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            return _reason(error, self.timeout_seconds)

    def _followed(self, request: Request) -> Answer | NoAnswer:
        started = time.monotonic()
        followed: tuple[str, ...] = ()
        while True:
            answer = self._once(request)
            if isinstance(answer, NoAnswer):
                return answer
            answer = replace(answer, seconds=time.monotonic() - started, followed=followed)
            target = _target(request.url, answer)
            if target is None:
                return answer
            if not _is_within(target, request.url) or len(followed) == MAX_REDIRECTS:
                return replace(answer, stopped_at=target)
            followed = (*followed, target)
            request = _redirected(request, target, answer.status)

    def _once(self, request: Request) -> Answer | NoAnswer:
        opener = self._opener(request.url)
        headers = dict(_OWN_HEADERS)
        for name, value in request.headers:
            if name.lower() == "cookie":
                seed(self._jar, value, request.url)
            else:
                headers = {key: own for key, own in headers.items() if key.lower() != name.lower()} | {name: value}
        sent = urllib.request.Request(  # noqa: S310 - the plan's addresses are http and https, see cli/contract.py
            request.url, data=request.body, headers=headers, method=request.method
        )
        if request.body is not None:
            # urllib would call it a form, whatever it is; the plan says what it is where that is known.
            sent.add_unredirected_header("Content-type", sent.get_header("Content-type", "application/octet-stream"))
        with opener.open(sent, timeout=self.timeout_seconds) as response:
            body = response.read(MAX_BYTES + 1)
            if len(body) <= MAX_BYTES and response.length:
                raise http.client.IncompleteRead(body, response.length)
            answer = Answer(response.status, tuple(response.headers.items()), body, at=time.time())
        return _readable(answer)

    def _opener(self, url: str) -> urllib.request.OpenerDirector:
        scheme, host, _ = origin(url)
        is_here = host in LOOPBACK
        # Browsers send Secure cookies to this machine over http, too.
        secure = ("https", "http") if is_here else ("https",)
        self._jar.set_policy(DefaultCookiePolicy(secure_protocols=secure))
        handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPCookieProcessor(self._jar), _AsItCame()]
        if is_here:
            handlers.append(urllib.request.ProxyHandler({}))  # no proxy stands between us and this machine
        if scheme == "https":
            handlers.append(urllib.request.HTTPSHandler(context=self._trust()))
        return urllib.request.build_opener(*handlers)

    def _trust(self) -> ssl.SSLContext:
        """What the machine trusts, and the file beside it; a context that is made with the file has that alone."""
        context = ssl.create_default_context()
        if self.ca_file is not None:
            context.load_verify_locations(self.ca_file)
        return context


class _AsItCame(urllib.request.HTTPErrorProcessor):
    """Hands over every answer as it is: none is an error, and no redirect is followed unasked."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:  # noqa: ARG002 - urllib's signature
        return response

    https_response = http_response


def _target(url: str, answer: Answer) -> str | None:
    location = answer.header("location")
    if answer.status not in _REDIRECTS or not location:
        return None
    # As browsers do: bytes that no address may have are percent-encoded.
    location = quote(location.encode("latin-1", "replace"), safe=_OF_ADDRESSES)
    try:
        return urljoin(url, location)
    except ValueError:
        return location  # no address, and so not followed


def _is_within(target: str, url: str) -> bool:
    try:
        return origin(target) == origin(url)
    except ValueError:
        return False


def _redirected(request: Request, target: str, status: int) -> Request:
    if status in _KEEPS_METHOD or request.method in ("GET", "HEAD"):
        return replace(request, url=target)
    headers = tuple(pair for pair in request.headers if not pair[0].lower().startswith("content-"))
    return Request(target, "GET", headers)


def _readable(answer: Answer) -> Answer | NoAnswer:
    if len(answer.body) > MAX_BYTES:
        return NoAnswer("too-large", f"{MAX_BYTES:,} bytes")
    encoding = (answer.header("content-encoding") or "identity").lower()
    if encoding == "identity":
        return answer
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return NoAnswer("compressed", encoding)
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: either of the two heads
    try:
        body = unpacker.decompress(answer.body, MAX_BYTES)
    except zlib.error:
        return NoAnswer("compressed", f"{encoding} that cannot be unpacked")
    if unpacker.unconsumed_tail:
        return NoAnswer("too-large", f"{MAX_BYTES:,} bytes")
    return replace(answer, body=body)


def _reason(error: Exception, limit: float) -> NoAnswer:
    """What went wrong, in the words of a variant and of the system."""
    while isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
        error = error.reason
    if isinstance(error, ssl.SSLCertVerificationError):
        return NoAnswer("certificate", error.verify_message.rstrip("."))
    if isinstance(error, ssl.SSLError):
        return NoAnswer("tls", (error.reason or str(error)).lower().replace("_", " "))
    if isinstance(error, socket.gaierror):
        return NoAnswer("unknown-host", str(error.strerror).lower())
    if isinstance(error, TimeoutError):
        return NoAnswer("timeout", f"{limit:g} seconds")
    if isinstance(error, ConnectionRefusedError):
        return NoAnswer("refused", "connection refused")
    if isinstance(error, (http.client.BadStatusLine, http.client.LineTooLong)) and not _is_closed(error):
        return NoAnswer("not-http", type(error).__name__)
    if isinstance(error, (ConnectionError, http.client.HTTPException)):
        return NoAnswer("closed", type(error).__name__)
    return NoAnswer("other", str(error) or type(error).__name__)


def _is_closed(error: Exception) -> bool:
    return isinstance(error, http.client.RemoteDisconnected)
