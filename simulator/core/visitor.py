"""A visitor: one person to a site, on however many devices."""

from collections.abc import Mapping
from typing import TypedDict

import msgspec

PROFILE_FIELDS = ("firstName", "lastName", "email", "phoneNumber", "address", "zipCode", "city", "country")


class Visitor(msgspec.Struct, frozen=True, gc=False):
    """One visitor. ``user_id`` is what authentication proved, or None; times are epoch seconds on the site's clock."""

    visitor_id: str
    site_id: str
    created_at: float
    updated_at: float
    user_id: str | None = None
    visitor_data: Mapping[str, str] = msgspec.field(default_factory=dict)


class VisitorJson(TypedDict):
    """A visitor, as proved so far."""

    visitorId: str
    userId: str | None
    authenticated: bool
    visitorData: dict[str, str]


def visitor_json(visitor: Visitor) -> VisitorJson:
    """The visitor under its public names."""
    return {
        "visitorId": visitor.visitor_id,
        "userId": visitor.user_id,
        "authenticated": visitor.user_id is not None,
        "visitorData": dict(visitor.visitor_data),
    }
