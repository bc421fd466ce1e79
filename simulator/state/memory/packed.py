"""How values lie in memory: as they are, or as bytes."""

from typing import Any, Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import astuple

Value = TypeVar("Value")
Flat = TypeVar("Flat", bound=msgspec.Struct)
_TOLD_BY_PLACE = 2


class Form(Protocol[Value]):
    """How values of one kind are kept."""

    def pack(self, value: Value, /) -> Any:
        """What is kept of the value."""

    def unpack(self, key: str, kept: Any, /) -> Value:
        """The value again, which is kept under that key."""


class AsIs(Generic[Value]):
    """Nothing is done with them."""

    def pack(self, value: Value) -> Value:
        """The value."""
        return value

    def unpack(self, _: str, kept: Value) -> Value:
        """The value."""
        return kept


class Packed(Generic[Flat]):
    """MessagePack of a flat value of one site, as an array of its fields: a quarter of the room.

    Its first two fields, its key and the site's id, are told by where it lies.
    """

    def __init__(self, kind: type[Flat], site_id: str) -> None:
        self._kind = kind
        self._site_id = site_id
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(list[Any]).decode

    def pack(self, value: Flat) -> bytes:
        """The value as bytes: a copy, as what msgspec hands out was grown and then cut, and holds the room of both."""
        return bytes(memoryview(self._encode(astuple(value)[_TOLD_BY_PLACE:])))

    def unpack(self, key: str, kept: bytes) -> Flat:
        """The value behind bytes."""
        return self._kind(key, self._site_id, *self._decode(kept))
