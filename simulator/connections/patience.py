"""How long a connection is waited for: to ask, to ask again, and to read what it is told."""

import socket
import struct
from abc import abstractmethod
from asyncio import TimerHandle
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from simulator.connections.errors import error
from simulator.connections.framing import framed
from simulator.settings.bounds import DEFAULT, Bounds

if TYPE_CHECKING:
    from simulator.wire.answers import WireError

_LINGER_NOT = struct.pack("ii", 1, 0)  # closing sends a reset
_NEVER = float("inf")


class Patient(HttpToolsProtocol):
    """Ends what takes longer than its bounds. One timer watches the request and the pause after it."""

    bounds: Bounds = DEFAULT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stalled: TimerHandle | None = None
        self._watch: TimerHandle | None = None
        self._request_due = self._idle_due = _NEVER
        self._has_begun = False
        self._running: RequestResponseCycle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it, and tell every answer under way; uvicorn tells the newest request's alone."""
        super().connection_lost(exc)
        self._give_up_answers()
        self._no_more(self._watch)
        self._no_more(self._stalled)

    def on_message_complete(self) -> None:
        """All of it is here."""
        super().on_message_complete()
        self._has_begun = False
        self._request_due = _NEVER

    def pause_writing(self) -> None:
        """The client reads too slowly, or not at all."""
        super().pause_writing()
        self._give_time_to_read()

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self._no_more(self._stalled)
        self._stalled = None
        if self.transport.is_closing():
            self._close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        if cycle.waiting_for_100_continue or cycle.scope["http_version"] != "1.1":
            app = framed(cycle, app)
        super()._start_asgi_task(cycle, app)

    def _give_up_answers(self) -> None:
        for cycle in (self._running, *(waiting for waiting, _ in self.pipeline)):
            if cycle is not None and not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()

    def on_response_complete(self) -> None:
        """Go on with the request that came meanwhile, or wait for one."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            self._close()
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        elif not self._has_begun:
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
            self._close()
        due = min(self._request_due, self._idle_due)
        if due != _NEVER:
            self._look_at(due)

    def _too_slow(self) -> None:
        if self.flow.read_paused:  # it is us who read no further
            self._wait_for_request()
        elif not self._has_begun:
            self._close()  # nobody has asked for anything
        elif not self.transport.is_closing():
            message = f"The request did not arrive within {self.bounds.request_seconds} seconds."
            self._refuse(error(HTTPStatus.REQUEST_TIMEOUT, "request_too_slow", message))

    @abstractmethod
    def _refuse(self, error: "WireError") -> None:
        """Say it and close; how, the protocol knows that writes answers."""

    def _close(self) -> None:
        """Close, once what was told is read; who does not read it is not waited for."""
        if not self.transport.is_closing():  # over TLS, asyncio's forgets its own parts when it is closed twice
            self.transport.close()
        if self._stalled is None and self.transport.get_write_buffer_size():
            self._give_time_to_read()

    def _give_time_to_read(self) -> None:
        self._no_more(self._stalled)
        self._stalled = self.loop.call_later(self.bounds.stalled_seconds, self._reset)

    def _reset(self) -> None:
        with suppress(OSError):  # the client may have left already
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.transport.abort()

    @staticmethod
    def _no_more(timer: TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
