"""Who may ask: a missing token is let through unless it is wanted, a wrong or expired one never is."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.settings import Settings
from tests import forge
from tests.wire.graphql_world import DAY, GUARDED, SITE, GraphQLWorld, names

TYPENAME = "{ __typename }"
COUNT = "query Count($id: ID!) { visitors(projectId: $id) { totalCount } }"
VERDICT = 'query Verdict($id: ID!) { visitorAuthentication(projectId: $id, token: "") { code } }'


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


@pytest.fixture
def strict_world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld(Settings(require_api_token=True)) as made:
        yield made


def is_denied(answer: Any) -> bool:
    if answer.status_code != 401:
        return False
    assert names(answer) == ["PERMISSION_DENIED"]
    assert "data" not in answer.json()
    assert answer.headers["www-authenticate"].startswith("Bearer")
    return True


def test_without_a_token_anybody_may_ask_where_none_is_wanted(world: GraphQLWorld) -> None:
    assert world.query(COUNT, {"id": SITE}).status_code == 200


def test_a_fresh_token_is_good_everywhere(world: GraphQLWorld) -> None:
    token = world.log_in()
    answers = [world.query(COUNT, {"id": site_id}, token=token) for site_id in (SITE, GUARDED)]
    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("document", [COUNT, VERDICT, COUNT.replace("visitors", "sessions")])
def test_a_project_can_ask_for_a_token(world: GraphQLWorld, document: str) -> None:
    assert is_denied(world.query(document, {"id": GUARDED}))


@pytest.mark.parametrize(
    "document",
    [
        f'{{ visitors(projectId: "{GUARDED}") {{ totalCount }} }}',
        f'query($id: ID! = "{GUARDED}") {{ visitors(projectId: $id) {{ totalCount }} }}',
        f'{{ ...F }} fragment F on Query {{ ... {{ visitors(projectId: "{GUARDED}") {{ totalCount }} }} }}',
        f'{{ visitors(projectId: "{SITE}") {{ totalCount }} a: visitors(projectId: "{GUARDED}") {{ totalCount }} }}',
        f'{{ visitors(projectId: "{GUARDED}", first: -1) {{ totalCount }} }}',
    ],
    ids=["literal", "default", "fragments", "second of two", "wrong besides"],
)
def test_however_the_project_is_named(world: GraphQLWorld, document: str) -> None:
    assert is_denied(world.query(document))


def test_a_field_that_is_skipped_names_no_project(world: GraphQLWorld) -> None:
    document = f'{{ __typename visitors(projectId: "{GUARDED}") @skip(if: true) {{ totalCount }} }}'
    assert world.query(document).json() == {"data": {"__typename": "Query"}}


def test_a_visitor_belongs_to_a_project(world: GraphQLWorld) -> None:
    visitor_id = world.enter("jane", GUARDED)["visitorId"]
    document = f'{{ visitor(visitorId: "{visitor_id}") {{ externalUserId }} }}'
    assert is_denied(world.query(document))
    assert world.query(document, token=world.log_in()).json()["data"]["visitor"]["externalUserId"] == "jane"


def test_a_server_can_ask_for_a_token_whatever_is_asked(strict_world: GraphQLWorld) -> None:
    assert is_denied(strict_world.query(TYPENAME))
    assert is_denied(strict_world.query("{"))
    assert is_denied(strict_world.query(COUNT, {"id": SITE}))
    assert strict_world.query(COUNT, {"id": SITE}, token=strict_world.log_in()).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer nonsense", "Bearer a.b.c", "Basic amFuZTpzZWNyZXQ=", "nonsense", "Bearer é"],
)
def test_a_wrong_token_is_never_let_through(world: GraphQLWorld, authorization: str) -> None:
    headers = {"authorization": authorization.encode()}
    assert is_denied(world.ask("POST", "/graphql", json={"query": TYPENAME}, headers=headers))
    assert is_denied(world.ask("GET", "/graphql", params={"query": TYPENAME}, headers=headers))


def test_the_schemes_case_is_nobodys_business(world: GraphQLWorld) -> None:
    headers = {"authorization": f"bEARER  {world.log_in()}"}
    assert world.ask("POST", "/graphql", json={"query": TYPENAME}, headers=headers).status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
def test_a_genuine_token_under_another_scheme_is_wrong(world: GraphQLWorld, scheme: str) -> None:
    headers = {"authorization": f"{scheme} {world.log_in()}"}
    assert is_denied(world.ask("POST", "/graphql", json={"query": TYPENAME}, headers=headers))


def test_two_authorization_headers_are_one_too_many(world: GraphQLWorld) -> None:
    bearer = ("authorization", f"Bearer {world.log_in()}")
    assert is_denied(world.ask("POST", "/graphql", json={"query": TYPENAME}, headers=[bearer, bearer]))


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_that_was_tampered_with_is_wrong(world: GraphQLWorld, part: int) -> None:
    parts = world.log_in().split(".")
    parts[part] = ("B" if parts[part][0] == "A" else "A") + parts[part][1:]
    assert is_denied(world.query(TYPENAME, token=".".join(parts)))


def test_a_token_of_another_key_is_wrong(world: GraphQLWorld) -> None:
    parts = world.log_in().split(".")
    resigned = forge.jws({"iat": forge.NOW, "clocks": {}}, header={"alg": "HS256"}, alg="HS256", secret=b"another key")
    assert is_denied(world.query(TYPENAME, token=resigned))
    assert is_denied(world.query(TYPENAME, token=f"{parts[0]}.{resigned.split('.')[1]}.{parts[2]}"))


def test_a_sessions_identity_is_no_access_token(world: GraphQLWorld) -> None:
    identity = world.enter("jane")["identity"]
    assert is_denied(world.query(TYPENAME, token=identity))


def test_a_token_lives_for_a_day_of_real_time(world: GraphQLWorld) -> None:
    token = world.log_in()
    world.now += DAY - 1
    assert world.query(TYPENAME, token=token).status_code == 200
    world.now += 1
    assert is_denied(world.query(TYPENAME, token=token))
    assert is_denied(world.query("{", token=token))
    assert is_denied(world.query(VERDICT, {"id": "nowhere"}, token=token))


@pytest.mark.parametrize("document", [COUNT, VERDICT])
def test_a_token_expires_on_the_clock_of_the_project_that_is_named(world: GraphQLWorld, document: str) -> None:
    token = world.log_in()
    world.move_clock(SITE, DAY)
    assert is_denied(world.query(document, {"id": SITE}, token=token))
    assert world.query(document, {"id": GUARDED}, token=token).status_code == 200
    assert world.query(TYPENAME, token=token).status_code == 200


def test_a_stopped_clock_keeps_a_token_alive_for_its_project_alone(world: GraphQLWorld) -> None:
    world.ask("PUT", f"/_simulator/sites/{SITE}/clock", json={"frozenAt": world.now})
    token = world.log_in()
    world.now += 2 * DAY
    assert world.query(COUNT, {"id": SITE}, token=token).status_code == 200
    assert is_denied(world.query(COUNT, {"id": GUARDED}, token=token))
    assert is_denied(world.query(TYPENAME, token=token))


def test_logging_in_anew_helps_after_a_clock_was_moved(world: GraphQLWorld) -> None:
    world.move_clock(SITE, 2 * DAY)
    token = world.log_in()
    assert world.query(COUNT, {"id": SITE}, token=token).status_code == 200
    world.move_clock(SITE, DAY - 1)
    assert world.query(COUNT, {"id": SITE}, token=token).status_code == 200
    world.move_clock(SITE, 1)
    assert is_denied(world.query(COUNT, {"id": SITE}, token=token))


def test_however_many_clocks_were_moved_a_token_fits_into_a_header(world: GraphQLWorld) -> None:
    for number in range(150):
        world.ask("PUT", f"/_simulator/sites/site-{number}", json={})
        world.move_clock(f"site-{number}", DAY)
    token = world.log_in()
    assert len(token) < 4500
    assert world.query(COUNT, {"id": "site-149"}, token=token).status_code == 200


def test_a_browsers_page_needs_no_token(strict_world: GraphQLWorld) -> None:
    assert strict_world.ask("GET", "/graphql", headers={"accept": "text/html"}).status_code == 200
