"""The state in a file, which outlives the process and may be shared by several on one machine."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Literal

from msgspec.structs import replace

from simulator.core.attempt import Attempt
from simulator.core.event import Event
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.durable import DurableState
from simulator.state.durable.store import (
    Began,
    Beginning,
    Change,
    Keeping,
    Kept,
    Kind,
    Noting,
    NotKept,
    Position,
    Shelf,
    Written,
)
from simulator.state.protocols import AttemptFilter
from simulator.state.sqlite import entries, happened, steps
from simulator.state.sqlite.file import claim, open_file
from simulator.state.sqlite.writer import Writer

_LOOK_SECONDS = 0.05  # how often events of other processes are looked for while somebody listens
_MAX_DIGITS = 18


class SqliteStore:
    """One connection, used in the event loop's thread: in write-ahead mode a reader waits for nobody."""

    def __init__(self, path: Path) -> None:
        self._file = open_file(path)
        self._connection = self._file.connect()
        self._writer = Writer(self._file, self._connection)
        self._news = asyncio.Event()

    async def claim(self, owner: str) -> None:
        """Note whose file it is; raises Misconfigured where it is another's."""
        await self._writer.do(lambda writer: claim(writer, self._file.path, owner))

    async def get(self, shelf: Shelf, key: str) -> bytes | None:
        """The value, or None."""
        with self._file.translating():
            return entries.get(self._connection, shelf, key)

    async def put(self, shelf: Shelf, key: str, written: Written) -> None:
        """Keep the value in place of the one with its key."""
        await self._writer.do(lambda writer: entries.put(writer, shelf, key, written))

    async def insert(self, shelf: Shelf, key: str, written: Written) -> Literal["kept", "taken", "full"]:
        """Keep a new value, where its key is not taken and no other would have to go."""
        return await self._writer.do(lambda writer: entries.insert(writer, shelf, key, written))

    async def change(self, shelf: Shelf, key: str, change: Change) -> bytes | None:
        """Keep what ``change`` makes of the value."""
        return await self._writer.do(lambda writer: entries.change(writer, shelf, key, change))

    async def settle(self, shelf: Shelf, key: str, fresh: Written) -> bytes:
        """The value with the mark of ``fresh``; ``fresh`` becomes it where there is none."""
        # Most visitors come back, and looking costs less than an order to write.
        known = None if fresh.mark is None else await self.marked(shelf, fresh.mark)
        if known is not None:
            return known
        return await self._writer.do(lambda writer: entries.settle(writer, shelf, key, fresh))

    async def marked(self, shelf: Shelf, mark: str) -> bytes | None:
        """The value with the mark, or None."""
        with self._file.translating():
            return entries.marked(self._connection, shelf, mark)

    async def find(self, kind: Kind, key: str) -> bytes | None:
        """The value of whatever site, or None."""
        with self._file.translating():
            return entries.find(self._connection, kind, key)

    async def remove(self, shelf: Shelf, key: str) -> bool:
        """Forget the value; False where there was none."""
        return await self._writer.do(lambda writer: entries.remove(writer, shelf, key))

    async def page(self, shelf: Shelf, after: str | None, first: int) -> Sequence[bytes]:
        """At most ``first`` values, newest first, behind the key ``after``."""
        with self._file.translating():
            return entries.page(self._connection, shelf, after, first)

    async def count(self, shelf: Shelf) -> int:
        """How many there are."""
        with self._file.translating():
            return entries.count(self._connection, shelf)

    async def listing(self, shelf: Shelf, known: int) -> tuple[int, Sequence[bytes] | None]:
        """The shelf's revision and its values; None in their place where ``known`` is the revision."""
        with self._file.translating():
            return entries.listing(self._connection, shelf, known)

    async def tally(self, shelf: Shelf, key: str, limit: int | None) -> int | None:
        """How often the key came, this time included; None where ``limit`` was reached before."""
        return await self._writer.do(lambda writer: entries.tally(writer, shelf, key, limit))

    async def begin(self, beginning: Beginning) -> Began | None:
        """Count an attempt and read what goes with it."""
        return await self._writer.do(lambda writer: steps.begin(writer, beginning))

    async def keep(self, keeping: Keeping) -> Kept | NotKept:
        """Keep a session with its activation, its token and its event."""
        kept = await self._writer.do(lambda writer: steps.keep(writer, keeping))
        self._news.set()
        return kept

    async def note(self, noting: Noting) -> bytes | None:
        """Journal an attempt and publish its event."""
        scenario = await self._writer.do(lambda writer: steps.note(writer, noting))
        self._news.set()
        return scenario

    async def forget(self, site_id: str) -> None:
        """Forget every happening and the journal of the site."""

        def forgotten(writer: sqlite3.Connection) -> None:
            happened.clear(writer, site_id)
            entries.forget(writer, site_id)

        await self._writer.do(forgotten)

    async def append(self, attempt: Attempt, bound: int) -> None:
        """Journal an attempt."""
        await self._writer.do(lambda writer: happened.append(writer, attempt, bound))

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many of the site's attempts match, and at most ``limit`` of them, newest first."""
        with self._file.translating():
            return happened.select(self._connection, site_id, wanted, limit)

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""
        await self._writer.do(lambda writer: happened.clear(writer, site_id))

    async def publish(self, event: Event, remembered: int) -> None:
        """Keep an event behind all others."""
        await self._writer.do(lambda writer: happened.publish(writer, event, remembered))
        self._news.set()

    async def latest(self) -> Position:
        """The position of the newest event there ever was."""
        with self._file.translating():
            return happened.latest(self._connection), 0

    def position(self, event_id: str) -> Position | None:
        """The position that an event's id names."""
        name, _, number = event_id.partition("-")
        known = name == self._file.name and number.isascii() and number.isdigit() and len(number) <= _MAX_DIGITS
        return (int(number), 0) if known else None

    async def behind(self, position: Position, seconds: float) -> Sequence[tuple[Position, Event]]:
        """The events behind a position; where there is none yet, those of the next so many seconds."""
        deadline = monotonic() + seconds
        while True:
            self._news.clear()
            with self._file.translating():
                found = happened.behind(self._connection, position[0])
            left = deadline - monotonic()
            if found or left <= 0:
                name = self._file.name
                return [((number, 0), replace(event, event_id=f"{name}-{number}")) for number, event in found]
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(left, _LOOK_SECONDS))

    async def close(self) -> None:
        """Write what waits, and close the file, which carries over the log."""
        await self._writer.close()
        self._connection.close()


def open_state(path: Path, bounds: Bounds = DEFAULT) -> DurableState:
    """The state in that file, made where there is none. Every problem is a Misconfigured that names it."""
    return DurableState(SqliteStore(path), bounds)
