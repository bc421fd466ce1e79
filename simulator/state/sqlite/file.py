"""The file, opened so that a killed process loses nothing that it acknowledged; refused in words where it can't be."""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.settings import Misconfigured
from simulator.state.durable.codec import layout
from simulator.state.sqlite.schema import TABLES
from simulator.state.unavailable import Unavailable

_OLDEST_LIBRARY = (3, 35)  # RETURNING
PATIENCE_SECONDS = 3.0  # for another process's transaction
_MOMENT_MS = 20  # for the same, in the event loop's thread: longer than nearly all transactions take
_PRIVATE = 0o600
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True, slots=True)
class File:
    """A database file of this layout; ``name`` is random, and stays the file's own, as does its place on the disk."""

    path: Path
    name: str
    place: tuple[int, int]

    @property
    def log_bytes(self) -> int:
        """How large the write-ahead log is."""
        try:
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size
        except OSError:
            return 0

    def connect(self) -> sqlite3.Connection:
        """A connection that waits for nobody long. Each statement is a transaction, unless one is begun."""
        connection = _connect(self.path)
        connection.execute(f"PRAGMA busy_timeout = {_MOMENT_MS}")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        return connection

    def carry_over(self) -> None:
        """Write what the log holds into the file; it waits for the disk."""
        with suppress(sqlite3.Error), closing(_connect(self.path)) as connection:  # the next time will do
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def check(self) -> None:
        """Raise Unavailable where the file is gone from its path, as all that is written goes with this process."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            found = None
        except OSError:  # nobody can tell
            return
        if found is None or not found.st_size or (found.st_dev, found.st_ino) != self.place:
            message = f"{self.path} was removed, replaced or emptied while the simulator uses it. Start it anew."
            raise Unavailable("state_unavailable", message)

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Errors of the file as Unavailable."""
        self.check()
        try:
            yield
        except sqlite3.Error as error:
            raise self.unavailable(error) from error

    def unavailable(self, error: sqlite3.Error) -> Unavailable:
        """What is said of an error while serving."""
        if is_busy(error):
            message = f"Another program has locked {self.path} for {PATIENCE_SECONDS:g} seconds; end it."
            return Unavailable("state_unavailable", message)
        if _is_damaged(error):
            message = f"{self.path} is damaged ({error}). Stop the simulator, remove the file, and start anew."
            return Unavailable("state_unavailable", message)
        message = f"{self.path} cannot be written or read: {error}. Free space on its disk, or make it writable again."
        return Unavailable("state_unavailable", message)


def open_file(path: Path) -> File:
    """The file, made where there is none. Every problem is a Misconfigured that names it."""
    if sqlite3.sqlite_version_info < _OLDEST_LIBRARY:
        raise Misconfigured(f"state: SQLite {sqlite3.sqlite_version} is too old; 3.35 or later is needed.")
    try:
        _clear_away(path)
        # The write-ahead log takes its mode from the file; both hold the keys with which the simulator mints.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    except OSError as error:
        raise Misconfigured(f"state: {path} cannot be opened: {error.strerror}. {_advice(path)}") from None
    try:
        connection = _connect(path)
        try:
            name = _prepared(connection, path)
        finally:
            connection.close()
        found = path.stat()
    except sqlite3.Error as error:
        raise Misconfigured(f"state: {path} cannot be used: {error}. {_cure(error, path)}") from None
    except OSError as error:
        raise Misconfigured(f"state: {path} cannot be used: {error.strerror}. {_advice(path)}") from None
    return File(path, name, (found.st_dev, found.st_ino))


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process is in the way."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


def _is_damaged(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def claim(connection: sqlite3.Connection, path: Path, owner: str) -> None:
    """Note whose file it is; raises Misconfigured where it is another's."""
    connection.execute("INSERT INTO about VALUES ('owner', ?) ON CONFLICT DO NOTHING", (owner,))
    (known,) = connection.execute("SELECT value FROM about WHERE name = 'owner'").fetchone()
    if known != owner:
        raise Misconfigured(
            f"state: {path} belongs to a simulator with another private key. Start with that key"
            " (--data-dir or --private-key), or name another file."
        )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    # In write-ahead mode a commit is in the file before it returns, and survives this process. NORMAL leaves it to the
    # system when that reaches the disk: a power cut may cost the last moments, and never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _prepared(connection: sqlite3.Connection, path: Path) -> str:
    _set_write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        for statement in _statements():
            connection.execute(statement)
        about = {"layout": layout(), "name": secrets.token_hex(4)}
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    elif "about" not in tables:
        raise Misconfigured(f"state: {path} is a database of another program; name another file.")
    connection.execute("COMMIT")
    about = dict(connection.execute("SELECT name, value FROM about"))
    if about.get("layout") != layout():
        raise Misconfigured(
            f"state: {path} was written by another version of the simulator, and this one cannot read it."
            " Remove it, or name another file."
        )
    return str(about["name"])


def _set_write_ahead(connection: sqlite3.Connection) -> None:
    """Of processes that open a new file at once, some are told that it is locked, whatever the timeout."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _statements() -> Iterator[str]:
    statement = ""
    for line in TABLES.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _clear_away(path: Path) -> None:
    """Remove the log of a file that is gone, which SQLite takes for the new one's while a process has it open."""
    logs = [log for log in (path.with_name(f"{path.name}-{end}") for end in ("wal", "shm")) if log.exists()]
    if logs and not path.exists():
        for log in logs:
            log.unlink(missing_ok=True)


def _cure(error: sqlite3.Error, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_busy(error):
        return "End the program that has locked it, or name another file."
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) and path.is_file():
        return "Free space on its disk, or name another file."
    if code in _DAMAGED:
        return "Name another file; if it is an old one of the simulator's, removing it loses nothing but test data."
    return _advice(path)


def _advice(path: Path) -> str:
    if not path.parent.is_dir():
        return f"Make the folder {path.parent}, or name another file."
    if path.exists() and not path.is_file():
        return "It is no file; name one."
    return "Make it writable, or name another file."
