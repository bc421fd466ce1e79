"""The description of the API: complete, valid, and as the interface promises."""

from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig

from tests.wire.world import World

ROUTES = {
    "/_simulator/health": "get",
    "/_simulator/key": "get",
    "/_simulator/login": "delete post",
    "/_simulator/sites": "get post",
    "/_simulator/sites/{siteId}": "delete get put",
    "/_simulator/sites/{siteId}/tokens": "post",
    "/_simulator/sites/{siteId}/corpus": "get",
    "/_simulator/sites/{siteId}/rotations": "post",
    "/_simulator/sites/{siteId}/verdicts": "post",
    "/_simulator/sites/{siteId}/explanations": "post",
    "/_simulator/keys": "post",
    "/_simulator/sites/{siteId}/attempts": "delete get",
    "/_simulator/sites/{siteId}/attempts/{attemptId}": "get",
    "/_simulator/sites/{siteId}/visitors": "get",
    "/_simulator/sites/{siteId}/sessions": "get",
    "/_simulator/sites/{siteId}/sessions/{sessionId}": "delete",
    "/_simulator/sites/{siteId}/conversations": "get",
    "/_simulator/sites/{siteId}/conversations/{conversationId}/messages": "post",
    "/_simulator/sites/{siteId}/faults": "delete get post",
    "/_simulator/sites/{siteId}/faults/{faultName}": "delete",
    "/_simulator/sites/{siteId}/clock": "delete get put",
    "/_simulator/sites/{siteId}/reset": "post",
    "/_simulator/reset": "post",
    "/_simulator/events": "get",
    "/_simulator/faults": "get",
    "/_simulator/scenarios": "get",
    "/_simulator/sites/{siteId}/scenarios": "delete get post",
    "/_simulator/mistakes": "get",
    "/_simulator/mistakes/{code}": "get",
    "/_simulator/openapi.json": "get",
    "/tag/activations": "post",
    "/tag/sessions/{sessionId}": "delete get put",
    "/tag/sessions/{sessionId}/events": "get",
    "/tag/sessions/{sessionId}/messages": "post",
    "/tag/sessions/{sessionId}/conversation": "delete",
    "/graphql": "get post",
    "/oauth2/token": "post",
    "/_authenticated": "get",
}
ERROR = {"$ref": "#/components/schemas/ErrorAnswer"}


@pytest.fixture
def document(bare: World) -> Any:
    return bare.control("GET", "/openapi.json").json()


def operations(document: Any) -> dict[str, Any]:
    return {
        f"{method} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_it_is_valid_openapi(document: Any) -> None:
    assert document["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(document, config=SchemathesisConfig()).validate()


def test_it_describes_every_route_of_the_interface(document: Any) -> None:
    described = {path: " ".join(sorted(methods)) for path, methods in document["paths"].items()}
    assert described.items() >= ROUTES.items()


def test_every_operation_has_a_name_of_its_own_and_is_summed_up_in_a_sentence(document: Any) -> None:
    every = operations(document)
    assert len({operation["operationId"] for operation in every.values()}) == len(every)
    tags = {tag["name"] for tag in document["tags"] if tag["description"]}
    for name, operation in every.items():
        assert operation["summary"].endswith("."), name
        assert set(operation["tags"]) <= tags, name


def test_every_parameter_in_a_path_is_described(document: Any) -> None:
    for name, operation in operations(document).items():
        parameters = operation.get("parameters", [])
        in_path = [one["name"] for one in parameters if one["in"] == "path"]
        assert [f"{{{one}}}" in name for one in in_path] == [True] * name.count("{"), name


def test_errors_of_the_control_api_have_one_shape(document: Any) -> None:
    for name, operation in operations(document).items():
        if "/_simulator" in name:
            errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert "403" in errors, name
            assert all(answer["content"]["application/json"]["schema"] == ERROR for answer in errors.values()), name


def test_a_body_may_be_left_out_where_it_needs_no_member(document: Any) -> None:
    required = {
        name: operation["requestBody"]["required"]
        for name, operation in operations(document).items()
        if "requestBody" in operation
    }
    assert required["post /_simulator/sites"] is False
    assert required["post /_simulator/sites/{siteId}/tokens"] is True
    assert required["put /_simulator/sites/{siteId}/clock"] is True


def test_members_are_listed_in_the_order_in_which_they_are_answered(world: World, document: Any) -> None:
    verdict = world.control("POST", "/sites/harbour/verdicts", json={"token": "x"}).json()
    assert list(document["components"]["schemas"]["VerdictJson"]["properties"]) == list(verdict)


def test_what_stands_in_for_iadvize_is_described_first_and_the_second_system_last(document: Any) -> None:
    tags = [tag["name"] for tag in document["tags"]]
    assert (tags[0], tags[-1]) == ("tag", "chat widget")


def test_a_405_names_every_method_of_the_path(bare: World) -> None:
    for path, methods in ROUTES.items():
        answer = bare.ask("PATCH", path.replace("{", "").replace("}", ""))
        allowed = {*methods.upper().split(), *(["HEAD"] if "get" in methods else [])}
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == allowed, path


def test_a_whole_number_may_be_written_with_a_point(world: World) -> None:
    order = {"name": "slow", "times": 2.0, "delayMs": 1e3}
    answer = world.control("POST", "/sites/harbour/faults", json=order)
    assert answer.status_code == 201
    assert '"times":2,' in answer.text
    assert '"delayMs":1000,' in answer.text
    assert world.control("POST", "/sites/harbour/faults", json={**order, "times": 1.5}).status_code == 422
