"""A mapping that forgets its oldest entry at its bound."""

from collections import deque
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class OldestOut(Generic[Key, Value]):
    """At most ``bound`` entries; a new one past it costs the oldest.

    A dictionary keeps that order too, but finds its first entry slowly once many before it are gone.
    """

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._entries: dict[Key, Value] = {}
        self._line: deque[Key] = deque()

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep the value; an old entry keeps its age."""
        if key not in self._entries:
            if len(self._line) >= self._bound:
                del self._entries[self._line.popleft()]
            self._line.append(key)
        self._entries[key] = value


def of_site(sites: dict[str, OldestOut[Key, Value]], site_id: str, bound: int) -> OldestOut[Key, Value]:
    """The site's entries, which begin here; ``setdefault`` would make new ones each time."""
    site = sites.get(site_id)
    if site is None:
        site = sites[site_id] = OldestOut(bound)
    return site
