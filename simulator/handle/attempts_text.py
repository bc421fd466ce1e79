"""What happened on a site, in lines for people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from simulator.core.attempt import AttemptJson
from simulator.core.explanation.plain import plain
from simulator.core.session import SessionJson

_ID = 8


def attempts_text(site_id: str, attempts: Sequence[AttemptJson], sessions: Sequence[SessionJson]) -> str:
    """The attempts, given newest first, in the order in which they came, and how the sessions stand."""
    if not attempts:
        return f"Nobody has tried to sign in to the site {site_id}."
    lines: list[str] = []
    for attempt in reversed(attempts):
        lines += _attempt(attempt)
    return "\n".join([*lines, _standing(sessions)])


def _attempt(attempt: AttemptJson) -> Iterable[str]:
    at = datetime.fromtimestamp(attempt["at"], UTC).strftime("%H:%M:%S")
    number = "" if attempt["activationId"] is None else f" {plain(attempt['activationId'])[:_ID]}"
    what = f"{attempt['kind']}{number}, attempt {attempt['attempt']}"
    yield f"{at}  {what}: {_outcome(attempt)}"
    check = _decisive(attempt)
    if check:
        yield f"          {check}"


def _outcome(attempt: AttemptJson) -> str:
    status = f"{attempt['status']}" if attempt["status"] else "connection reset"
    said = "accepted" if attempt["accepted"] else attempt["code"]
    user = f'user "{plain(attempt["userId"])}"' if attempt["userId"] else None
    fault = f"failure mode {attempt['fault']}" if attempt["fault"] else None
    return ", ".join(text for text in (status, said, user, fault) if text)


def _decisive(attempt: AttemptJson) -> str | None:
    verdict = attempt["verdict"]
    checks = verdict["checks"] if verdict else []
    return next((plain(check["message"]) for check in checks if check["outcome"] == "failed"), None)


def _standing(sessions: Sequence[SessionJson]) -> str:
    if not sessions:
        return "No session was opened."
    counts = Counter(session["state"] for session in sessions)
    return "Sessions: " + ", ".join(f"{count} {state}" for state, count in counts.items())
