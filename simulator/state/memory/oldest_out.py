"""A mapping that forgets its oldest entry at its bound."""

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class OldestOut(Generic[Key, Value]):
    """At most ``bound`` entries; a new one past it costs the oldest."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep the value; an old entry keeps its age."""
        if key not in self._entries and len(self._entries) >= self._bound:
            self._entries.popitem(last=False)
        self._entries[key] = value
