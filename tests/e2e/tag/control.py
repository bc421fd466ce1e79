"""The control API of one site, from the test's side."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.e2e.server import Simulator

Found = TypeVar("Found")


def until(found: Callable[[], Found], seconds: float = 10) -> Found:
    """What it answers, once that is something; fails with the last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds} s"
        time.sleep(0.02)
    return answer


class ControlledSite:
    """A fresh site on the running simulator."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.sid = simulator.site(retryDelaysMs=[1, 1, 1])

    def call(self, method: str, path: str = "", body: object = None) -> Any:
        return self.simulator.call(method, f"/sites/{self.sid}{path}", body)

    def mint(self, user: str, **more: object) -> str:
        return self.simulator.mint(self.sid, userId=user, **more)

    def sessions(self, state: str | None = None) -> list[dict[str, Any]]:
        """Newest first."""
        return [session for session in self.simulator.sessions(self.sid) if state in (None, session["state"])]

    def session(self) -> dict[str, Any]:
        """The only one that there has ever been."""
        (session,) = self.sessions()
        return session

    def attempts(self) -> list[dict[str, Any]]:
        """Newest first."""
        return self.simulator.attempts(self.sid)

    def conversations(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.call("GET", "/conversations")["conversations"]
        return listed

    def answer(self, conversation_id: str, text: str) -> None:
        """The advisor's words."""
        self.call("POST", f"/conversations/{conversation_id}/messages", {"text": text})

    def revoke(self, session_id: str) -> None:
        self.call("DELETE", f"/sessions/{session_id}")

    def advance(self, seconds: float) -> None:
        self.call("PUT", "/clock", {"advanceSeconds": seconds})

    def let_sessions_expire(self) -> None:
        self.advance(self.call("GET")["sessionLifetimeSeconds"] + 1)

    def arm(self, name: str, **more: object) -> None:
        self.call("POST", "/faults", {"name": name, **more})

    def disarm(self) -> None:
        self.call("DELETE", "/faults")
