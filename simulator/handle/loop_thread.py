"""An event loop in a thread of its own, for as long as a simulator runs in it."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from simulator.handle.errors import SimulatorError

Value = TypeVar("Value")
_NEVER_SLOW = 60.0


class Work(Protocol):
    """What runs in the loop."""

    async def run(self, started: Callable[[], None]) -> None:
        """Work until told to stop; ``started`` is called once all is ready."""

    def stop(self) -> None:
        """Let ``run`` come to its end; called in the loop."""


class LoopThread:
    """Starts the work, and ends it in order; an error on either way is raised to whoever called."""

    def __init__(self, work: Work, name: str) -> None:
        self._work = work
        self._loop: asyncio.AbstractEventLoop | None = None
        self._settled = threading.Event()
        self._started = False
        self._error: BaseException | None = None
        # A daemon: a program that forgot to close its simulator must still be able to end.
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)

    def start(self) -> None:
        """Return once the work is ready."""
        self._thread.start()
        self._settled.wait()
        if not self._started:
            self._thread.join()
            raise SimulatorError(f"the simulator did not start: {self._error!r}") from self._error

    def stop(self) -> None:
        """Return once the work has ended."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the work has ended by itself
                loop.call_soon_threadsafe(self._work.stop)
        self._thread.join()
        if self._error is not None:
            raise SimulatorError(f"the simulator ended with {self._error!r}") from self._error

    def call(self, work: Coroutine[Any, Any, Value]) -> Value:
        """What the coroutine returns, run in the loop; for every thread but the loop's own."""
        loop = self._loop
        if loop is None or not self._thread.is_alive():
            work.close()
            raise SimulatorError("this simulator has ended")
        future = asyncio.run_coroutine_threadsafe(work, loop)
        try:
            return future.result()
        finally:
            future.cancel()

    def _main(self) -> None:
        try:
            with asyncio.Runner(loop_factory=_plain_loop) as runner:
                self._loop = runner.get_loop()
                runner.run(self._work.run(self._ready))
        except BaseException as error:  # noqa: BLE001 - uvicorn ends by SystemExit; start or stop raises it again
            self._error = error
        finally:
            self._settled.set()

    def _ready(self) -> None:
        self._started = True
        self._settled.set()


def _plain_loop() -> asyncio.AbstractEventLoop:
    """A loop of the standard library, whatever policy the program has set."""
    loop: asyncio.AbstractEventLoop
    if sys.platform == "win32":
        loop = asyncio.ProactorEventLoop()
    else:
        loop = asyncio.SelectorEventLoop()
    loop.slow_callback_duration = _NEVER_SLOW  # in debug mode asyncio would tell the program of our steps
    return loop
