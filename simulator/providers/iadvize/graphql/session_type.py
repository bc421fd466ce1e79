"""A session in GraphQL. Chosen throughout: the vendor documents that sessions exist, but no query for them."""

from typing import Any

import strawberry

from simulator.core.session import Session as SessionValue
from simulator.core.session import session_json
from simulator.providers.iadvize.graphql.connection import Listing, PageInfo
from simulator.providers.iadvize.graphql.scalars import DateTime, Uuid, rfc3339


@strawberry.type(description="A visitor's session, as it stands now on the project's clock.")
class Session:
    """A session; its identity, which lets a tag continue it, is nobody else's business."""

    id: strawberry.ID = strawberry.field(description="The session's id.")
    project_id: strawberry.ID = strawberry.field(description="The project that it belongs to.")
    visitor_id: Uuid = strawberry.field(description="The visitor whose session it is.")
    user_id: str | None = strawberry.field(description="The brand's user id; null for an anonymous visitor.")
    state: str = strawberry.field(description="active, expired, revoked or closed.")
    created_at: DateTime = strawberry.field(description="When it was opened.")
    expires_at: DateTime | None = strawberry.field(
        description="When the visitor's identity has to be verified again; null for an anonymous visitor."
    )
    renewals: int = strawberry.field(description="How often it has been renewed with a fresh token.")


@strawberry.type(description="A session in a list.")
class SessionEdge:
    """Relay's edge."""

    node: Session = strawberry.field(description="The session.")
    cursor: str = strawberry.field(description="Where in the list the session stands; opaque.")


@strawberry.type(description="A page of a project's sessions, newest first.")
class SessionConnection:
    """Relay's connection."""

    edges: list[SessionEdge] = strawberry.field(description="The page's sessions.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many sessions the project has, ended ones too.")


def session_fields(session: SessionValue, now: float) -> dict[str, Any]:
    """The session under its fields' names, as it stands at a time on the site's clock."""
    return session_json(session, now) | {
        "projectId": session.site_id,
        "createdAt": rfc3339(session.opened_at),
        "expiresAt": rfc3339(session.expires_at),
        "renewals": session.renewals,
    }


def session_listing(now: float) -> Listing:
    """How sessions are listed at a time on their site's clock."""
    return Listing(lambda session: session.session_id, lambda session: session_fields(session, now))
