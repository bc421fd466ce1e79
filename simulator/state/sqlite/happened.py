"""The journal and the events, as rows."""

import sqlite3
from collections.abc import Sequence

from simulator.core.attempt import Attempt
from simulator.core.event import Event
from simulator.state.durable.codec import ATTEMPT, EVENT
from simulator.state.protocols import AttemptFilter

_MATCHING = (
    " FROM attempts WHERE site = :site AND status = coalesce(:status, status)"
    " AND accepted = coalesce(:accepted, accepted) AND (:code IS NULL OR code = :code)"
    " AND (:user IS NULL OR user = :user) AND (:activation IS NULL OR activation = :activation)"
)


def append(writer: sqlite3.Connection, attempt: Attempt, bound: int) -> None:
    """Journal an attempt; the site's oldest goes past the bound."""
    writer.execute(
        "INSERT INTO attempts (site, status, accepted, code, user, activation, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            attempt.site_id,
            attempt.status,
            attempt.accepted,
            attempt.code,
            attempt.user_id,
            attempt.activation_id,
            ATTEMPT.encode(attempt),
        ),
    )
    over = _attempts(writer, attempt.site_id) - bound
    if over > 0:
        oldest = "SELECT seq FROM attempts WHERE site = ? ORDER BY seq LIMIT ?"
        writer.execute(f"DELETE FROM attempts WHERE seq IN ({oldest})", (attempt.site_id, over))  # noqa: S608 - no input


def select(
    reader: sqlite3.Connection, site_id: str, wanted: AttemptFilter, limit: int
) -> tuple[int, Sequence[Attempt]]:
    """How many match, and at most ``limit`` of them, newest first."""
    asked = {
        "site": site_id,
        "status": wanted.status,
        "accepted": wanted.accepted,
        "code": wanted.code,
        "user": wanted.user_id,
        "activation": wanted.activation_id,
        "limit": limit,
    }
    if wanted == AttemptFilter():
        total = _attempts(reader, site_id)
    else:
        (total,) = reader.execute(f"SELECT count(*){_MATCHING}", asked).fetchone()
    found = reader.execute(f"SELECT value{_MATCHING} ORDER BY seq DESC LIMIT :limit", asked)
    return total, tuple(ATTEMPT.decode(value) for (value,) in found)


def clear(writer: sqlite3.Connection, site_id: str) -> None:
    """Forget the site's attempts."""
    writer.execute("DELETE FROM attempts WHERE site = ?", (site_id,))


def publish(writer: sqlite3.Connection, event: Event, remembered: int) -> None:
    """Keep an event behind all others; the oldest goes past the bound."""
    kept = writer.execute("INSERT INTO events (value) VALUES (?)", (EVENT.encode(event),))
    writer.execute("DELETE FROM events WHERE seq <= ?", ((kept.lastrowid or 0) - remembered,))


def latest(reader: sqlite3.Connection) -> int:
    """The number of the newest event there ever was."""
    row = reader.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return int(row[0]) if row else 0


def behind(reader: sqlite3.Connection, number: int) -> Sequence[tuple[int, Event]]:
    """The events behind that number, oldest first."""
    found = reader.execute("SELECT seq, value FROM events WHERE seq > ? ORDER BY seq", (number,))
    return [(seq, EVENT.decode(value)) for seq, value in found]


def _attempts(reader: sqlite3.Connection, site_id: str) -> int:
    row = reader.execute("SELECT entries FROM counts WHERE kind = 'attempt' AND site = ?", (site_id,)).fetchone()
    return row[0] if row else 0
