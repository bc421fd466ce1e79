"""Entries by id that are listed newest first."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import dropwhile, islice
from typing import Any, Generic, TypeVar

from simulator.state.bounds import MAX_ENTRIES
from simulator.state.memory.packed import Form
from simulator.state.memory.pieces import Pieces

Value = TypeVar("Value")


class Pages(Generic[Value]):
    """At most ``bound`` entries in the order in which they came; a new one past it costs the oldest."""

    def __init__(self, form: Form[Value], bound: int = MAX_ENTRIES) -> None:
        self._bound = bound
        self._form = form
        self._entries: Pieces[Any] = Pieces()
        self._line: deque[str] = deque()

    def __len__(self) -> int:
        return len(self._line)

    def get(self, key: str) -> Value | None:
        """The entry, or None."""
        kept = self._entries.get(key)
        return None if kept is None else self._form.unpack(key, kept)

    def put(self, key: str, value: Value) -> Value | None:
        """Keep the entry; returns the one that had to go for it."""
        gone = None
        if key not in self._entries:
            if len(self._line) >= self._bound:
                oldest = self._line.popleft()
                gone = self._form.unpack(oldest, self._entries.pop(oldest))
            self._line.append(key)
        self._entries[key] = self._form.pack(value)
        return gone

    def page(self, after: str | None, first: int) -> Sequence[Value]:
        """At most ``first`` entries, newest first, behind the key ``after``; none behind an unknown key."""
        newest: Iterable[str] = reversed(self._line)
        if after is not None:
            newest = islice(dropwhile(lambda key: key != after, newest), 1, None)
        return tuple(self._form.unpack(key, self._entries[key]) for key in islice(newest, first))
