"""Where paths begin: at somebody's home, or here."""

from pathlib import Path

from simulator.settings.misconfigured import Misconfigured


class NoHome(ValueError):
    """Nobody knows the home that a path begins with; the text says so."""


def at_home(path: str | Path) -> Path:
    """The path, with a home where it begins with ``~``; raises NoHome."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        who = Path(path).parts[0]
        raise NoHome(f"there is no home directory behind {who}; write the path out") from None


def here() -> Path:
    """The current folder."""
    try:
        return Path.cwd()
    except OSError as error:
        raise Misconfigured(f"the current folder cannot be used: {error.strerror}. Change to another.") from None
