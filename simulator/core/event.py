"""Something that happened on a site, as listeners hear of it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from simulator.core.attempt import Attempt, attempt_json
from simulator.core.session import Session, session_json

ATTEMPT = "attempt"
SESSION = "session"
CLOCK = "clock"
CONVERSATION = "conversation"
RESET = "reset"
ROTATION = "rotation"
SCENARIO = "scenario"


class Event(msgspec.Struct, frozen=True, gc=False):
    """``kind`` says what ``data`` is: the public JSON of an attempt or a session, or the site's new time.

    ``event_id`` is given when it is published; ids of one server process grow.
    """

    site_id: str
    kind: str
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)
    event_id: str = ""


def session_event(session: Session, now: float) -> Event:
    """What listeners hear of a session, as it stands at a site's time."""
    return Event(session.site_id, SESSION, session_json(session, now))


def attempt_event(attempt: Attempt) -> Event:
    """What listeners hear of an attempt."""
    return Event(attempt.site_id, ATTEMPT, attempt_json(attempt))
