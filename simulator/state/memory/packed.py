"""How values lie in memory: as they are, or as bytes."""

from typing import Any, Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import astuple

Value = TypeVar("Value")
Flat = TypeVar("Flat", bound=msgspec.Struct)


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


class Packed(Generic[Flat]):
    """JSON of a flat value, as an array of its fields: a third of the room."""

    def __init__(self, kind: type[Flat]) -> None:
        self._kind = kind
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(list[Any]).decode

    def pack(self, value: Flat) -> bytes:
        """The value as bytes."""
        return self.encode(astuple(value))

    def encode(self, values: tuple[Any, ...]) -> bytes:
        """Fields as bytes: a copy, as what msgspec hands out was grown and then cut, and holds the room of both."""
        return bytes(memoryview(self._encode(values)))

    def unpack(self, kept: bytes) -> Flat:
        """The value behind bytes."""
        return self._kind(*self._decode(kept))
