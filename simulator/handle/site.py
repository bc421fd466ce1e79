"""What a handle on a site offers whatever the site's provider."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

from simulator.core.attempt import AttemptJson
from simulator.core.fault import FaultJson
from simulator.core.scenario import ScenarioRunJson
from simulator.core.session import SessionJson
from simulator.handle.attempts_text import attempts_text
from simulator.handle.channel import Channel, Reply, ask
from simulator.handle.clock import Clock

__tracebackhide__ = True  # pytest shows the test's own line, and not how its request was sent

_ALL = 10_000


class AnySite:
    """A site on a simulator. ``with`` removes it at the end."""

    def __init__(self, url: str, channel: Channel, site_id: str) -> None:
        self.url = url
        self.site_id = site_id
        self._channel = channel
        self._path = f"/_simulator/sites/{quote(site_id, safe='')}"
        self.clock = Clock(channel, f"{self._path}/clock")

    def fail_next(
        self,
        name: str,
        times: int | None = 1,
        *,
        user_id: str | None = None,
        after: int = 0,
        delay_ms: int | None = None,
    ) -> None:
        """Let a failure mode strike so many of the next requests, every one where ``times`` is None.

        ``user_id`` is the only one to be struck, ``after`` how many pass first, ``delay_ms`` how long a slow one takes.
        """
        fault: dict[str, Any] = {"name": name, "times": times, "userId": user_id, "after": after}
        if delay_ms is not None:
            fault["delayMs"] = delay_ms
        self._ask("POST", "/faults", fault)

    def faults(self) -> list[FaultJson]:
        """The failure modes that are armed, with what is left of their counts."""
        armed: list[FaultJson] = self._ask("GET", "/faults").json()["faults"]
        return armed

    def clear_faults(self) -> None:
        """Disarm them all."""
        self._ask("DELETE", "/faults")

    def play(self, scenario: str | Sequence[Mapping[str, Any]]) -> ScenarioRunJson:
        """Start a scenario, by the name of one that comes with the simulator or by its steps, of docs/scenarios.md."""
        body = {"name": scenario} if isinstance(scenario, str) else {"steps": [dict(step) for step in scenario]}
        run: ScenarioRunJson = self._ask("POST", "/scenarios", body).json()
        return run

    def scenario(self) -> ScenarioRunJson | None:
        """The scenario that runs, or ran last, with the step that it is at."""
        runs: list[ScenarioRunJson] = self._ask("GET", "/scenarios").json()["scenarios"]
        return runs[0] if runs else None

    def stop_scenario(self) -> None:
        """Stop it where it is, and put back what it changed."""
        self._ask("DELETE", "/scenarios")

    def attempts(
        self,
        *,
        status: int | str | None = None,
        code: str | None = None,
        user_id: str | None = None,
        activation_id: str | None = None,
        limit: int = _ALL,
    ) -> list[AttemptJson]:
        """The attempts that match all that is given, newest first; ``status`` is HTTP's, "accepted" or "refused"."""
        wanted = {"status": status, "code": code, "userId": user_id, "activationId": activation_id, "limit": limit}
        found: list[AttemptJson] = self._ask("GET", f"/attempts?{_query(wanted)}").json()["attempts"]
        return found

    def sessions(self) -> list[SessionJson]:
        """The sessions, newest first, each in the state that it has by the site's clock."""
        found: list[SessionJson] = self._ask("GET", f"/sessions?{_query({'limit': _ALL})}").json()["sessions"]
        return found

    def revoke(self, session_id: str) -> None:
        """End a session from outside."""
        self._ask("DELETE", f"/sessions/{quote(session_id, safe='')}")

    def reset(self) -> None:
        """Forget what happened on the site; it keeps its keys."""
        self._ask("POST", "/reset")

    def remove(self) -> None:
        """Remove the site with all that happened on it."""
        self._ask("DELETE", "")

    def story(self) -> str:
        """What happened on the site, for people: its newest attempts, oldest first, and its sessions."""
        return attempts_text(self.site_id, self.attempts(limit=50), self.sessions())

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        return ask(self._channel, method, f"{self._path}{path}", body)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.remove()

    def __repr__(self) -> str:
        return f"<simulator.{type(self).__name__} {self.site_id} at {self.url}>"


def _query(values: Mapping[str, object]) -> str:
    return urlencode({name: value for name, value in values.items() if value is not None})
