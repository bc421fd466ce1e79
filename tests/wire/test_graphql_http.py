"""GraphQL over HTTP: methods, media types, statuses, and the documented shape of errors."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.wire.graphql_world import SITE, GraphQLWorld, names

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
TYPENAME = "{ __typename }"
ANSWER = {"data": {"__typename": "Query"}}


@pytest.fixture(scope="module")
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


def post(world: GraphQLWorld, content: Any, content_type: str | None = JSON, **headers: str) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    given = headers | ({} if content_type is None else {"content-type": content_type})
    return world.ask("POST", "/graphql", content=body, headers=given)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (RESPONSE_JSON, RESPONSE_JSON),
        (f"{RESPONSE_JSON}, {JSON};q=0.9", RESPONSE_JSON),
        (f"{JSON};q=0.5, {RESPONSE_JSON}", RESPONSE_JSON),
        ("text/html", None),
        ("image/png", None),
    ],
)
def test_the_answer_has_the_media_type_that_accept_likes_best(
    world: GraphQLWorld, accept: str | None, content_type: str | None
) -> None:
    answer = post(world, {"query": TYPENAME}, accept=accept or "")
    if content_type is None:
        assert (answer.status_code, names(answer)) == (406, ["NOT_ACCEPTABLE"])
    else:
        assert (answer.status_code, answer.json()) == (200, ANSWER)
        assert answer.headers["content-type"] == f"{content_type}; charset=utf-8"
    assert "accept" in answer.headers["vary"]


@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"query": "{"}, "SYNTAX_ERROR"),
        ({"query": ""}, "SYNTAX_ERROR"),
        ({"query": "{ nothing }"}, "VALIDATION_ERROR"),
        ({"query": "mutation { nothing }"}, "VALIDATION_ERROR"),
        ({"query": "subscription { nothing }"}, "VALIDATION_ERROR"),
        ({"query": "{ visitor { email } }"}, "VALIDATION_ERROR"),
        ({"query": '{ visitorAuthentication(projectId: "demo", token: null) { code } }'}, "VALIDATION_ERROR"),
        ({"query": "query A { __typename }", "operationName": "B"}, "OPERATION_UNKNOWN"),
        ({"query": "query A { __typename } query B { __typename }"}, "OPERATION_UNKNOWN"),
        ({"query": "query A($id: UUID!) { visitor(visitorId: $id) { email } }"}, "VARIABLES_INVALID"),
        ({"query": "query A($i: Boolean!) { __typename @skip(if: $i) }", "variables": {"i": 1}}, "VARIABLES_INVALID"),
        ({}, "BAD_REQUEST"),
        ({"qeury": TYPENAME}, "BAD_REQUEST"),
        ({"query": None}, "BAD_REQUEST"),
        ({"query": 7}, "BAD_REQUEST"),
        ({"query": [TYPENAME]}, "BAD_REQUEST"),
        ({"query": TYPENAME, "variables": [7]}, "BAD_REQUEST"),
        ({"query": TYPENAME, "variables": "{}"}, "BAD_REQUEST"),
        ({"query": TYPENAME, "operationName": 7}, "BAD_REQUEST"),
        ({"query": TYPENAME, "extensions": []}, "BAD_REQUEST"),
        ([{"query": TYPENAME}], "BAD_REQUEST"),
        ("text", "BAD_REQUEST"),
        (None, "BAD_REQUEST"),
        (b"NONSENSE", "BAD_REQUEST"),
        (b'{"query":', "BAD_REQUEST"),
        (b"\xff\xfe", "BAD_REQUEST"),
        (b"", "BAD_REQUEST"),
        (b'{"query": "{__typename}", "variables": {"a": 1e999}}', "BAD_REQUEST"),
        (b'{"query": "{__typename}", "variables": ' + b'{"a":' * 100 + b"1" + b"}" * 101, "BAD_REQUEST"),
    ],
)
def test_a_request_that_cannot_be_executed_is_a_400_without_data(
    world: GraphQLWorld, body: Any, name: str, accept: str
) -> None:
    answer = post(world, body, accept=accept)
    assert (answer.status_code, names(answer)) == (400, [name])
    assert "data" not in answer.json()
    assert answer.headers["content-type"].startswith(accept)


def test_an_error_has_the_documented_shape_and_its_place(world: GraphQLWorld) -> None:
    error = post(world, {"query": "{\n  nothing\n}"}).json()["errors"][0]
    assert error["extensions"] == {"name": "VALIDATION_ERROR", "retryPolicy": "NO_RETRY"}
    assert error["locations"] == [{"line": 2, "column": 3}]
    assert "nothing" in error["message"]


def test_messages_say_which_part_of_the_request_is_wrong(world: GraphQLWorld) -> None:
    bodies = [{"query": 7}, {"query": "{a}", "variables": []}, {"query": "{a}", "operationName": 7}, {}, []]
    said = [post(world, body).json()["errors"][0]["message"] for body in bodies]
    expected = ("query", "variables", "operationName", "query", "array")
    assert all(word in message for word, message in zip(expected, said, strict=True)), said


@pytest.mark.parametrize(
    "body",
    [
        {"query": TYPENAME, "variables": None, "operationName": None, "extensions": None},
        {"query": TYPENAME, "variables": {}, "operationName": "", "extensions": {"a": 1}, "id": "unknown"},
        {"query": "query A { __typename } query B { nothing: __typename }", "operationName": "A"},
    ],
)
def test_null_empty_and_unknown_parameters_do_no_harm(world: GraphQLWorld, body: Any) -> None:
    answer = post(world, body)
    assert (answer.status_code, answer.json()) == (200, ANSWER)


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/graphql", "application/x-www-form-urlencoded", f"{JSON}; charset=latin-1"],
)
def test_a_content_type_that_is_not_json_is_a_415(world: GraphQLWorld, content_type: str | None) -> None:
    answer = post(world, {"query": TYPENAME}, content_type)
    assert (answer.status_code, names(answer)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


@pytest.mark.parametrize("content_type", [f"{JSON}; charset=utf-8", 'Application/JSON;charset="UTF-8"', RESPONSE_JSON])
def test_json_may_be_called_by_its_other_names(world: GraphQLWorld, content_type: str) -> None:
    assert post(world, {"query": TYPENAME}, content_type).status_code == 200


def test_a_body_over_one_mebibyte_is_a_413(world: GraphQLWorld) -> None:
    frame = len(json.dumps({"query": "{__typename}#"}))
    fits = {"query": "{__typename}#" + "x" * (1_048_576 - frame)}
    assert post(world, fits).status_code == 200
    fits["query"] += "x"
    answer = post(world, fits)
    assert (answer.status_code, names(answer)) == (413, ["PAYLOAD_TOO_LARGE"])


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"])
def test_other_methods_are_a_405_that_names_the_right_ones(world: GraphQLWorld, method: str) -> None:
    answer = world.ask(method, "/graphql")
    assert (answer.status_code, names(answer)) == (405, ["METHOD_NOT_ALLOWED"])
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_get_executes_a_query(world: GraphQLWorld) -> None:
    document = "query A($id: ID!) { visitors(projectId: $id) { totalCount } } query B { __typename }"
    parameters = {"query": document, "variables": json.dumps({"id": SITE}), "operationName": "A"}
    answer = world.ask("GET", "/graphql", params=parameters, headers={"accept": RESPONSE_JSON})
    assert (answer.status_code, answer.json()) == (200, {"data": {"visitors": {"totalCount": 0}}})


def test_empty_parameters_in_a_url_are_none(world: GraphQLWorld) -> None:
    parameters = {"query": TYPENAME, "variables": "", "operationName": "", "extensions": ""}
    assert world.ask("GET", "/graphql", params=parameters).json() == ANSWER


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": ""},
        {"query": TYPENAME, "variables": "[]"},
        {"query": TYPENAME, "variables": "{"},
        {"query": TYPENAME, "extensions": "7"},
    ],
)
def test_a_get_that_is_no_graphql_request_is_a_400(world: GraphQLWorld, parameters: dict[str, str]) -> None:
    answer = world.ask("GET", "/graphql", params=parameters)
    assert (answer.status_code, names(answer)) == (400, ["BAD_REQUEST"])


def test_a_head_is_answered_as_the_get(world: GraphQLWorld) -> None:
    assert world.ask("HEAD", "/graphql", params={"query": TYPENAME}).status_code == 200


def test_pages_of_other_origins_cannot_read_answers(world: GraphQLWorld) -> None:
    answer = post(world, {"query": TYPENAME}, origin="https://shop.example.test")
    assert "access-control-allow-origin" not in answer.headers


def test_answers_are_not_kept(world: GraphQLWorld) -> None:
    assert post(world, {"query": TYPENAME}).headers["cache-control"] == "no-store"
