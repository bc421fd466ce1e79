"""Orders to write: those of one turn of the event loop are one transaction, acknowledged once that is committed.

All in the event loop's thread: in another, each statement would wait for the interpreter's lock, as long as a busy loop
holds it. A commit is a write to the system's memory; what waits for the disk is the checkpoint, which has its thread.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from simulator.state.sqlite.file import PATIENCE_SECONDS, File, is_busy
from simulator.state.unavailable import Unavailable

Result = TypeVar("Result")
_MOST_AT_ONCE = 500
_PAUSE_SECONDS = 0.005  # until the next try, while another process writes
_LOG_BYTES = 4_000_000  # how large the log may be until it is carried over into the file


@dataclass(slots=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    future: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None


class Writer:
    """Writes on a connection. An order that raises must do so before it writes, as its transaction has others' too."""

    def __init__(self, file: File, connection: sqlite3.Connection) -> None:
        self._file = file
        self._connection = connection
        self._jobs: list[_Job] = []
        self._due: asyncio.Handle | None = None
        self._busy_since: float | None = None
        self._checkpoint: asyncio.Task[None] | None = None
        self._closed = False

    async def do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What ``work`` returns, once all that it wrote is committed."""
        if self._closed:
            raise Unavailable("state_unavailable", "The simulator is stopping.")
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future())
        self._jobs.append(job)
        if self._due is None:
            self._due = loop.call_soon(self._write)
        result: Result = await job.future
        return result

    async def close(self) -> None:
        """Write what waits, and end."""
        self._closed = True
        while self._jobs:
            await asyncio.wait([job.future for job in self._jobs])
        if self._checkpoint is not None:
            await self._checkpoint

    def _write(self) -> None:
        loop = asyncio.get_running_loop()
        self._due = None
        jobs, self._jobs = self._jobs[:_MOST_AT_ONCE], self._jobs[_MOST_AT_ONCE:]
        try:
            self._file.check()
            _commit(self._connection, jobs)
        except Unavailable as error:
            _refuse(jobs, error)
        except sqlite3.Error as error:
            # Some errors, as that of a full disk, have ended the transaction already.
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            if is_busy(error) and self._may_wait():
                self._jobs[:0] = jobs
                self._due = loop.call_later(_PAUSE_SECONDS, self._write)
                return
            _refuse(jobs, self._file.unavailable(error))
        self._busy_since = None
        _settle(jobs)
        if self._jobs:
            self._due = loop.call_soon(self._write)
        if self._checkpoint is None and self._file.log_bytes > _LOG_BYTES:
            self._checkpoint = asyncio.create_task(self._carry_over())

    def _may_wait(self) -> bool:
        now = monotonic()
        if self._busy_since is None:
            self._busy_since = now
        return now - self._busy_since < PATIENCE_SECONDS

    async def _carry_over(self) -> None:
        try:
            await asyncio.to_thread(self._file.carry_over)
        finally:
            self._checkpoint = None


def _commit(connection: sqlite3.Connection, jobs: list[_Job]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for job in jobs:
        job.error = None  # of an earlier try
        try:
            job.result = job.work(connection)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to whoever gave the order
            job.error = error
    connection.execute("COMMIT")


def _refuse(jobs: list[_Job], error: Unavailable) -> None:
    for job in jobs:
        job.error = error


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
