"""The schema itself, as a client sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLObjectType, build_client_schema, get_introspection_query

from tests.wire.graphql_world import GraphQLWorld

PROMISED = {
    "Query": {
        "visitorAuthentication(projectId: ID!, token: String!)": "VisitorAuthentication!",
        "visitor(visitorId: UUID!)": "Visitor",
        "visitors(projectId: ID!, first: Int, after: String)": "VisitorConnection!",
        "sessions(projectId: ID!, first: Int, after: String)": "SessionConnection!",
    },
    "VisitorAuthentication": {
        "accepted": "Boolean!",
        "code": "String",
        "reason": "String",
        "checks": "[VisitorAuthenticationCheck!]!",
        "alsoFound": "[VisitorAuthenticationAlsoFound!]!",
        "userId": "String",
        "visitorData": "JSON",
        "issuer": "String",
        "expiresAt": "DateTime",
        "jweHeader": "JSON",
        "jwsHeader": "JSON",
        "claims": "JSON",
    },
    "Visitor": {
        "visitorId": "UUID!",
        "source": "Source!",
        "externalUserId": "String",
        "externalId": "String",
        "firstName": "String",
        "lastName": "String",
        "address": "String",
        "city": "String",
        "zipCode": "String",
        "country": "String",
        "phoneNumber": "String",
        "email": "String",
        "createdAt": "DateTime!",
        "updatedAt": "DateTime!",
        "username": "String",
        "avatarUrl": "String",
        "project": "Project!",
    },
    "VisitorConnection": {"edges": "[VisitorEdge!]!", "pageInfo": "PageInfo!", "totalCount": "Int!"},
    "VisitorEdge": {"node": "Visitor!", "cursor": "String!"},
    "SessionConnection": {"edges": "[SessionEdge!]!", "pageInfo": "PageInfo!", "totalCount": "Int!"},
    "PageInfo": {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    },
}


@pytest.fixture(scope="module")
def introspected() -> Iterator[Any]:
    with GraphQLWorld() as world:
        yield world.data(get_introspection_query())


def object_type(introspected: Any, name: str) -> GraphQLObjectType:
    found = build_client_schema(introspected).type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


@pytest.mark.parametrize("name", PROMISED)
def test_types_are_the_promised_ones(introspected: Any, name: str) -> None:
    fields = {}
    for field_name, field in object_type(introspected, name).fields.items():
        arguments = ", ".join(f"{key}: {argument.type}" for key, argument in field.args.items())
        fields[f"{field_name}({arguments})" if arguments else field_name] = str(field.type)
    assert fields == PROMISED[name]


def test_external_id_is_deprecated_in_favour_of_external_user_id(introspected: Any) -> None:
    fields = object_type(introspected, "Visitor").fields
    deprecated = {name: field.deprecation_reason for name, field in fields.items() if field.deprecation_reason}
    assert deprecated == {"externalId": "Authentication fills externalUserId."}


def test_everything_is_described(introspected: Any) -> None:
    bare = []
    for named in introspected["__schema"]["types"]:
        if named["name"].startswith("__"):
            continue
        members = [*(named["fields"] or ()), *(named["enumValues"] or ())]
        arguments = [argument for field in members for argument in field.get("args", ())]
        bare += [f"{named['name']}.{each['name']}" for each in (named, *members, *arguments) if not each["description"]]
    assert not bare


def test_there_are_no_mutations_and_no_subscriptions(introspected: Any) -> None:
    assert introspected["__schema"]["mutationType"] is None
    assert introspected["__schema"]["subscriptionType"] is None
