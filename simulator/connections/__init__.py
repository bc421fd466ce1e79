"""One connection of HTTP: how much of a request is read, how long it may take, and how it is cut off."""

import sys
from asyncio import Transport
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from simulator.connections.errors import error
from simulator.connections.patience import Patient
from simulator.connections.upgrades import IgnoringUpgrades
from simulator.settings.bounds import Bounds
from simulator.wire.extensions import RESET, WHOLE

if TYPE_CHECKING:
    from simulator.wire.answers import WireError

if sys.platform != "win32":
    import resource

_LINE_ENDS = 4  # ": " and the end of the line
_SPARE_FILES = 100  # for what else this process has open
_CLOSE = {"connection": "close"}
Headers = tuple[tuple[bytes, bytes], ...]


class Protocol(IgnoringUpgrades, Patient):
    """uvicorn's own bounds neither what it reads of a request's head, nor the time that a request takes to arrive."""

    at_once = _SPARE_FILES // 4  # a connection past the bound has a file until it is told so; of the spare ones
    bound_by = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._defaults: list[tuple[bytes, bytes]] | None = None
        self._default_lines = b""
        self._extensions: dict[str, dict[object, object]] = {
            RESET: {"now": self._reset},
            WHOLE: {"answer": self._answer_whole},
        }
        self._in_head = self._is_new = False
        self._head_bytes = self._piece_bytes = self._bodiless_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # uvicorn's own reads so, too
        """Take the connection, if there are not too many."""
        super().connection_made(transport)
        self._wait_for_request()
        if len(self.connections) > self.bounds.connections:
            message = f"There are {self.bounds.connections} connections already; close one first{self.bound_by}."
            self._refuse(error(HTTPStatus.SERVICE_UNAVAILABLE, "too_many_connections", message))

    def shutdown(self) -> None:
        """Close as the server stops; nobody waits for who spoke plain HTTP where TLS is spoken, and has the answer."""
        if not self.transport.is_closing():
            super().shutdown()
            return
        extra = self.transport.get_extra_info
        if extra("sslcontext") is not None and extra("cipher") is None:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read on, unless the request's head has no end, or what follows its body has none."""
        if self.transport.is_closing():
            return
        # What comes behind another request in one piece is counted once it goes on.
        counts = self._in_head or self._is_idle
        self._piece_bytes, self._is_new = len(data), False
        self._bodiless_bytes += len(data)
        super().data_received(data)
        if self._is_idle:
            self._wait_for_request()  # also for those who send line ends alone, which begin no request
        if counts and self._in_head:
            self._head_bytes += len(data)
        if self._has_no_end and not self.transport.is_closing():
            self._refuse(self._too_large())

    @property
    def _has_no_end(self) -> bool:
        if self._in_head:
            return self._head_bytes > self.bounds.header_bytes
        return self._has_begun and self._bodiless_bytes > self.bounds.header_bytes

    @property
    def _is_idle(self) -> bool:
        return not self._has_begun and self._answering is None

    def on_message_begin(self) -> None:
        """Give each request its time, and the means to reset its connection."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._has_begun = self._in_head = self._is_new = True
        self._head_bytes = self._bodiless_bytes = 0
        self._wait_for_request()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep it, if it stands in the head: a trailer is no header (RFC 9110 section 6.5.1), and is left aside."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Answer the request, or say that its head is too large."""
        if self._is_too_large():
            self.app = cast("Any", self._too_large().answer())
        super().on_headers_complete()
        self.app = self.config.loaded_app
        self._in_head = False

    def on_body(self, body: bytes) -> None:
        """Take a part of the body; between two of them no more may come than a head may have."""
        self._bodiless_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All of it is here."""
        super().on_message_complete()
        self._in_head = False

    @property
    def _answering(self) -> RequestResponseCycle | None:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return None if cycle is None or cycle.response_complete else cycle

    def _answer_whole(self, scope: Any, status: int, headers: Headers, body: bytes) -> bool:
        """Send an answer in one piece; False, and nothing done, where it must go the way of all others."""
        cycle = self.cycle
        if (
            cycle.scope is not scope  # the next request is here already
            or cycle.response_started
            or cycle.disconnected
            or not cycle.keep_alive
            or self.flow.write_paused
            or self.transport.is_closing()
        ):
            return False
        if self._defaults is not self.server_state.default_headers:  # uvicorn makes them anew each second, for the date
            self._defaults = self.server_state.default_headers
            self._default_lines = _lines(tuple(self._defaults))
        length = b"content-length: %d\r\n\r\n" % len(body)
        answer = b"".join((STATUS_LINE[status], self._default_lines, _lines(headers), length, body))
        cycle.response_started = cycle.response_complete = True
        self.transport.write(answer)
        cycle.message_event.set()
        cycle.on_response()
        return True

    def _is_too_large(self) -> bool:
        bounds = self.bounds
        if len(self.headers) > bounds.headers:
            return True
        if self._is_new and self._piece_bytes <= bounds.header_bytes:
            return False  # as the whole piece in which it came is not, which spares the count
        size = len(self.url) + sum(len(name) + len(value) + _LINE_ENDS for name, value in self.headers)
        return size > bounds.header_bytes

    def _too_large(self) -> "WireError":
        most = self.bounds
        message = f"A request's line and headers may have {most.header_bytes} bytes, in {most.headers} headers."
        return error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", message, _CLOSE)

    def _refuse(self, refusal: "WireError") -> None:
        """Say it without the application, which knows nothing of this request, and close."""
        if not self._has_answer:
            answer = refusal.answer()
            own = [header for header in answer.raw_headers if header[0] != b"connection"]
            headers = [*self.server_state.default_headers, *own, (b"connection", b"close")]
            lines = [name + b": " + value + b"\r\n" for name, value in headers]
            self.transport.write(b"".join([STATUS_LINE[refusal.status], *lines, b"\r\n", bytes(answer.body)]))
        self._give_up_answers()  # or what the application makes of them would follow
        self._close()

    def send_400_response(self, msg: str) -> None:
        """Say that it is no HTTP, as uvicorn does, and close."""
        if not self._has_answer:
            super().send_400_response(msg)
        self._give_up_answers()
        self._close()

    @property
    def _has_answer(self) -> bool:
        """Whether what is being read was answered before its end, or another's answer is under way."""
        running = self._running
        if running is not None and not running.response_complete:
            return running.response_started
        return self._has_begun and not self._in_head


@lru_cache(maxsize=256)
def _lines(headers: Headers) -> bytes:
    lines = [name + b": " + value for name, value in headers]
    if any(b"\r" in line or b"\n" in line for line in lines):
        raise ValueError(headers)
    return b"".join(line + b"\r\n" for line in lines)


def protocol_of(bounds: Bounds) -> type[Protocol]:
    """The protocol with these bounds; of connections never more than files may be open."""
    special: dict[str, object] = {"bounds": bounds}
    if sys.platform != "win32":
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        spare = min(_SPARE_FILES, files // 2)
        if files != resource.RLIM_INFINITY and files - spare < bounds.connections:
            special["bounds"] = bounds._replace(connections=files - spare)
            special["bound_by"] = f", or let this process open more than {files} files (ulimit -n)"
            special["at_once"] = max(1, spare // 4)
    return type("BoundedProtocol", (Protocol,), special)


def allow_files(bounds: Bounds) -> None:
    """Let this process open as many files as its connections want, as far as the system lets it."""
    if sys.platform != "win32":
        files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = bounds.connections + _SPARE_FILES
        if most != resource.RLIM_INFINITY:
            wanted = min(wanted, most)
        if files != resource.RLIM_INFINITY and files < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
