"""Access tokens over HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from simulator.settings import Settings
from tests.wire.graphql_world import DAY, GraphQLWorld
from tests.wire.world import SITE

FORM = {"username": "jane", "password": "secret", "grant_type": "password"}


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


@pytest.fixture
def closed_world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld(Settings(api_users={"jane": "secret", "joé": "pässword"})) as made:
        yield made


def log_in(world: GraphQLWorld, **changes: str) -> httpx.Response:
    return world.ask("POST", "/oauth2/token", data=FORM | changes)


def error(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an error as RFC 6749 shapes it."""
    body: dict[str, str] = answer.json()
    assert set(body) == {"error", "error_description"}
    assert body["error_description"]
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, body["error"]


def test_the_answer_is_the_documented_one(world: GraphQLWorld) -> None:
    answer = log_in(world)
    assert answer.status_code == 200
    token = answer.json().pop("access_token")
    assert answer.json() == {
        "access_token": token,
        "expires_in": 86400,
        "token_type": "Bearer",
        "refresh_token": "none",
    }
    assert answer.headers["cache-control"] == "no-store"


def test_any_user_and_password_do(world: GraphQLWorld) -> None:
    assert log_in(world, username="ünknown", password="à b+c&d").status_code == 200


def test_each_login_gives_another_token(world: GraphQLWorld) -> None:
    assert world.log_in() != world.log_in()


@pytest.mark.parametrize(("user", "password"), [("jane", "secret"), ("joé", "pässword")])
def test_configured_users_get_in(closed_world: GraphQLWorld, user: str, password: str) -> None:
    assert log_in(closed_world, username=user, password=password).status_code == 200


@pytest.mark.parametrize(("user", "password"), [("jane", "wrong"), ("jane", "secret "), ("joe", "secret")])
def test_others_do_not_once_users_are_configured(closed_world: GraphQLWorld, user: str, password: str) -> None:
    assert error(log_in(closed_world, username=user, password=password)) == (401, "invalid_grant")


@pytest.mark.parametrize("field", FORM)
def test_a_missing_or_empty_field_is_named(world: GraphQLWorld, field: str) -> None:
    without = {name: value for name, value in FORM.items() if name != field}
    for form in (without, FORM | {field: ""}):
        answer = world.ask("POST", "/oauth2/token", data=form)
        assert error(answer) == (400, "invalid_request")
        assert field in answer.json()["error_description"]


@pytest.mark.parametrize("grant_type", ["client_credentials", "refresh_token", "Password"])
def test_another_grant_type_is_unsupported(world: GraphQLWorld, grant_type: str) -> None:
    assert error(log_in(world, grant_type=grant_type)) == (400, "unsupported_grant_type")


@pytest.mark.parametrize(
    "request_",
    [
        {"json": FORM},
        {"content": b"username=jane"},
        {"content": b"\xff", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {
            "content": b"grant_type=password&username=jane&username=joe&password=x",
            "headers": {"content-type": "application/x-www-form-urlencoded"},
        },
        {"content": b"a=1&" * 30, "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {"data": {}},
    ],
    ids=["JSON", "no content type", "no text", "a field twice", "too many fields", "nothing"],
)
def test_what_is_no_form_is_a_400(world: GraphQLWorld, request_: dict[str, Any]) -> None:
    assert error(world.ask("POST", "/oauth2/token", **request_)) == (400, "invalid_request")


def test_a_form_may_say_its_charset(world: GraphQLWorld) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}
    content = b"grant_type=password&username=jane&password=x&scope="
    assert world.ask("POST", "/oauth2/token", content=content, headers=headers).status_code == 200


def test_a_body_over_one_mebibyte_is_a_413(world: GraphQLWorld) -> None:
    assert error(log_in(world, password="x" * 1_048_576)) == (413, "invalid_request")


def test_a_user_may_log_in_ten_times_a_minute(world: GraphQLWorld) -> None:
    assert [log_in(world).status_code for _ in range(10)] == [200] * 10
    answer = log_in(world)
    assert error(answer) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert log_in(world, username="joe").status_code == 200


def test_after_the_time_that_was_told_the_user_may_log_in_again(world: GraphQLWorld) -> None:
    world.now += 17.3
    wait = int([log_in(world) for _ in range(11)][-1].headers["retry-after"])
    world.now += wait - 2
    assert log_in(world).status_code == 429
    world.now += 2
    assert log_in(world).status_code == 200


def test_wrong_passwords_count_too(closed_world: GraphQLWorld) -> None:
    assert [log_in(closed_world, password="wrong").status_code for _ in range(10)] == [401] * 10
    assert log_in(closed_world).status_code == 429


def test_an_address_may_log_in_a_hundred_times_a_minute(world: GraphQLWorld) -> None:
    statuses = [log_in(world, username=f"user {number}").status_code for number in range(101)]
    assert statuses == [200] * 100 + [429]


@pytest.mark.parametrize("path", ["/oauth2/token", "/_authenticated"])
def test_other_methods_are_a_405(world: GraphQLWorld, path: str) -> None:
    answer = world.ask("DELETE", path)
    assert answer.status_code == 405
    assert answer.headers["allow"]


def authenticated(world: GraphQLWorld, **headers: str) -> httpx.Response:
    return world.ask("GET", "/_authenticated", headers=headers)


def test_a_token_is_authenticated(world: GraphQLWorld) -> None:
    answer = authenticated(world, authorization=f"Bearer {world.log_in()}")
    assert (answer.status_code, answer.json()) == (200, {"authenticated": True})


@pytest.mark.parametrize("authorization", [None, "", "Bearer nonsense", "Bearer a.b.c", "Basic eA=="])
def test_anything_else_is_not_in_the_documented_words(world: GraphQLWorld, authorization: str | None) -> None:
    answer = authenticated(world, **({} if authorization is None else {"authorization": authorization}))
    assert answer.status_code == 401
    assert answer.json() == {"error": "invalid_token", "error_description": "access token not valid"}
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_expires_after_a_day(world: GraphQLWorld) -> None:
    token = world.log_in()
    world.now += DAY - 1
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 200
    world.now += 1
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 401


def on_site(world: GraphQLWorld, site_id: str = SITE, **changes: str) -> httpx.Response:
    return world.ask("POST", f"/oauth2/token?site={site_id}", data=FORM | changes)


def test_the_limits_of_a_login_that_names_a_site_obey_its_clock(world: GraphQLWorld) -> None:
    assert [on_site(world).status_code for _ in range(11)] == [200] * 10 + [429]
    world.now += 60
    world.move_clock(SITE, -60)
    assert on_site(world).status_code == 429, "a minute passed, but not there"
    world.move_clock(SITE, 60)
    assert on_site(world).status_code == 200


def test_logins_on_a_site_and_elsewhere_are_counted_apart(world: GraphQLWorld) -> None:
    world.have_site("other")
    for place in (f"?site={SITE}", "?site=other", ""):
        statuses = [world.ask("POST", f"/oauth2/token{place}", data=FORM).status_code for _ in range(11)]
        assert statuses == [200] * 10 + [429], place


def test_a_token_of_a_site_lives_by_its_clock(world: GraphQLWorld) -> None:
    token = on_site(world).json()["access_token"]
    elsewhere = log_in(world).json()["access_token"]
    world.move_clock(SITE, DAY - 1)
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 200
    world.move_clock(SITE, 1)
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 401
    assert authenticated(world, authorization=f"Bearer {elsewhere}").status_code == 200
    assert world.query("{ __typename }", token=token).status_code == 401
    assert world.query("{ __typename }", token=elsewhere).status_code == 200


def test_a_token_from_behind_a_moved_clock_is_new_there(world: GraphQLWorld) -> None:
    world.move_clock(SITE, 30 * DAY)
    token = on_site(world).json()["access_token"]
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 200
    world.now += DAY
    assert authenticated(world, authorization=f"Bearer {token}").status_code == 401


def test_a_login_at_a_site_that_does_not_exist_is_a_400(world: GraphQLWorld) -> None:
    assert error(on_site(world, "nowhere")) == (400, "invalid_request")


def test_processes_with_the_same_key_share_their_tokens(world: GraphQLWorld) -> None:
    token = world.log_in()
    with GraphQLWorld() as another:
        assert authenticated(another, authorization=f"Bearer {token}").status_code == 200
