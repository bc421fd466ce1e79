"""How connections are taken from a listening socket. A TLS handshake counts as one, and falls under the bounds."""

import asyncio
import logging
import socket
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, cast

import uvicorn

if TYPE_CHECKING:
    from simulator.settings.bounds import Bounds


_LOG = logging.getLogger(__name__)
_SAY_AGAIN_SECONDS = 60.0


class Accepting:
    """Makes a protocol for each connection, and knows of those whose handshake is under way.

    A connection is told to its protocol once the handshake is over; until then nothing can be told to its client.
    """

    def __init__(self, server: uvicorn.Server) -> None:
        self._config = server.config
        self._make = cast("Any", server.config.http_protocol_class)
        self._bounds: Bounds = self._make.bounds
        self._state = server.server_state
        self._lifespan = server.lifespan
        self._handshakes: OrderedDict[asyncio.Task[Any], None] = OrderedDict()
        self._say_again = 0.0

    async def listen(self, listener: socket.socket) -> asyncio.Server:
        """Take connections from now on."""
        config = self._config
        asyncio.get_running_loop().set_exception_handler(self._failed)
        seconds = None if config.ssl is None else self._bounds.request_seconds
        return await asyncio.get_running_loop().create_server(
            self._protocol,
            sock=listener,
            ssl=config.ssl,
            backlog=min(config.backlog, self._make.at_once),
            ssl_handshake_timeout=seconds,
            ssl_shutdown_timeout=seconds,
        )

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Say in a line, once a minute, that connections wait: asyncio has a traceback for each try."""
        if "out of system resource" not in context["message"]:
            loop.default_exception_handler(context)
        elif time.monotonic() >= self._say_again:
            self._say_again = time.monotonic() + _SAY_AGAIN_SECONDS
            reason = getattr(context.get("exception"), "strerror", None) or "the system has no more"
            _LOG.warning("iadvize-simulator: connections have to wait: %s. Raise the limit (ulimit -n).", reason)

    def give_up_handshakes(self) -> None:
        """Drop every connection whose handshake is under way."""
        while self._handshakes:
            self._give_up_oldest()

    def _protocol(self) -> asyncio.Protocol:
        if self._config.ssl is not None:
            self._count_handshake()
        made: asyncio.Protocol = self._make(
            config=self._config, server_state=self._state, app_state=self._lifespan.state
        )
        return made

    def _count_handshake(self) -> None:
        """Count it. Past the bound the oldest makes room: who connects in earnest is through in no time."""
        task = asyncio.current_task()  # asyncio's own, which waits for the end of the handshake
        if task is None:  # on Windows there is none
            return
        self._handshakes[task] = None
        task.add_done_callback(lambda done: self._handshakes.pop(done, None))
        if (
            len(self._handshakes) + len(self._state.connections) > self._bounds.connections
            and len(self._handshakes) > 1
        ):
            self._give_up_oldest()

    def _give_up_oldest(self) -> None:
        task, _ = self._handshakes.popitem(last=False)
        task.cancel()
