"""The real redis-server, on a free port of the loopback."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.exceptions import BusyLoadingError
from redis.exceptions import ConnectionError as NotThere

PATIENCE = 30.0


@dataclass(slots=True)
class RedisServer:
    """One server. Its port and its folder stay when it is started again."""

    folder: Path
    port: int
    options: tuple[str, ...] = ()
    password: str | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        address = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder))
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(["redis-server", *address, "--save", "", *self.options], stdout=log)
        with closing(Redis(port=self.port, password=self.password)) as client:
            while True:
                assert self.process.poll() is None, (self.folder / "redis.log").read_text()
                try:
                    client.ping()
                except (NotThere, BusyLoadingError):
                    continue
                return

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.process
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process = None


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def redis_server(folder: Path, *options: str, password: str | None = None) -> Iterator[RedisServer]:
    server = RedisServer(folder, free_port(), options, password)
    server.start()
    try:
        yield server
    finally:
        if server.process:
            server.kill()
