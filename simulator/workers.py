"""Several processes that answer on one socket, and one above them that replaces those that end and ends with them."""

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_LOG = logging.getLogger(__name__)
_STOPS = (signal.SIGTERM, signal.SIGINT)
_STOP_SECONDS = 4.8  # a little more than a server gives its answers
_YOUNG_SECONDS = 1.0  # a process that ended sooner is replaced later, so that a fault at the start is no storm
_MOST_YOUNG = 3  # so many in a row, of each, are the end

Work = Callable[[int, Callable[[], None]], int]
_BEGUN = 0  # no signal has this number


def can_fork() -> bool:
    """Whether this system has what it takes."""
    return sys.platform != "win32"


def supervise(count: int, work: Work, ready: Callable[[], None]) -> int:
    """Run ``work`` in so many processes until a signal says stop; the exit code.

    ``work`` gets a file descriptor that can be read once this process is gone, and what to call when it has begun; it
    returns an exit code. ``ready`` hears when all have begun: who came sooner and stays would find but the first.
    """
    with _noticed() as notices:
        crew = _Crew(count, work, notices.one_has_begun)
        is_ready = False
        while not notices.stop and not crew.is_hopeless:
            crew.fill()
            notices.wait(crew.seconds_to_wait)
            crew.bury()
            if not is_ready and notices.begun >= count:
                is_ready = True
                ready()
        crew.dismiss(notices.wait)
        if crew.is_hopeless:
            _LOG.error("iadvize-simulator: workers end as soon as they begin; see above why.")
            return 1
        return 0


class _Crew:
    def __init__(self, count: int, work: Work, begun: Callable[[], None]) -> None:
        self._count = count
        self._work = work
        self._has_begun = begun
        self._began: dict[int, float] = {}
        self._young = 0
        self._not_before = 0.0
        self._lifeline, self._our_end = os.pipe()

    @property
    def is_hopeless(self) -> bool:
        """Whether processes end as soon as they begin."""
        return self._young >= _MOST_YOUNG * self._count

    @property
    def seconds_to_wait(self) -> float | None:
        """Until a process may be started anew; None where none is missing."""
        return None if len(self._began) == self._count else max(0.0, self._not_before - time.monotonic())

    def fill(self) -> None:
        """Start what is missing."""
        while len(self._began) < self._count and time.monotonic() >= self._not_before:
            # A signal between the fork and the end of our handlers in the new process would be lost to it.
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            process = os.fork()
            if process == 0:
                self._be_one()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
            self._began[process] = time.monotonic()

    def bury(self) -> None:
        """Take note of those that ended."""
        for process in list(self._began):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            lived = time.monotonic() - self._began.pop(process)
            young = lived < _YOUNG_SECONDS
            self._young = self._young + 1 if young else 0
            self._not_before = time.monotonic() + (_YOUNG_SECONDS if young else 0)
            _LOG.warning("iadvize-simulator: a worker ended (%s); another takes its place.", _how(status))

    def dismiss(self, wait: Callable[[float | None], None]) -> None:
        """End them: by asking, and whoever does not listen, by force."""
        deadline = time.monotonic() + _STOP_SECONDS
        for process in self._began:
            _tell(process, signal.SIGTERM)
        while self._began and time.monotonic() < deadline:
            wait(max(0.0, deadline - time.monotonic()))
            self._reap()
        for process in self._began:
            _tell(process, signal.SIGKILL)
            os.waitpid(process, 0)
        os.close(self._lifeline)
        os.close(self._our_end)

    def _reap(self) -> None:
        for process in list(self._began):
            if os.waitpid(process, os.WNOHANG)[0]:
                del self._began[process]

    def _be_one(self) -> None:
        """The new process: does its work, and never returns into what this one was doing."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (*_STOPS, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
            os.close(self._our_end)  # else it would stay open as long as any process lives
            code = self._work(self._lifeline, self._has_begun)
        except KeyboardInterrupt:
            code = 0
        except BaseException:  # noqa: BLE001 - nothing may pass: above are the frames of another process
            _LOG.exception("A worker failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


class _Notices:
    """What signals said, and how many processes have said that they have begun."""

    def __init__(self, reader: int, writer: int) -> None:
        self.stop = False
        self.begun = 0
        self._reader = reader
        self._writer = writer

    def one_has_begun(self) -> None:
        """Called in the new process."""
        os.write(self._writer, bytes([_BEGUN]))

    def wait(self, seconds: float | None) -> None:
        """Until there is a signal, or so many seconds."""
        if select.select([self._reader], [], [], seconds)[0]:
            said = os.read(self._reader, 1000)
            self.begun += said.count(_BEGUN)
            self.stop = any(number in _STOPS for number in said) or self.stop


@contextmanager
def _noticed() -> Iterator[_Notices]:
    """Signals become bytes in a pipe, so that waiting for processes and for signals is one wait."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    handlers = {number: signal.signal(number, _noted) for number in (*_STOPS, signal.SIGCHLD)}
    wakeup = signal.set_wakeup_fd(writer)
    try:
        yield _Notices(reader, writer)
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(reader)
        os.close(writer)


def _noted(_: int, __: object) -> None:
    """Nothing more: Python has written the signal's number into the pipe."""


def _tell(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _how(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
