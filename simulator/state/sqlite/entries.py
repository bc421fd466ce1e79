"""Entries: what one statement or two do to them. The functions that write run in the writer's transaction."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Literal

from simulator.state.durable.store import HAPPENINGS, Change, Kind, Shelf, Written

_NO_LIMIT = 2**62


def get(reader: sqlite3.Connection, shelf: Shelf, key: str) -> bytes | None:
    """The value, or None."""
    return _value(reader, "SELECT value FROM entries WHERE kind = ? AND site = ? AND key = ?", *_place(shelf), key)


def marked(reader: sqlite3.Connection, shelf: Shelf, mark: str) -> bytes | None:
    """The value of the newest entry with the mark, or None."""
    return _value(
        reader,
        "SELECT value FROM entries WHERE kind = ? AND site = ? AND mark = ? ORDER BY seq DESC LIMIT 1",
        *_place(shelf),
        mark,
    )


def find(reader: sqlite3.Connection, kind: Kind, key: str) -> bytes | None:
    """The value of whatever site, or None."""
    return _value(reader, "SELECT value FROM entries WHERE key = ? AND kind = ? LIMIT 1", key, kind)


def page(reader: sqlite3.Connection, shelf: Shelf, after: str | None, first: int) -> Sequence[bytes]:
    """At most ``first`` values, newest first, behind the key ``after``."""
    before: int | None = _NO_LIMIT
    if after is not None:
        before = _one(reader, "SELECT seq FROM entries WHERE kind = ? AND site = ? AND key = ?", *_place(shelf), after)
    found = reader.execute(
        "SELECT value FROM entries WHERE kind = ? AND site = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
        (*_place(shelf), before, first),
    )
    return [value for (value,) in found]


def count(reader: sqlite3.Connection, shelf: Shelf) -> int:
    """How many there are."""
    return _one(reader, "SELECT entries FROM counts WHERE kind = ? AND site = ?", *_place(shelf)) or 0


def listing(reader: sqlite3.Connection, shelf: Shelf, known: int) -> tuple[int, Sequence[bytes] | None]:
    """The shelf's revision and its values, oldest first; None in their place where ``known`` is the revision."""
    revision = _revision(reader, shelf)
    if revision == known:
        return known, None
    reader.execute("BEGIN")
    try:
        revision = _revision(reader, shelf)
        found = reader.execute("SELECT value FROM entries WHERE kind = ? AND site = ? ORDER BY seq", _place(shelf))
        return revision, [value for (value,) in found]
    finally:
        reader.execute("COMMIT")


def put(writer: sqlite3.Connection, shelf: Shelf, key: str, written: Written) -> None:
    """Keep the value in place of the one with its key."""
    writer.execute(
        "INSERT INTO entries (kind, site, key, mark, value) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (kind, site, key) DO UPDATE SET mark = excluded.mark, value = excluded.value",
        (*_place(shelf), key, written.mark, written.value),
    )
    _keep_bound(writer, shelf)


def insert(writer: sqlite3.Connection, shelf: Shelf, key: str, written: Written) -> Literal["kept", "taken", "full"]:
    """Keep a new value, where its key is not taken and no other would have to go."""
    if get(writer, shelf, key) is not None:
        return "taken"
    if count(writer, shelf) >= shelf.bound:
        return "full"
    put(writer, shelf, key, written)
    return "kept"


def change(writer: sqlite3.Connection, shelf: Shelf, key: str, change: Change) -> bytes | None:
    """Keep what ``change`` makes of the value."""
    before = get(writer, shelf, key)
    written = change(before)
    if written is None:
        return before
    put(writer, shelf, key, written)
    return written.value


def settle(writer: sqlite3.Connection, shelf: Shelf, key: str, fresh: Written) -> bytes:
    """The value with the mark of ``fresh``; ``fresh`` is kept and becomes it where there is none."""
    known = None if fresh.mark is None else marked(writer, shelf, fresh.mark)
    if known is not None:
        return known
    put(writer, shelf, key, fresh)
    return fresh.value


def remove(writer: sqlite3.Connection, shelf: Shelf, key: str) -> bool:
    """Forget the value; False where there was none."""
    gone = writer.execute("DELETE FROM entries WHERE kind = ? AND site = ? AND key = ?", (*_place(shelf), key))
    return gone.rowcount > 0


def tally(writer: sqlite3.Connection, shelf: Shelf, key: str, limit: int | None) -> int | None:
    """How often the key came, this time included; None where ``limit`` was reached before."""
    times: int | None = _one(
        writer,
        "INSERT INTO entries (kind, site, key, times) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (kind, site, key) DO UPDATE SET times = times + 1 WHERE times < ? RETURNING times",
        *_place(shelf),
        key,
        _NO_LIMIT if limit is None else limit,
    )
    _keep_bound(writer, shelf)
    return times


def forget(writer: sqlite3.Connection, site_id: str) -> None:
    """Forget every happening of the site."""
    for kind in HAPPENINGS:
        writer.execute("DELETE FROM entries WHERE kind = ? AND site = ?", (kind, site_id))
    writer.execute("DELETE FROM counts WHERE site = ? AND entries = 0", (site_id,))


def _keep_bound(writer: sqlite3.Connection, shelf: Shelf) -> None:
    over = count(writer, shelf) - shelf.bound
    if over > 0:
        writer.execute(
            "DELETE FROM entries WHERE seq IN"
            " (SELECT seq FROM entries WHERE kind = ? AND site = ? ORDER BY seq LIMIT ?)",
            (*_place(shelf), over),
        )


def _revision(reader: sqlite3.Connection, shelf: Shelf) -> int:
    return _one(reader, "SELECT revision FROM counts WHERE kind = ? AND site = ?", *_place(shelf)) or 0


def _place(shelf: Shelf) -> tuple[str, str]:
    return shelf.kind, shelf.site_id


def _value(connection: sqlite3.Connection, statement: str, *parameters: object) -> bytes | None:
    value: bytes | None = _one(connection, statement, *parameters)
    return value


def _one(connection: sqlite3.Connection, statement: str, *parameters: object) -> Any:
    row = connection.execute(statement, parameters).fetchone()
    return None if row is None else row[0]
