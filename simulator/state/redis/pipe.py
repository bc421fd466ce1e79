"""Commands to Redis: what many requests want in the same moment goes in one exchange."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from simulator.settings import Misconfigured
from simulator.state.redis.place import Place

Command = tuple[Any, ...]
_CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 3.0
_MOST_AT_ONCE = 500
_UNKNOWN = re.compile(r"unexpected keyword argument '([^']+)'")
# Of redis-py's options, those on which this file rests; in the URL they would win.
_OURS = {
    *("protocol", "decode_responses", "encoding", "encoding_errors", "parser_class", "health_check_interval", "retry"),
    *("connection_class", "redis_connect_func", "credential_provider", "host", "port"),
}


def client(place: Place) -> Redis:
    """A client that repeats nothing: a count would be counted twice. How long to wait for an answer is its user's part.

    Its own way costs a timer for each answer, and a task for each order, in which Python 3.11 may lose a cancellation.
    """
    if set_here := _OURS & place.options:
        raise Misconfigured(f"state: the URL of Redis cannot set {min(set_here)}, as the simulator does; leave it out.")
    try:
        made = Redis.from_url(
            place.url,
            protocol=2,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),
            health_check_interval=0,
        )
        # Connects to nothing, but takes the options of the URL.
        made.connection_pool.make_connection()  # type: ignore[no-untyped-call]  # redis-py gives it no types
    except (ValueError, TypeError, RedisError) as error:
        raise Misconfigured(f"state: the URL of Redis cannot be used: {_cure(error, place)}.") from None
    return made


def _cure(error: Exception, place: Place) -> str:
    unknown = _UNKNOWN.search(str(error))
    if unknown is None:
        return str(error).rstrip(".")
    name = unknown[1]
    if name.startswith("ssl_") and place.url.startswith("redis:"):
        return f"{name} is for rediss://, which speaks TLS; write that, or leave it out"
    return f"it has no parameter {name}; leave it out, or write prefix=… or an option of redis-py's connections"


@dataclass(slots=True)
class _Order:
    command: Command
    answer: "asyncio.Future[Any]"
    script: str | None = None


class Pipe:
    """While one exchange is under way, further orders wait for the next; so the busier it is, the less each costs."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection: Any = client(place).connection_pool.make_connection()  # type: ignore[no-untyped-call]  # the same
        self._waiting: list[_Order] = []
        self._sender: asyncio.Task[None] | None = None
        self._digests: dict[str, str] = {}

    async def do(self, *command: Any) -> Any:
        """What Redis answers to a command."""
        return await self._ordered(command, None)

    async def run(self, script: str, keys: Sequence[str], *arguments: Any) -> Any:
        """What a script returns."""
        digest = self._digests.get(script)
        if digest is None:
            digest = self._digests[script] = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
        return await self._ordered(("EVALSHA", digest, len(keys), *keys, *arguments), script)

    async def close(self) -> None:
        """Let what is under way finish, and disconnect."""
        if self._sender is not None:
            await self._sender
        await self._connection.disconnect()

    async def _ordered(self, command: Command, script: str | None) -> Any:
        order = _Order(command, asyncio.get_running_loop().create_future(), script)
        self._waiting.append(order)
        if self._sender is None:
            self._sender = asyncio.create_task(self._send())
        return await order.answer

    async def _send(self) -> None:
        try:
            while self._waiting:
                orders, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
                try:
                    await self._exchange(orders)
                except (RedisError, OSError) as error:
                    # Whoever waits for the next exchange would only wait as long again.
                    orders += self._waiting
                    self._waiting = []
                    _refuse(orders, self._place.unavailable(error))
                except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting
                    _refuse(orders, error)
        finally:
            self._sender = None

    async def _exchange(self, orders: list[_Order]) -> None:
        # Not by the client's own pipeline, which packs in Python: an activation would cost a fifth more.
        try:
            await self._connect()
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.send_packed_command(b"".join(map(_packed, orders)))
                answers = [await _answer(self._connection) for _ in orders]
        except BaseException:
            # Answers that nobody read must not be taken for those to the next orders.
            await self._connection.disconnect(nowait=True)
            raise
        unknown: list[_Order] = []
        for order, answer in zip(orders, answers, strict=True):
            if isinstance(answer, NoScriptError) and order.script is not None:
                order.command = ("EVAL", order.script, *order.command[2:])
                order.script = None
                unknown.append(order)
            elif order.answer.done():
                continue
            elif isinstance(answer, Exception):
                order.answer.set_exception(self._place.unavailable(answer))
            else:
                order.answer.set_result(answer)
        # Redis was started anew, or this script is new to it; it ran none of them.
        self._waiting[:0] = unknown

    async def _connect(self) -> None:
        """Have a connection on which nothing is left; one that Redis has closed meanwhile is made anew."""
        if self._connection.is_connected:
            if not await self._is_over():
                return
            await self._connection.disconnect(nowait=True)
        async with asyncio.timeout(_CONNECT_SECONDS):
            await self._connection.connect()

    async def _is_over(self) -> bool:
        connection = self._connection
        # It has had this name since redis-py 8; before, it raises where the connection was closed.
        look = getattr(connection, "can_read", None) or connection.can_read_destructive
        try:
            return bool(await look())
        except (RedisError, OSError):
            return True


def _packed(order: _Order) -> bytes:
    packed: bytes = hiredis.pack_command(order.command)
    return packed


async def _answer(connection: Any) -> Any:
    try:
        return await connection.read_response()
    except ResponseError as error:
        return error


def _refuse(orders: list[_Order], error: Exception) -> None:
    """Tell whoever waits that there is no answer."""
    for order in orders:
        if not order.answer.done():
            order.answer.set_exception(error)
