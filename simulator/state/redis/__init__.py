"""The state in Redis (or Valkey), where any number of servers on any number of machines share it."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Literal

from msgspec.structs import replace
from redis.exceptions import RedisError

from simulator.core.attempt import Attempt
from simulator.core.event import Event
from simulator.settings import Misconfigured
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.durable import DurableState
from simulator.state.durable.codec import ATTEMPT, EVENT, layout
from simulator.state.durable.store import (
    BEGINNING,
    HAPPENINGS,
    Began,
    Beginning,
    Change,
    Keeping,
    Kept,
    Kind,
    Noting,
    NotKept,
    Position,
    Shelf,
    Written,
)
from simulator.state.protocols import AttemptFilter
from simulator.state.redis import scripts
from simulator.state.redis.journal import selected
from simulator.state.redis.keys import Keys
from simulator.state.redis.locks import Locks
from simulator.state.redis.pipe import ANSWER_SECONDS, Pipe, client
from simulator.state.redis.place import Place
from simulator.state.unavailable import Unavailable

_EVENT_ID = re.compile(r"[0-9]{1,18}-[0-9]{1,18}")
_LONGEST_LOOK = 5.0
_MOST_TRIES = 100


class RedisStore:
    """Each method is one command or one script, but for ``change``, which compares and exchanges until it holds."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._keys = Keys(place.prefix)
        self._pipe = Pipe(place)
        self._listening = client(place)
        self._locks = Locks()

    async def claim(self, owner: str) -> None:
        """Note whose state it is; raises Misconfigured where it is another's, or cannot be read."""
        about = self._keys.about
        await self._pipe.do("HSETNX", about, "layout", layout())
        await self._pipe.do("HSETNX", about, "owner", owner)
        written, known = await self._pipe.do("HMGET", about, "layout", "owner")
        advice = f"or name another place for the keys in the URL (?prefix=…, now {self._place.prefix})"
        if written != layout().encode():
            raise Misconfigured(
                f"state: what is in Redis at {self._place.shown} was written by another version of the simulator, and"
                f" this one cannot read it. Remove it, {advice}."
            )
        if known != owner.encode():
            raise Misconfigured(
                f"state: Redis at {self._place.shown} is used by a simulator with another private key. Start with that"
                f" key (--data-dir or --private-key), {advice}."
            )

    async def get(self, shelf: Shelf, key: str) -> bytes | None:
        """The value, or None."""
        return _value(await self._pipe.do("HGET", self._keys.values(shelf.kind, shelf.site_id), key))

    async def put(self, shelf: Shelf, key: str, written: Written) -> None:
        """Keep the value in place of the one with its key."""
        await self._run(scripts.PUT, shelf, key, written.value, _mark(written.mark))

    async def insert(self, shelf: Shelf, key: str, written: Written) -> Literal["kept", "taken", "full"]:
        """Keep a new value, where its key is not taken and no other would have to go."""
        done: bytes = await self._run(scripts.INSERT, shelf, key, written.value, _mark(written.mark))
        return "kept" if done == b"kept" else "taken" if done == b"taken" else "full"

    async def change(self, shelf: Shelf, key: str, change: Change) -> bytes | None:
        """Keep what ``change`` makes of the value. Within this process one change waits for the other."""
        async with self._locks.of((shelf.kind, shelf.site_id, key)):
            stands = await self.get(shelf, key)
            for _ in range(_MOST_TRIES):
                written = change(stands)
                if written is None:
                    return stands
                seen = b"" if stands is None else b"=" + stands
                done = await self._run(scripts.EXCHANGE, shelf, key, written.value, _mark(written.mark), seen)
                if done[0]:
                    return written.value
                stands = _value(done[1]) if len(done) > 1 else None
        message = f"{_MOST_TRIES} others changed the same {shelf.kind} meanwhile; ask again."
        raise Unavailable("state_unavailable", message)

    async def settle(self, shelf: Shelf, key: str, fresh: Written) -> bytes:
        """The value with the mark of ``fresh``; ``fresh`` becomes it where there is none."""
        value: bytes = await self._run(scripts.SETTLE, shelf, key, fresh.value, _mark(fresh.mark))
        return value

    async def marked(self, shelf: Shelf, mark: str) -> bytes | None:
        """The value with the mark, or None."""
        keys = (self._keys.values(shelf.kind, shelf.site_id), self._keys.marks(shelf))
        return _value(await self._pipe.run(scripts.MARKED, keys, _mark(mark)))

    async def find(self, kind: Kind, key: str) -> bytes | None:
        """The value of whatever site, or None."""
        return _value(await self._pipe.run(scripts.FIND, (self._keys.places(kind),), key, self._keys.values(kind, "")))

    async def remove(self, shelf: Shelf, key: str) -> bool:
        """Forget the value; False where there was none."""
        return bool(await self._run(scripts.REMOVE, shelf, key))

    async def page(self, shelf: Shelf, after: str | None, first: int) -> Sequence[bytes]:
        """At most ``first`` values, newest first, behind the key ``after``."""
        if first <= 0:
            return []
        begin = "" if after is None else f"={after}"
        found: list[bytes] = await self._pipe.run(scripts.PAGE, self._keys.of(shelf), shelf.site_id, begin, first)
        return found

    async def count(self, shelf: Shelf) -> int:
        """How many there are."""
        return int(await self._pipe.do("ZCARD", self._keys.order(shelf)))

    async def listing(self, shelf: Shelf, known: int) -> tuple[int, Sequence[bytes] | None]:
        """The shelf's revision and its values; None in their place where ``known`` is the revision."""
        found = await self._run(scripts.LISTING, shelf, str(known))
        return int(found[0]), found[1] if len(found) > 1 else None

    async def tally(self, shelf: Shelf, key: str, limit: int | None) -> int | None:
        """How often the key came, this time included; None where ``limit`` was reached before."""
        times: int | None = await self._run(scripts.TALLY, shelf, key, -1 if limit is None else limit)
        return times

    async def begin(self, beginning: Beginning) -> Began | None:
        """Count an attempt and read what goes with it."""
        found = await self._pipe.run(
            scripts.BEGIN,
            self._keys.begin(beginning.site_id),
            beginning.site_id,
            "" if beginning.revision is None else beginning.revision,
            beginning.activation_id,
            beginning.limit,
            beginning.bounds.activations,
            beginning.token or "",
            beginning.session_id or "",
        )
        return Began(found[0], bool(found[1]), found[2], found[3], found[4], found[5]) if found else None

    async def keep(self, keeping: Keeping) -> Kept | NotKept:
        """Keep a session with its activation, its token and its event."""
        bounds = keeping.bounds
        found = await self._pipe.run(
            scripts.KEEP,
            self._keys.keep(keeping.site_id),
            keeping.site_id,
            keeping.activation_id,
            keeping.seen or "",
            keeping.session_id,
            keeping.session or b"",
            keeping.token or "",
            EVENT.encode(keeping.event),
            bounds.activations,
            bounds.sessions,
            bounds.used_tokens,
            bounds.remembered_events,
        )
        if isinstance(found, bytes):
            return "gone" if found == b"gone" else "overtaken"
        return Kept(found[0])

    async def note(self, noting: Noting) -> bytes | None:
        """Journal an attempt and publish its event."""
        site_id, bounds = noting.attempt.site_id, noting.bounds
        value, event = ATTEMPT.encode(noting.attempt), EVENT.encode(noting.event)
        keys = self._keys.note(site_id)
        return _value(
            await self._pipe.run(scripts.NOTE, keys, site_id, value, bounds.attempts, event, bounds.remembered_events)
        )

    async def forget(self, site_id: str) -> None:
        """Forget every happening and the journal of the site."""
        removed = [self._pipe.do("SREM", self._keys.places(kind), site_id) for kind in HAPPENINGS]
        await asyncio.gather(self._pipe.do("UNLINK", *self._keys.happenings(site_id)), *removed)

    async def append(self, attempt: Attempt, bound: int) -> None:
        """Journal an attempt; the site's oldest goes past the bound."""
        await self._pipe.run(scripts.APPEND, (self._keys.attempts(attempt.site_id),), ATTEMPT.encode(attempt), bound)

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many of the site's attempts match, and at most ``limit`` of them, newest first."""
        name = self._keys.attempts(site_id)
        if wanted == AttemptFilter():
            total, newest = await asyncio.gather(
                self._pipe.do("LLEN", name), self._pipe.do("LRANGE", name, 0, limit - 1)
            )
            return total, tuple(map(ATTEMPT.decode, newest))
        return selected(await self._pipe.do("LRANGE", name, 0, -1), wanted, limit)

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""
        await self._pipe.do("UNLINK", self._keys.attempts(site_id))

    async def publish(self, event: Event, remembered: int) -> None:
        """Keep an event behind all others."""
        await self._pipe.do("XADD", self._keys.events, "MAXLEN", remembered, "*", "event", EVENT.encode(event))

    async def latest(self) -> Position:
        """The position of the newest event."""
        newest = await self._pipe.do("XREVRANGE", self._keys.events, "+", "-", "COUNT", 1)
        return _position(newest[0][0]) if newest else BEGINNING

    def position(self, event_id: str) -> Position | None:
        """The position that an event's id names."""
        return _position(event_id.encode()) if _EVENT_ID.fullmatch(event_id) else None

    async def behind(self, position: Position, seconds: float) -> Sequence[tuple[Position, Event]]:
        """The events behind a position; where there is none yet, those of the next so many seconds."""
        name, begin = self._keys.events, f"{position[0]}-{position[1]}"
        if seconds <= 0:
            found: Any = await self._pipe.do("XRANGE", name, f"({begin}", "+")
        else:
            wait = min(seconds, _LONGEST_LOOK)
            try:
                async with asyncio.timeout(wait + ANSWER_SECONDS):
                    streams: Any = await self._listening.xread({name: begin}, block=int(wait * 1000))
            except (RedisError, OSError) as error:
                raise self._place.unavailable(error) from error
            found = streams[0][1] if streams else []
        return [(_position(event_id), _event(event_id, fields)) for event_id, fields in found]

    async def close(self) -> None:
        """Let what is under way finish, and disconnect."""
        await self._pipe.close()
        await self._listening.aclose()

    async def _run(self, script: str, shelf: Shelf, key: str, *arguments: Any) -> Any:
        return await self._pipe.run(script, self._keys.of(shelf), shelf.site_id, key, shelf.bound, *arguments)


def _mark(mark: str | None) -> str:
    return "" if mark is None else f"={mark}"


def _value(answer: Any) -> bytes | None:
    value: bytes | None = answer
    return value


def _position(event_id: bytes) -> Position:
    moment, _, number = event_id.partition(b"-")
    return int(moment), int(number)


def _event(event_id: bytes, fields: Any) -> Event:
    # A reply is flat, or a dictionary where the client knows the command.
    value = fields[b"event"] if isinstance(fields, dict) else fields[1]
    return replace(EVENT.decode(value), event_id=event_id.decode())


def open_state(url: str, bounds: Bounds = DEFAULT) -> DurableState:
    """The state in the Redis that the URL names. Raises Misconfigured where the URL cannot be read."""
    return DurableState(RedisStore(Place.of(url)), bounds)
