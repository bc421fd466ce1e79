"""How values lie in memory: as they are, or as bytes."""

from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

import msgspec

Value = TypeVar("Value")


class Form(Protocol[Value]):
    """How values of one kind are kept."""

    def pack(self, value: Value, /) -> Any:
        """What is kept of the value."""

    def unpack(self, kept: Any, /) -> Value:
        """The value again."""


class AsIs(Generic[Value]):
    """Nothing is done with them."""

    def pack(self, value: Value) -> Value:
        """The value."""
        return value

    def unpack(self, kept: Value) -> Value:
        """The value."""
        return kept


class Packed(Generic[Value]):
    """JSON of a flat dataclass, as an array of its fields: a third of the room.

    X
    """

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind
        self.values = attrgetter(*(field.name for field in fields(kind)))
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(list[Any]).decode

    def pack(self, value: Value) -> bytes:
        """The value as bytes."""
        return self.encode(self.values(value))

    def encode(self, values: tuple[Any, ...]) -> bytes:
        """Fields as bytes: a copy, as what msgspec hands out was grown and then cut, and holds the room of both."""
        return bytes(memoryview(self._encode(values)))

    def unpack(self, kept: bytes) -> Value:
        """The value behind bytes."""
        value: Value = self._kind(*self._decode(kept))
        return value
