"""Closed-loop load over kept-alive connections, in a process and on a core of its own.

`python -m benchmarks.load PORT CONNECTIONS SECONDS FILE` sends the requests of the file, whole HTTP requests with their
lengths before them, and prints one line of JSON. It parses as little of an answer as it can, so that what is measured
is the server. With ``awake`` behind the file it never sleeps: to wake a process on another core costs who sends it
something, here the server, for no other reason than that the load runs on the same machine.
"""

import asyncio
import json
import re
import statistics
import struct
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LENGTH = struct.Struct("<I")
_CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_STATUS = slice(9, 12)


def write_requests(requests: Iterable[bytes], file: Path) -> None:
    """The file that the load reads."""
    file.write_bytes(b"".join(_LENGTH.pack(len(request)) + request for request in requests))


def post(path: str, body: bytes, media_type: str = "application/json") -> bytes:
    """A whole request."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {media_type}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _read_requests(file: Path) -> Iterator[bytes]:
    data, place = file.read_bytes(), 0
    while place < len(data):
        (length,) = _LENGTH.unpack_from(data, place)
        place += _LENGTH.size + length
        yield data[place - length : place]


@dataclass
class _Tally:
    requests: Iterator[bytes]
    deadline: float
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    last: float = 0

    def next(self) -> bytes | None:
        """The next request, while there is time and there are any."""
        if time.perf_counter() >= self.deadline:
            return None
        return next(self.requests, None)


class _Line(asyncio.Protocol):
    """One connection: a request when the one before is answered."""

    def __init__(self, tally: _Tally) -> None:
        self._tally = tally
        self._received = b""
        self._began = 0.0
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - asyncio's own types say less than it does
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        length = _CONTENT_LENGTH.search(head)
        if not found or length is None or len(body) < int(length[1]):
            return
        now = time.perf_counter()
        self._tally.statuses[head[_STATUS].decode()] += 1
        self._tally.seconds.append(now - self._began)
        self._tally.last = now
        self._received = b""
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set_result(exc)

    def _ask(self) -> None:
        request = self._tally.next()
        if request is None:
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(request)


def _stay_awake(loop: asyncio.AbstractEventLoop) -> None:
    loop.call_soon(_stay_awake, loop)  # while anything is ready, asyncio looks for what has arrived and does not wait


async def _run(port: int, connections: int, seconds: float, file: Path, *, awake: bool) -> dict[str, object]:
    requests = list(_read_requests(file))
    loop = asyncio.get_running_loop()
    if awake:
        _stay_awake(loop)
    began = time.perf_counter()
    cpu = time.process_time()
    tally = _Tally(iter(requests), began + seconds)
    opened = [await loop.create_connection(lambda: _Line(tally), "127.0.0.1", port) for _ in range(connections)]
    await asyncio.gather(*(line.closed for _, line in opened))
    hundredths = statistics.quantiles(tally.seconds, n=100)
    return {
        "answers": len(tally.seconds),
        "seconds": tally.last - began,
        "busy": (time.process_time() - cpu) / (tally.last - began),
        "statuses": dict(tally.statuses),
        "median": hundredths[49],
        "p99": hundredths[98],
    }


if __name__ == "__main__":
    port, connections, seconds, file, *how = sys.argv[1:]
    seen = asyncio.run(_run(int(port), int(connections), float(seconds), Path(file), awake=how == ["awake"]))
    print(json.dumps(seen))
