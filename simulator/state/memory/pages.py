"""Entries by id that are listed newest first."""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import dropwhile, islice
from typing import Generic, TypeVar

from simulator.state.bounds import MAX_ENTRIES

Value = TypeVar("Value")


class Pages(Generic[Value]):
    """At most ``bound`` entries in the order in which they came; a new one past it costs the oldest."""

    def __init__(self, bound: int = MAX_ENTRIES) -> None:
        self._bound = bound
        self._entries: OrderedDict[str, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Value | None:
        """The entry, or None."""
        return self._entries.get(key)

    def put(self, key: str, value: Value) -> Value | None:
        """Keep the entry; returns the one that had to go for it."""
        gone = None
        if key not in self._entries and len(self._entries) >= self._bound:
            _, gone = self._entries.popitem(last=False)
        self._entries[key] = value
        return gone

    def page(self, after: str | None, first: int) -> Sequence[Value]:
        """At most ``first`` entries, newest first, behind the key ``after``; none behind an unknown key."""
        newest = reversed(self._entries)
        if after is not None:
            newest = islice(dropwhile(lambda key: key != after, newest), 1, None)
        return tuple(self._entries[key] for key in islice(newest, first))
