"""The one thread that writes: whatever waits is written in one transaction, and acknowledged once that is committed."""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from simulator.state.sqlite.file import File
from simulator.state.unavailable import Unavailable

Result = TypeVar("Result")
_MOST_AT_ONCE = 500


@dataclass(slots=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Started by the first order. One that raises must do so before it writes, as its transaction has others' too."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What ``work`` returns, once all that it wrote is committed."""
        if self._closed:
            raise Unavailable("state_unavailable", "The simulator is stopping.")
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="state-writer", daemon=True)
            self._thread.start()
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.put(job)
        result: Result = await job.future
        return result

    async def close(self) -> None:
        """Write what waits, and end."""
        self._closed = True
        if self._thread is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        more = True
        while more:
            jobs, more = self._waiting()
            try:
                connection = connection or self._file.connect(to_write=True)
                _write(connection, jobs)
            except sqlite3.Error as error:
                if connection is not None:
                    _roll_back(connection)
                _refuse(jobs, self._file.unavailable(error))
            _settle(jobs)
        if connection is not None:
            connection.close()

    def _waiting(self) -> tuple[list[_Job], bool]:
        """What is to be written together, and whether more may come."""
        jobs: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == _MOST_AT_ONCE:
                return jobs, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False


def _write(connection: sqlite3.Connection, jobs: list[_Job]) -> None:
    if not jobs:
        return
    connection.execute("BEGIN IMMEDIATE")
    for job in jobs:
        try:
            job.result = job.work(connection)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to whoever gave the order
            job.error = error
    connection.execute("COMMIT")


def _roll_back(connection: sqlite3.Connection) -> None:
    # Some errors, as that of a full disk, have ended the transaction already.
    with suppress(sqlite3.Error):
        connection.execute("ROLLBACK")


def _refuse(jobs: list[_Job], error: Unavailable) -> None:
    for job in jobs:
        job.error = error


def _settle(jobs: list[_Job]) -> None:
    """Tell each loop once, not once for each order."""
    for loop in {job.loop for job in jobs}:
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            loop.call_soon_threadsafe(_acknowledge, [job for job in jobs if job.loop is loop])


def _acknowledge(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
