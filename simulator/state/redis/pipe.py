"""Commands to Redis: what many requests want in the same moment goes in one exchange."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from simulator.settings import Misconfigured
from simulator.state.redis.place import Place

Command = tuple[Any, ...]
_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 3.0
_MOST_AT_ONCE = 500


def client(place: Place, *, patience: float = 0) -> Redis:
    """A client that gives up soon, ``patience`` seconds later. It repeats nothing: a count would be counted twice."""
    try:
        made = Redis.from_url(
            place.url,
            protocol=2,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS + patience,
            retry=Retry(NoBackoff(), 0),
            health_check_interval=0,
        )
        # Connects to nothing, but takes the options of the URL.
        made.connection_pool.make_connection()  # type: ignore[no-untyped-call]  # redis-py gives it no types
    except (ValueError, TypeError) as error:
        raise Misconfigured(f"state: the URL of Redis cannot be used: {error}.") from None
    return made


@dataclass(slots=True)
class _Order:
    command: Command
    answer: "asyncio.Future[Any]"
    script: str | None = None


class Pipe:
    """While one exchange is under way, further orders wait for the next; so the busier it is, the less each costs."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._client = client(place)
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
        await self._client.aclose()

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
        # Not by the client's own pipeline, with which an activation costs a fifth more of the processor.
        connection = await self._client.connection_pool.get_connection()  # type: ignore[no-untyped-call]  # it has no types
        try:
            await connection.send_packed_command(connection.pack_commands([order.command for order in orders]))
            answers = [await _answer(connection) for _ in orders]
        except BaseException:
            # Answers that nobody read must not be taken for those to the next orders.
            await connection.disconnect(nowait=True)
            raise
        finally:
            await self._client.connection_pool.release(connection)
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
