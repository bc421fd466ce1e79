"""Values as bytes and back, and what tells one layout of them from another."""

import hashlib
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
import msgspec.inspect

from simulator.core.attempt import Attempt
from simulator.core.clock import SiteClock
from simulator.core.conversation import Conversation
from simulator.core.event import Event
from simulator.core.fault import Fault
from simulator.core.scenario import ScenarioRun
from simulator.core.session import Session
from simulator.core.site import Site
from simulator.core.visitor import Visitor
from simulator.state.unavailable import Unavailable

Value = TypeVar("Value")
_FORMAT = "3"  # of what stores make of the bytes: tables, keys, scripts
_KEPT = (Site, SiteClock, Session, Visitor, Conversation, list[Fault], ScenarioRun, Attempt, Event)


class Codec(Generic[Value]):
    """JSON of one type; a dataclass is an object. MessagePack has no integers past 64 bits, which claims may hold."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._decoder: msgspec.json.Decoder[Value] = msgspec.json.Decoder(kind)
        self._encoder = msgspec.json.Encoder()

    def encode(self, value: Value) -> bytes:
        """The value as bytes."""
        return self._encoder.encode(value)

    def decode(self, data: bytes) -> Value:
        """The value behind bytes that ``encode`` made; raises Unavailable where something else made them."""
        try:
            return self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            name = getattr(self._kind, "__name__", "value").lower()
            message = f"The {name} that the state holds was written by something else. Empty the state, and start anew."
            raise Unavailable("state_unavailable", message) from None

    def read(self, data: bytes | None) -> Value | None:
        """The same, where there may be none."""
        return None if data is None else self.decode(data)


ATTEMPT: Codec[Attempt] = Codec(Attempt)
EVENT: Codec[Event] = Codec(Event)


@cache
def layout() -> str:
    """What this version keeps, as a short text: a store that was written with another one cannot be read."""
    described = [_FORMAT, *(str(msgspec.inspect.type_info(kind)) for kind in _KEPT)]
    return hashlib.sha256("\n".join(described).encode()).hexdigest()[:12]
