"""What stands behind the query's fields. Each takes its turn, as any of them may be costly.

They return what the schema's types are rendered from; the types themselves stand in the schema.
"""

from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from simulator.core.api_error import ApiError
from simulator.core.site import Site
from simulator.providers.iadvize.graphql.connection import DEFAULT_FIRST, MAX_FIRST
from simulator.providers.iadvize.graphql.scalars import Uuid
from simulator.providers.iadvize.graphql.session_type import session_listing
from simulator.providers.iadvize.graphql.verdict_type import verdict_fields
from simulator.providers.iadvize.graphql.visit import Visit
from simulator.providers.iadvize.graphql.visitor_type import visitor_fields, visitor_listing

Asked = strawberry.Info[Visit, None]
Fields = dict[str, Any]
ProjectId = Annotated[strawberry.ID, strawberry.argument(description="The project, the tag's sid.")]
Token = Annotated[str, strawberry.argument(description="What the brand's backend made: a JWE in compact form.")]
VisitorId = Annotated[Uuid, strawberry.argument(description="The visitor's id, the tag's vuid.")]
First = Annotated[
    int | None,
    strawberry.argument(description=f"How many entries at most: 0 to {MAX_FIRST}; {DEFAULT_FIRST} unless told."),
]
After = Annotated[
    str | None, strawberry.argument(description="Go on behind the entry at this cursor, a page's endCursor.")
]


async def visitor_authentication(info: Asked, project_id: ProjectId, token: Token) -> Any:
    """For an unknown project too: that is a verdict of its own."""
    return await info.context.in_turn(partial(_verdict, info.context, project_id, token))


async def visitor(info: Asked, visitor_id: VisitorId) -> Any:
    """The visitor's project may ask for an access token."""
    return await info.context.in_turn(partial(_visitor, info.context, visitor_id))


async def visitors(info: Asked, project_id: ProjectId, first: First = UNSET, after: After = UNSET) -> Any:
    """A page of them."""
    return await info.context.in_turn(partial(_visitors, info.context, project_id, first, after))


async def sessions(info: Asked, project_id: ProjectId, first: First = UNSET, after: After = UNSET) -> Any:
    """A page of them."""
    return await info.context.in_turn(partial(_sessions, info.context, project_id, first, after))


async def _verdict(visit: Visit, site_id: str, token: str) -> Fields:
    visit.check_explains()
    site = await visit.enter(site_id)
    return verdict_fields(await visit.judge.verdict_for(site_id, site, token))


async def _visitor(visit: Visit, visitor_id: str) -> Fields | None:
    found = await visit.judge.state.visitors.find(visitor_id)
    return None if found is None else visitor_fields(found, await visit.enter(found.site_id))


async def _visitors(visit: Visit, site_id: str, first: int | None, after: str | None) -> Fields:
    listing = visitor_listing(await _project(visit, site_id))
    return await listing.connection(visit.judge.state.visitors, site_id, _first(first), after or None)


async def _sessions(visit: Visit, site_id: str, first: int | None, after: str | None) -> Fields:
    await _project(visit, site_id)
    listing = session_listing(await visit.judge.now(site_id))
    return await listing.connection(visit.judge.state.sessions, site_id, _first(first), after or None)


async def _project(visit: Visit, site_id: str) -> Site:
    site = await visit.enter(site_id)
    if site is None:
        raise ApiError("PROJECT_NOT_FOUND", f'There is no project "{site_id}".')
    return site


def _first(given: int | None) -> int:
    return given if isinstance(given, int) else DEFAULT_FIRST
