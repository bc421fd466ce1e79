"""The simulator's events, as a program reads them."""

import json
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlsplit

from simulator.handle.channel import Reply, error_of
from simulator.handle.errors import SimulatorError
from simulator.handle.http_channel import connection_to

_PATIENCE_SECONDS = 30  # a comment comes every five
Heard = tuple[str, Any]
KEEP_ALIVE = ""  # the kind of what comes while nothing happens


class EventReader:
    """Events of one site from its creation on; it ends where the stream does. Raises SimulatorError."""

    def __init__(
        self, url: str, site_id: str, control_token: str | None = None, trust: ssl.SSLContext | None = None
    ) -> None:
        parts = urlsplit(url)
        is_https = parts.scheme == "https"
        self._connection = connection_to(parts.hostname or "", parts.port, _PATIENCE_SECONDS, trust, is_https=is_https)
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
                if line.startswith(":"):
                    yield KEEP_ALIVE, None
                elif name == "event":
                    kind = value
                elif name == "data":
                    yield kind, json.loads(value).get(kind)
        except (OSError, HTTPException):
            return

    def close(self) -> None:
        """Stop listening."""
        self._connection.close()
