"""What a tag asks of a server, and what a test asks of its control API."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

from tests.reliability.servers import Running


@dataclass(frozen=True, slots=True)
class Tag:
    """One server, for one site."""

    server: Running
    site_id: str

    def control(self, method: str, path: str, body: object = None) -> Any:
        """An answer of ``/_simulator/sites/{id}``, which must be a success."""
        status, answer = self.server.ask(method, f"/_simulator/sites/{self.site_id}{path}", body)
        assert 200 <= status < 300, answer
        return answer

    def token(self, user_id: str = "jane") -> str:
        return str(self.control("POST", "/tokens", {"userId": user_id})["token"])

    def activate(self, activation_id: str, token: str | None = None) -> tuple[int, Any]:
        """One attempt, anonymous without a token."""
        kind = "SECURED_AUTHENTICATION" if token else "ANONYMOUS"
        option = {"type": kind, "token": token}
        body = {"siteId": self.site_id, "activationId": activation_id, "authenticationOption": option}
        return self.server.ask("POST", "/tag/activations", body)

    def renew(self, session_id: str, token: str) -> tuple[int, Any]:
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        return self.server.ask(
            "PUT", f"/tag/sessions/{session_id}", {"siteId": self.site_id, "authenticationOption": option}
        )

    def session(self, session_id: str) -> tuple[int, Any]:
        return self.server.ask("GET", f"/tag/sessions/{session_id}?siteId={self.site_id}")

    @contextmanager
    def events(self, after: str | None = None) -> Iterator["Events"]:
        """The site's events, from now on or behind an event."""
        connection = self.server.connect()
        headers = {"Last-Event-ID": after} if after else {}
        try:
            connection.request("GET", f"/_simulator/events?site={self.site_id}", headers=headers)
            yield Events(connection.getresponse())
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Events:
    """A stream as a reader sees it."""

    answer: HTTPResponse

    def next(self) -> tuple[str, str, Any]:
        """The next event: id, kind, data."""
        event_id = kind = ""
        while line := self.answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "id":
                event_id = value
            elif name == "event":
                kind = value
            elif name == "data":
                return event_id, kind, json.loads(value)[kind]
        raise EOFError


def site_on(server: Running, **fields: Any) -> str:
    """A fresh site, whose brand the simulator plays."""
    status, site = server.ask("POST", "/_simulator/sites", {"retryDelaysMs": [1], **fields})
    assert status == 201, site
    return str(site["siteId"])
