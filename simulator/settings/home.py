"""Paths that begin at somebody's home."""

from pathlib import Path


class NoHome(ValueError):
    """Nobody knows the home that a path begins with; the text says so."""


def at_home(path: str | Path) -> Path:
    """The path, with a home where it begins with ``~``; raises NoHome."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        who = Path(path).parts[0]
        raise NoHome(f"there is no home directory behind {who}; write the path out") from None
