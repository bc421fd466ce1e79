"""Where the state is, as its URL says."""

import re
from pathlib import Path
from typing import Literal, NamedTuple

from simulator.settings.home import at_home

_SQLITE = "sqlite:///"
_REDIS = re.compile(r"rediss?://.+")


class StatePlace(NamedTuple):
    """``path`` is SQLite's file; behind three slashes it is relative, behind four absolute, as everywhere."""

    kind: Literal["memory", "sqlite", "redis"]
    path: Path | None = None

    @classmethod
    def of(cls, url: str) -> "StatePlace | None":
        """What the URL names; None where it is none of them."""
        if url == "memory":
            return cls("memory")
        if url.startswith(_SQLITE):
            path = url.removeprefix(_SQLITE)
            # SQLite's own name for a database in memory would be another for each process.
            return cls("sqlite", at_home(path)) if path and path != ":memory:" and "\0" not in path else None
        return cls("redis") if _REDIS.fullmatch(url) else None


def resolved(url: str, base: Path) -> str | None:
    """The URL with a relative path made absolute; None where it is none."""
    place = StatePlace.of(url)
    if place is None or place.path is None:
        return url if place else None
    return f"{_SQLITE}{base / place.path}"
