"""One connection of HTTP: how much of a request is read, how long it may take, and how it is cut off."""

import socket
import struct
import sys
from asyncio import TimerHandle, Transport
from dataclasses import replace
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from simulator.settings.bounds import DEFAULT, Bounds
from simulator.wire.answers import WireError
from simulator.wire.disruptor import RESET

if sys.platform != "win32":
    import resource

_LINGER_NOT = struct.pack("ii", 1, 0)  # closing sends a reset
_LINE_ENDS = 4  # ": " and the end of the line
_SPARE_FILES = 100  # for what else this process has open
_CLOSE = {"connection": "close"}


class Protocol(HttpToolsProtocol):
    """uvicorn's own bounds neither what it reads of a request's head, nor the time that a request takes to arrive."""

    bounds: Bounds = DEFAULT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: TimerHandle | None = None
        self._stalled: TimerHandle | None = None
        self._has_begun = self._in_head = False
        self._head_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # uvicorn's own reads so, too
        """Take the connection, if there are not too many."""
        super().connection_made(transport)
        self._wait_for_request()
        if len(self.connections) > self.bounds.connections:
            message = f"There are {self.bounds.connections} connections already; close one first."
            self._refuse(WireError(HTTPStatus.SERVICE_UNAVAILABLE, "too_many_connections", message))

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        super().connection_lost(exc)
        self._no_more(self._arriving)
        self._no_more(self._stalled)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the request's head has no end."""
        if self.transport.is_closing():
            return
        # What comes behind another request in one piece is counted once it goes on.
        counts = self._in_head or (not self._has_begun and self._answering is None)
        super().data_received(data)
        if not self._has_begun and self._answering is None:
            self._wait_for_request()  # also for those who send line ends alone, which begin no request
        if counts and self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > self.bounds.header_bytes and not self.transport.is_closing():
                self._refuse(self._too_large())

    def on_message_begin(self) -> None:
        """Give each request its time, and the means to reset its connection."""
        super().on_message_begin()
        self.scope["extensions"] = {RESET: {"now": self._reset}}
        self._has_begun = self._in_head = True
        self._head_bytes = 0
        self._wait_for_request()

    def on_headers_complete(self) -> None:
        """Answer the request, or say that its head is too large."""
        self._in_head = False
        size = len(self.url) + sum(len(name) + len(value) + _LINE_ENDS for name, value in self.headers)
        if size > self.bounds.header_bytes or len(self.headers) > self.bounds.headers:
            self.app = cast("Any", self._too_large().answer())
        super().on_headers_complete()
        self.app = self.config.loaded_app

    def on_message_complete(self) -> None:
        """All of it is here."""
        super().on_message_complete()
        self._has_begun = self._in_head = False
        self._no_more(self._arriving)
        self._arriving = None

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

    def _wait_for_request(self) -> None:
        if self._arriving is None:
            self._arriving = self.loop.call_later(self.bounds.request_seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._arriving = None
        if self.flow.read_paused:  # it is us who read no further
            self._wait_for_request()
        elif not self._has_begun:
            self.transport.close()  # nobody has asked for anything
        elif not self.transport.is_closing():
            message = f"The request did not arrive within {self.bounds.request_seconds} seconds."
            self._refuse(WireError(HTTPStatus.REQUEST_TIMEOUT, "request_too_slow", message))

    def _too_large(self) -> WireError:
        most = self.bounds
        message = f"A request's line and headers may have {most.header_bytes} bytes, in {most.headers} headers."
        return WireError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", message, headers=_CLOSE)

    def _refuse(self, error: WireError) -> None:
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


def protocol_of(bounds: Bounds) -> type[Protocol]:
    """The protocol with these bounds; of connections never more than files may be open."""
    if sys.platform != "win32":
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if files != resource.RLIM_INFINITY:
            bounds = replace(bounds, connections=max(1, min(bounds.connections, files - _SPARE_FILES)))
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
