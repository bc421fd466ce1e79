"""One connection of HTTP: how much of a request is read, how long it may take, and how it is cut off."""

import socket
import struct
import sys
from asyncio import TimerHandle, Transport
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from simulator.settings.bounds import DEFAULT, Bounds
from simulator.wire.extensions import RESET, WHOLE

if TYPE_CHECKING:
    from simulator.wire.answers import WireError

if sys.platform != "win32":
    import resource

_LINGER_NOT = struct.pack("ii", 1, 0)  # closing sends a reset
_LINE_ENDS = 4  # ": " and the end of the line
_SPARE_FILES = 100  # for what else this process has open
_CLOSE = {"connection": "close"}
_NEVER = float("inf")
Headers = tuple[tuple[bytes, bytes], ...]


class Protocol(HttpToolsProtocol):
    """uvicorn's own bounds neither what it reads of a request's head, nor the time that a request takes to arrive."""

    bounds: Bounds = DEFAULT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stalled: TimerHandle | None = None
        self._watch: TimerHandle | None = None
        self._request_due = self._idle_due = _NEVER
        self._defaults: list[tuple[bytes, bytes]] | None = None
        self._default_lines = b""
        self._extensions: dict[str, dict[object, object]] = {
            RESET: {"now": self._reset},
            WHOLE: {"answer": self._answer_whole},
        }
        self._has_begun = self._in_head = False
        self._head_bytes = self._piece_bytes = 0
        self._is_new = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # uvicorn's own reads so, too
        """Take the connection, if there are not too many."""
        super().connection_made(transport)
        self._wait_for_request()
        if len(self.connections) > self.bounds.connections:
            message = f"There are {self.bounds.connections} connections already; close one first."
            self._refuse(_error(HTTPStatus.SERVICE_UNAVAILABLE, "too_many_connections", message))

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        super().connection_lost(exc)
        self._no_more(self._watch)
        self._no_more(self._stalled)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the request's head has no end."""
        if self.transport.is_closing():
            return
        # What comes behind another request in one piece is counted once it goes on.
        counts = self._in_head or self._is_idle
        self._piece_bytes, self._is_new = len(data), False
        super().data_received(data)
        if self._is_idle:
            self._wait_for_request()  # also for those who send line ends alone, which begin no request
        if counts and self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > self.bounds.header_bytes and not self.transport.is_closing():
                self._refuse(self._too_large())

    @property
    def _is_idle(self) -> bool:
        return not self._has_begun and self._answering is None

    def on_message_begin(self) -> None:
        """Give each request its time, and the means to reset its connection."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._has_begun = self._in_head = self._is_new = True
        self._head_bytes = 0
        self._wait_for_request()

    def on_headers_complete(self) -> None:
        """Answer the request, or say that its head is too large."""
        self._in_head = False
        if self._is_too_large():
            self.app = cast("Any", self._too_large().answer())
        super().on_headers_complete()
        self.app = self.config.loaded_app

    def on_message_complete(self) -> None:
        """All of it is here."""
        super().on_message_complete()
        self._has_begun = self._in_head = False
        self._request_due = _NEVER

    def pause_writing(self) -> None:
        """The client reads too slowly, or not at all."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.bounds.stalled_seconds, self._reset)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self._no_more(self._stalled)
        self._stalled = None

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

    def on_response_complete(self) -> None:
        """Go on with the request that came meanwhile, or wait for one."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            return
        self._idle_due = self.loop.time() + self.bounds.idle_seconds
        self._look_at(self._idle_due)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_due = _NEVER

    def _wait_for_request(self) -> None:
        if self._request_due == _NEVER:
            self._request_due = self.loop.time() + self.bounds.request_seconds
            self._look_at(self._request_due)

    def _look_at(self, due: float) -> None:
        """See to it that somebody looks then. What is over by then is passed over: a timer for each costs more."""
        if self._watch is None or self._watch.when() > due:
            self._no_more(self._watch)
            self._watch = self.loop.call_at(due, self._look)

    def _look(self) -> None:
        self._watch = None
        now = self.loop.time()
        if self._request_due <= now:
            self._request_due = _NEVER
            self._too_slow()
        if self._idle_due <= now:
            self._idle_due = _NEVER
            self.transport.close()
        due = min(self._request_due, self._idle_due)
        if due != _NEVER:
            self._look_at(due)

    def _too_slow(self) -> None:
        if self.flow.read_paused:  # it is us who read no further
            self._wait_for_request()
        elif not self._has_begun:
            self.transport.close()  # nobody has asked for anything
        elif not self.transport.is_closing():
            message = f"The request did not arrive within {self.bounds.request_seconds} seconds."
            self._refuse(_error(HTTPStatus.REQUEST_TIMEOUT, "request_too_slow", message))

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
        return _error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", message, _CLOSE)

    def _refuse(self, error: "WireError") -> None:
        """Say it without the application, which knows nothing of this request, and close."""
        answering = self._answering
        if answering is None or not answering.response_started:
            answer = error.answer()
            headers = [*self.server_state.default_headers, *answer.raw_headers, (b"connection", b"close")]
            lines = [name + b": " + value + b"\r\n" for name, value in headers]
            self.transport.write(b"".join([STATUS_LINE[error.status], *lines, b"\r\n", bytes(answer.body)]))
        if answering is not None:
            answering.disconnected = True  # or what the application makes of it would follow
            answering.message_event.set()
        self.transport.close()

    def _reset(self) -> None:
        connection = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.transport.abort()

    @staticmethod
    def _no_more(timer: TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()


@lru_cache(maxsize=256)
def _lines(headers: Headers) -> bytes:
    lines = [name + b": " + value for name, value in headers]
    if any(b"\r" in line or b"\n" in line for line in lines):
        raise ValueError(headers)
    return b"".join(line + b"\r\n" for line in lines)


def _error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> "WireError":
    from simulator.wire.answers import WireError  # noqa: PLC0415 - slow: the web framework, which a start can do without

    return WireError(status, code, message, headers=headers)


def protocol_of(bounds: Bounds) -> type[Protocol]:
    """The protocol with these bounds; of connections never more than files may be open."""
    if sys.platform != "win32":
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if files != resource.RLIM_INFINITY:
            bounds = bounds._replace(connections=max(1, min(bounds.connections, files - _SPARE_FILES)))
    return type("BoundedProtocol", (Protocol,), {"bounds": bounds})


def allow_files(bounds: Bounds) -> None:
    """Let this process open as many files as its connections want, as far as the system lets it."""
    if sys.platform != "win32":
        files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = bounds.connections + _SPARE_FILES
        if most != resource.RLIM_INFINITY:
            wanted = min(wanted, most)
        if files != resource.RLIM_INFINITY and files < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
