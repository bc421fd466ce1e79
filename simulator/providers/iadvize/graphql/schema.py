"""The schema: declared with strawberry, executed by graphql-core alone."""

from typing import Any

import strawberry
from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from simulator.providers.iadvize.graphql import resolvers
from simulator.providers.iadvize.graphql.scalars import SCALARS
from simulator.providers.iadvize.graphql.session_type import SessionConnection
from simulator.providers.iadvize.graphql.verdict_type import VisitorAuthentication
from simulator.providers.iadvize.graphql.visitor_type import Visitor, VisitorConnection

_QUERY = "Query"


@strawberry.type(name=_QUERY, description="What can be asked.")
class Query:
    """The root of every operation."""

    visitor_authentication: VisitorAuthentication = strawberry.field(
        resolver=resolvers.visitor_authentication,
        description="The verdict on a visitor's token. Opens no session and marks nothing as used.",
    )
    visitor: Visitor | None = strawberry.field(
        resolver=resolvers.visitor, description="One visitor of any project; null where there is none."
    )
    visitors: VisitorConnection = strawberry.field(
        resolver=resolvers.visitors, description="A project's visitors, newest first."
    )
    sessions: SessionConnection = strawberry.field(
        resolver=resolvers.sessions, description="A project's sessions, newest first."
    )


def build_schema() -> GraphQLSchema:
    """The schema for graphql-core. Only the query's own fields have resolvers: the rest is there under its name."""
    declared = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=SCALARS))
    schema: GraphQLSchema = declared._schema  # noqa: SLF001 - executing through strawberry takes three times as long
    for named in schema.type_map.values():
        if isinstance(named, GraphQLObjectType) and named.name != _QUERY and not named.name.startswith("__"):
            for field in named.fields.values():
                field.resolve = None
    return schema


def by_name(source: dict[str, Any], info: GraphQLResolveInfo[Any]) -> Any:
    """The resolver of every field that has none of its own."""
    return source[info.field_name]
