"""The simulator's events, as a program reads them."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from simulator.handle.channel import Reply, error_of
from simulator.handle.errors import SimulatorError

_PATIENCE_SECONDS = 30  # a comment comes every five
Heard = tuple[str, Any]


class EventReader:
    """Events of one site from its creation on; it ends where the stream does. Raises SimulatorError."""

    def __init__(self, url: str, site_id: str, control_token: str | None = None) -> None:
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname or "", parts.port, timeout=_PATIENCE_SECONDS)
        headers = {"authorization": f"Bearer {control_token}"} if control_token else {}
        path = f"{parts.path.rstrip('/')}/_simulator/events?site={quote(site_id, safe='')}"
        try:
            self._connection.request("GET", path, headers=headers)
            self._answer = self._connection.getresponse()
        except (OSError, HTTPException) as error:
            raise SimulatorError(f"the events of {url} cannot be read: {error}") from None
        if self._answer.status != HTTPStatus.OK:
            raise error_of("GET /_simulator/events", Reply(self._answer.status, self._answer.read()))

    def __iter__(self) -> Iterator[Heard]:
        kind = ""
        try:
            while line := self._answer.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    yield kind, json.loads(value).get(kind)
        except (OSError, HTTPException):
            return

    def close(self) -> None:
        """Stop listening."""
        self._connection.close()
