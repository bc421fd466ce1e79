"""Visitors and sessions over GraphQL."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests import forge
from tests.wire.graphql_world import SITE, GraphQLWorld, names

VISITOR = """
query Visitor($id: UUID!) {
  visitor(visitorId: $id) {
    visitorId source externalUserId externalId firstName lastName address city zipCode country phoneNumber email
    createdAt updatedAt username avatarUrl project { id name }
  }
}
"""
PAGE = """
query Page($first: Int, $after: String) {
  visitors(projectId: "harbour", first: $first, after: $after) {
    edges { node { externalUserId } cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


def page(world: GraphQLWorld, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = world.data(PAGE, variables)["visitors"]
    return found


def users(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["externalUserId"] for edge in connection["edges"]]


def test_authentication_fills_a_visitor(world: GraphQLWorld) -> None:
    data = {
        "firstName": "Jane",
        "lastName": "Doe",
        "address": "1 Quay",
        "city": "Cork",
        "zipCode": "T12",
        "country": "Ireland",
        "phoneNumber": "+353",
        "email": "jane@example.test",
    }
    opened = world.enter("jane", visitor_data=data)
    visitor_id = opened["visitorId"]
    assert world.data(VISITOR, {"id": visitor_id})["visitor"] == data | {
        "visitorId": visitor_id,
        "source": "ONSITE",
        "externalUserId": "jane",
        "externalId": None,
        "createdAt": "2025-10-09T08:53:20.000Z",
        "updatedAt": "2025-10-09T08:53:20.000Z",
        "username": None,
        "avatarUrl": None,
        "project": {"id": SITE, "name": "Harbour Bank"},
    }


def test_an_anonymous_visitor_has_no_user(world: GraphQLWorld) -> None:
    opened = world.arrive()["session"]
    found = world.data(VISITOR, {"id": opened["visitorId"]})["visitor"]
    assert (found["externalUserId"], found["firstName"]) == (None, None)


def test_new_visitor_data_moves_updated_at_on_the_projects_clock(world: GraphQLWorld) -> None:
    visitor_id = world.enter("jane")["visitorId"]
    world.now += 30
    world.enter("jane", visitor_data={"firstName": "Janet"})
    found = world.data(VISITOR, {"id": visitor_id})["visitor"]
    assert (found["firstName"], found["createdAt"][-7:], found["updatedAt"][-7:]) == ("Janet", "20.000Z", "50.000Z")


def test_an_unknown_visitor_is_null(world: GraphQLWorld) -> None:
    assert world.data(VISITOR, {"id": str(uuid4())}) == {"visitor": None}


def test_a_visitors_id_may_be_in_capitals(world: GraphQLWorld) -> None:
    visitor_id = world.enter("jane")["visitorId"]
    assert world.data(VISITOR, {"id": visitor_id.upper()})["visitor"]["visitorId"] == visitor_id


@pytest.mark.parametrize("value", ["jane", "", "{12345678-1234-1234-1234-123456789012}", 7, None])
def test_what_is_no_uuid_is_a_400(world: GraphQLWorld, value: object) -> None:
    answer = world.query(VISITOR, {"id": value})
    assert (answer.status_code, names(answer)) == (400, ["VARIABLES_INVALID"])


def test_what_is_no_uuid_in_the_document_is_a_400_too(world: GraphQLWorld) -> None:
    answer = world.query('{ visitor(visitorId: "jane") { email } }')
    assert (answer.status_code, names(answer)) == (400, ["VALIDATION_ERROR"])


def test_visitors_come_newest_first_twenty_at_a_time(world: GraphQLWorld) -> None:
    for number in range(21):
        world.enter(f"user {number}")
    found = page(world)
    assert users(found) == [f"user {number}" for number in range(20, 0, -1)]
    assert found["totalCount"] == 21
    assert found["pageInfo"]["hasNextPage"]


def test_pages_follow_one_another_without_gap_or_overlap(world: GraphQLWorld) -> None:
    for number in range(5):
        world.enter(f"user {number}")
    first = page(world, first=2)
    second = page(world, first=2, after=first["pageInfo"]["endCursor"])
    third = page(world, first=2, after=second["pageInfo"]["endCursor"])
    assert [users(each) for each in (first, second, third)] == [["user 4", "user 3"], ["user 2", "user 1"], ["user 0"]]
    flags = [(each["pageInfo"]["hasPreviousPage"], each["pageInfo"]["hasNextPage"]) for each in (first, second, third)]
    assert flags == [(False, True), (True, True), (True, False)]


def test_cursors_of_a_page_are_those_of_its_ends(world: GraphQLWorld) -> None:
    for number in range(3):
        world.enter(f"user {number}")
    found = page(world)
    cursors = [edge["cursor"] for edge in found["edges"]]
    assert [found["pageInfo"]["startCursor"], found["pageInfo"]["endCursor"]] == [cursors[0], cursors[-1]]
    assert len(set(cursors)) == 3


def test_an_entry_that_comes_meanwhile_does_not_shift_the_next_page(world: GraphQLWorld) -> None:
    for number in range(3):
        world.enter(f"user {number}")
    first = page(world, first=2)
    world.enter("late")
    assert users(page(world, first=2, after=first["pageInfo"]["endCursor"])) == ["user 0"]


def test_a_project_without_visitors_has_an_empty_page(world: GraphQLWorld) -> None:
    nobody = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}
    assert page(world) == {"edges": [], "pageInfo": nobody, "totalCount": 0}


def test_first_may_be_0_and_null(world: GraphQLWorld) -> None:
    world.enter("jane")
    assert page(world, first=0)["edges"] == []
    assert page(world, first=0)["pageInfo"]["hasNextPage"]
    assert users(page(world, first=None, after=None)) == ["jane"]


@pytest.mark.parametrize("first", [-1, 101])
def test_first_is_from_0_to_100(world: GraphQLWorld, first: int) -> None:
    answer = world.query(PAGE, {"first": first})
    assert (answer.status_code, names(answer)) == (200, ["INVALID_ARGUMENT"])
    assert answer.json()["data"] is None
    assert answer.json()["errors"][0]["path"] == ["visitors"]


def test_a_hundred_are_given(world: GraphQLWorld) -> None:
    assert world.query(PAGE, {"first": 100}).json()["data"]["visitors"]["totalCount"] == 0


@pytest.mark.parametrize("after", ["jane", "é", "amFuZQ", "AA", "gICA"])
def test_a_cursor_that_is_none_is_said(world: GraphQLWorld, after: str) -> None:
    assert names(world.query(PAGE, {"after": after})) == ["INVALID_ARGUMENT"]


def test_a_sessions_cursor_is_none_among_visitors(world: GraphQLWorld) -> None:
    world.enter("jane")
    cursor = world.data('{ sessions(projectId: "harbour") { edges { cursor } } }')["sessions"]["edges"][0]["cursor"]
    assert names(world.query(PAGE, {"after": cursor})) == ["INVALID_ARGUMENT"]


@pytest.mark.parametrize("field", ["visitors", "sessions"])
def test_an_unknown_project_has_a_named_error(world: GraphQLWorld, field: str) -> None:
    answer = world.query(f'{{ {field}(projectId: "nowhere") {{ totalCount }} }}')
    assert (answer.status_code, names(answer)) == (200, ["PROJECT_NOT_FOUND"])


def test_projects_do_not_meet(world: GraphQLWorld) -> None:
    world.enter("jane")
    world.ask("PUT", "/_simulator/sites/other", json={})
    assert world.data('{ visitors(projectId: "other") { totalCount } }') == {"visitors": {"totalCount": 0}}


SESSIONS = """
{ sessions(projectId: "harbour") {
  edges { node { id projectId visitorId userId state createdAt expiresAt renewals } }
  totalCount
} }
"""


def test_a_session_is_shown_as_the_activation_answered_it(world: GraphQLWorld) -> None:
    session = world.enter("jane")
    assert world.data(SESSIONS)["sessions"]["edges"] == [
        {
            "node": {
                "id": session["id"],
                "projectId": SITE,
                "visitorId": session["visitorId"],
                "userId": "jane",
                "state": "active",
                "createdAt": "2025-10-09T08:53:20.000Z",
                "expiresAt": "2025-10-09T09:53:20.000Z",
                "renewals": 0,
            }
        }
    ]
    assert session["expiresAt"] == forge.NOW + 3600


def test_a_session_expires_on_the_projects_clock(world: GraphQLWorld) -> None:
    world.enter("jane")
    world.move_clock(SITE, 3600)
    assert world.data(SESSIONS)["sessions"]["edges"][0]["node"]["state"] == "expired"


def test_an_anonymous_session_never_expires(world: GraphQLWorld) -> None:
    world.arrive()
    node = world.data(SESSIONS)["sessions"]["edges"][0]["node"]
    assert (node["userId"], node["expiresAt"], node["state"]) == (None, None, "active")


def test_a_sessions_identity_is_not_given_away(world: GraphQLWorld) -> None:
    answer = world.query('{ sessions(projectId: "harbour") { edges { node { identity } } } }')
    assert (answer.status_code, names(answer)) == (400, ["VALIDATION_ERROR"])
