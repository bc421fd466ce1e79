"""A visitor's authenticated session and the states it passes through.

    active ──lifetime over──▶ expired ──renewed──▶ active
      │                          │
      ├──────logout, or a renewal refused for good──────▶ closed
      └──────ended from outside──────────────────────────▶ revoked

The state is never stored: it follows from the times below and the site's clock.
"""

from typing import Final, Literal, TypedDict

import msgspec
from msgspec.structs import replace

State = Literal["active", "expired", "revoked", "closed"]
ACTIVE: Final = "active"
EXPIRED: Final = "expired"
REVOKED: Final = "revoked"
CLOSED: Final = "closed"


class Session(msgspec.Struct, frozen=True, gc=False):
    """One session; all times are epoch seconds on the site's clock. An anonymous one has no user and no end."""

    session_id: str
    site_id: str
    visitor_id: str
    user_id: str | None
    device_id: str | None
    identity: str
    opened_at: float
    expires_at: float | None
    closed_at: float | None = None
    revoked_at: float | None = None
    renewals: int = 0
    failed_renewals: int = 0
    ext_id: str | None = None


def state_of(session: Session, now: float) -> State:
    """The session's state at a site's time."""
    if session.revoked_at is not None:
        return REVOKED
    if session.closed_at is not None:
        return CLOSED
    if session.expires_at is not None and now >= session.expires_at:
        return EXPIRED
    return ACTIVE


def has_ended(session: Session) -> bool:
    """Whether nothing can bring the session back."""
    return session.revoked_at is not None or session.closed_at is not None


def closed(session: Session, now: float) -> Session:
    """The session after logout, or after its renewal was refused for good."""
    return session if has_ended(session) else replace(session, closed_at=now)


def revoked(session: Session, now: float) -> Session:
    """The session after somebody ended it from outside."""
    return session if has_ended(session) else replace(session, revoked_at=now)


def expired(session: Session, now: float) -> Session:
    """The session with its lifetime over now; it can be renewed."""
    return session if has_ended(session) else replace(session, expires_at=now)


def renewed(session: Session, expires_at: float) -> Session:
    """The session with a later end; its attempts at renewal count anew. An ended one stays as it is."""
    if has_ended(session):
        return session
    return replace(session, expires_at=expires_at, renewals=session.renewals + 1, failed_renewals=0)


def renewal_refused(session: Session, now: float, retries: int, *, for_good: bool) -> Session:
    """The session after an attempt at its renewal was refused; past its retries, or ``for_good``, it is closed."""
    if has_ended(session):
        return session
    failed = replace(session, failed_renewals=session.failed_renewals + 1)
    return closed(failed, now) if for_good or failed.failed_renewals > retries else failed


class SessionJson(TypedDict):
    """A visitor's session, as it stands at this moment of its site's clock."""

    id: str
    identity: str
    visitorId: str
    userId: str | None
    expiresAt: float | None
    state: State


def session_json(session: Session, now: float) -> SessionJson:
    """The session under its public names, as it stands at a site's time."""
    return {
        "id": session.session_id,
        "identity": session.identity,
        "visitorId": session.visitor_id,
        "userId": session.user_id,
        "expiresAt": session.expires_at,
        "state": state_of(session, now),
    }
