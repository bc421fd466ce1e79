"""A visitor in GraphQL. Documented: the fields, and the types of those that cannot be null."""

from enum import Enum
from typing import Any

import strawberry

from simulator.core.site import Site
from simulator.core.visitor import PROFILE_FIELDS
from simulator.core.visitor import Visitor as VisitorValue
from simulator.providers.iadvize.graphql.connection import Listing, PageInfo
from simulator.providers.iadvize.graphql.scalars import DateTime, Uuid, rfc3339


@strawberry.enum(description="Where a visitor comes from.")
class Source(Enum):
    """Documented: these two among others."""

    ONSITE = strawberry.enum_value("ONSITE", description="The tag in a page; every simulated visitor.")
    MOBILE_APP = strawberry.enum_value("MOBILE_APP", description="A mobile SDK in the brand's application.")


@strawberry.type(description="A project: what the tag calls a site.")
class Project:
    """Chosen: what a visitor's project holds is not documented."""

    id: strawberry.ID = strawberry.field(description="The project's id, the tag's sid.")
    name: str = strawberry.field(description="What the project is called.")


@strawberry.type(description="One person to a project, on however many devices.")
class Visitor:
    """A visitor."""

    visitor_id: Uuid = strawberry.field(description="The vendor's own id of the visitor, the tag's vuid.")
    source: Source = strawberry.field(description="Where the visitor comes from.")
    external_user_id: str | None = strawberry.field(
        description="The brand's user id, filled by authentication; null for an anonymous visitor."
    )
    external_id: str | None = strawberry.field(
        description="The custom data extId. The simulator never fills it.",
        deprecation_reason="Authentication fills externalUserId.",
    )
    first_name: str | None = strawberry.field(description="firstName in the latest token's visitorData.")
    last_name: str | None = strawberry.field(description="lastName in the latest token's visitorData.")
    address: str | None = strawberry.field(description="address in the latest token's visitorData.")
    city: str | None = strawberry.field(description="city in the latest token's visitorData.")
    zip_code: str | None = strawberry.field(description="zipCode in the latest token's visitorData.")
    country: str | None = strawberry.field(description="country in the latest token's visitorData.")
    phone_number: str | None = strawberry.field(description="phoneNumber in the latest token's visitorData.")
    email: str | None = strawberry.field(description="email in the latest token's visitorData.")
    created_at: DateTime = strawberry.field(description="When the visitor was first seen.")
    updated_at: DateTime = strawberry.field(description="When the visitor's data last changed.")
    username: str | None = strawberry.field(description="The visitor's display name. The simulator never fills it.")
    avatar_url: str | None = strawberry.field(description="The visitor's picture. The simulator never fills it.")
    project: Project = strawberry.field(description="The project that the visitor belongs to.")


@strawberry.type(description="A visitor in a list.")
class VisitorEdge:
    """Relay's edge."""

    node: Visitor = strawberry.field(description="The visitor.")
    cursor: str = strawberry.field(description="Where in the list the visitor stands; opaque.")


@strawberry.type(description="A page of a project's visitors, newest first.")
class VisitorConnection:
    """Relay's connection."""

    edges: list[VisitorEdge] = strawberry.field(description="The page's visitors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many visitors the project has.")


def visitor_fields(visitor: VisitorValue, site: Site | None) -> dict[str, Any]:
    """The visitor under its fields' names."""
    return {
        **{name: visitor.visitor_data.get(name) for name in PROFILE_FIELDS},
        "visitorId": visitor.visitor_id,
        "source": Source.ONSITE,
        "externalUserId": visitor.user_id,
        "externalId": None,
        "createdAt": rfc3339(visitor.created_at),
        "updatedAt": rfc3339(visitor.updated_at),
        "username": None,
        "avatarUrl": None,
        "project": {"id": visitor.site_id, "name": site.name if site else ""},
    }


def visitor_listing(site: Site) -> Listing:
    """How a site's visitors are listed."""
    return Listing(lambda visitor: visitor.visitor_id, lambda visitor: visitor_fields(visitor, site))
