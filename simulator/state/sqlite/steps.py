"""The steps of an activation: each runs whole in the writer's transaction."""

import sqlite3

from simulator.state.durable.store import Began, Beginning, Keeping, Kept, Noting, NotKept, Shelf, Written
from simulator.state.sqlite import entries, happened

# The keys of the shelves that hold one value stand in the statements, which so need fewer parameters: CLOCK, FAULTS and
# SCENARIO of simulator.state.durable.store; and '' is NO_SITE.
_BEFORE = """
SELECT (SELECT revision FROM counts WHERE kind = 'site' AND site = ''),
       (SELECT 1 FROM entries WHERE kind = 'token' AND site = :site AND key = :token),
       (SELECT value FROM entries WHERE kind = 'opened' AND site = :site AND key = :activation),
       (SELECT value FROM entries WHERE kind = 'clock' AND site = :site AND key = 'clock'),
       (SELECT value FROM entries WHERE kind = 'faults' AND site = :site AND key = 'armed'),
       (SELECT 1 FROM entries WHERE kind = 'site' AND site = '' AND key = :site)
"""
_STANDS = """
SELECT (SELECT 1 FROM entries WHERE kind = 'site' AND site = '' AND key = :site),
       (SELECT value FROM entries WHERE kind = 'opened' AND site = :site AND key = :activation),
       (SELECT value FROM entries WHERE kind = 'faults' AND site = :site AND key = 'armed')
"""
_PLACE = """
SELECT (SELECT 1 FROM entries WHERE kind = 'site' AND site = '' AND key = :site),
       (SELECT value FROM entries WHERE kind = 'scenario' AND site = :site AND key = 'scenario')
"""
_USED = Written(b"")


def begin(writer: sqlite3.Connection, beginning: Beginning) -> Began | None:
    """Count an attempt and read what goes with it; None where the sites' revision is another, or the site is gone."""
    site_id, activation_id = beginning.site_id, beginning.activation_id
    asked = {"site": site_id, "activation": activation_id, "token": beginning.token}
    revision, used, opened, clock, faults, is_there = writer.execute(_BEFORE, asked).fetchone()
    if beginning.revision is not None and beginning.revision != (revision or 0):
        return None
    times = None
    if beginning.limit:
        if not is_there:
            return None
        shelf = Shelf("activation", site_id, beginning.bounds.activations)
        times = entries.tally(writer, shelf, activation_id, beginning.limit)
    session_id = opened.decode() if opened else beginning.session_id
    sessions = Shelf("session", site_id, beginning.bounds.sessions)
    before = entries.get(writer, sessions, session_id) if session_id else None
    return Began(times, used is not None, opened, before, clock, faults)


def keep(writer: sqlite3.Connection, keeping: Keeping) -> Kept | NotKept:
    """Keep a session with its activation, its token and its event."""
    site_id, bounds = keeping.site_id, keeping.bounds
    is_there, opened, faults = writer.execute(
        _STANDS, {"site": site_id, "activation": keeping.activation_id}
    ).fetchone()
    if not is_there:
        return "gone"
    if (opened and opened.decode()) != keeping.seen:
        return "overtaken"
    if keeping.session is not None:
        entries.put(writer, Shelf("session", site_id, bounds.sessions), keeping.session_id, Written(keeping.session))
    opens = Shelf("opened", site_id, bounds.activations)
    entries.put(writer, opens, keeping.activation_id, Written(keeping.session_id.encode()))
    if keeping.token is not None:
        entries.put(writer, Shelf("token", site_id, bounds.used_tokens), keeping.token, _USED)
    happened.publish(writer, keeping.event, bounds.remembered_events)
    return Kept(faults)


def note(writer: sqlite3.Connection, noting: Noting) -> bytes | None:
    """Journal an attempt, where its site is kept, and publish its event; the site's scenario."""
    is_kept, scenario = writer.execute(_PLACE, {"site": noting.attempt.site_id}).fetchone()
    if is_kept:
        happened.append(writer, noting.attempt, noting.bounds.attempts)
    happened.publish(writer, noting.event, noting.bounds.remembered_events)
    found: bytes | None = scenario
    return found
