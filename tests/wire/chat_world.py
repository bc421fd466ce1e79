"""A whole simulator with a project of Chat for JSM, whose backend and whose widget the test plays."""

from typing import Any

import httpx

from tests import forge
from tests.wire.world import Json, World

PROJECT = "desk"
EMAIL = "jane.doe@example.com"


class ChatWorld(World):
    """The project "desk" has the forge's secret key."""

    def have_project(self, site_id: str = PROJECT, **fields: Any) -> Json:
        body = {"provider": "jsm-chat", "secretKey": forge.CHAT_SECRET, **fields}
        answer = self.control("PUT", f"/sites/{site_id}", json=body)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    def chat_token(self, email: Any = EMAIL, **changes: Any) -> str:
        """A fresh, faultless token of the backend, but for the changed claims."""
        now = self.now + self.ahead
        secret = changes.pop("secret", forge.CHAT_SECRET)
        claims = forge.chat_claims(**{"email": email, "iat": now, "exp": now + 300, **changes})
        return forge.chat_token(claims, secret=secret)

    def log_in(self, token: str | None = None, *, site_id: str = PROJECT, **body: Any) -> httpx.Response:
        return self.ask("POST", "/chat-widget/logins", json={"siteId": site_id, "token": token, **body})

    def logged_in(self, email: str = EMAIL, **body: Any) -> Json:
        """An accepted login."""
        answer = self.log_in(self.chat_token(email), **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def at(self, session_id: str, rest: str = "") -> str:
        return f"/chat-widget/sessions/{session_id}{rest}?siteId={PROJECT}"

    def write(self, session_id: str, text: str = "My printer is on fire") -> httpx.Response:
        body = {"siteId": PROJECT, "text": text}
        return self.ask("POST", f"/chat-widget/sessions/{session_id}/messages", json=body)

    def state_now(self, session_id: str) -> str:
        answer = self.ask("GET", self.at(session_id))
        assert answer.status_code == 200, answer.text
        return str(answer.json()["session"]["state"])

    def pass_time(self, seconds: float) -> None:
        """Move the project's clock, not the machine's."""
        answer = self.control("PUT", f"/sites/{PROJECT}/clock", json={"advanceSeconds": seconds})
        assert answer.status_code == 200, answer.text
        self.ahead += seconds

    def arm(self, name: str, **fault: Any) -> None:
        answer = self.control("POST", f"/sites/{PROJECT}/faults", json={"name": name, **fault})
        assert answer.status_code == 201, answer.text

    def journal(self, **query: Any) -> list[Json]:
        return list(self.control("GET", f"/sites/{PROJECT}/attempts", params=query).json()["attempts"])

    def tickets(self) -> list[Json]:
        return list(self.control("GET", f"/sites/{PROJECT}/tickets").json()["tickets"])
