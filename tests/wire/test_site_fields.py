"""Each field of a site: what it takes, and that what it does not take is a 422 that names it."""

from typing import Any

import pytest

from tests.wire.world import World, error_of

WRONG: list[tuple[str, Any]] = [
    ("siteId", ""),
    ("siteId", "a b"),
    ("siteId", "a/b"),
    ("siteId", "é"),
    ("siteId", "a\n"),
    ("siteId", "a" * 65),
    ("siteId", 12),
    ("siteId", None),
    ("name", None),
    ("name", 1),
    ("name", "n" * 201),
    ("authenticationEnabled", None),
    ("authenticationEnabled", "true"),
    ("authenticationEnabled", 1),
    ("brandPublicKeys", None),
    ("brandPublicKeys", "text"),
    ("brandPublicKeys", {}),
    ("brandPublicKeys", ["x"] * 21),
    ("sessionLifetimeSeconds", None),
    ("sessionLifetimeSeconds", 0),
    ("sessionLifetimeSeconds", 0.999),
    ("sessionLifetimeSeconds", -1),
    ("sessionLifetimeSeconds", 31_536_001),
    ("sessionLifetimeSeconds", "3600"),
    ("sessionLifetimeSeconds", True),
    ("retries", None),
    ("retries", -1),
    ("retries", 11),
    ("retries", 1.5),
    ("retries", "3"),
    ("retries", True),
    ("retryDelaysMs", None),
    ("retryDelaysMs", 250),
    ("retryDelaysMs", [1] * 11),
    ("verdicts", None),
    ("verdicts", "Opaque"),
    ("verdicts", True),
    ("requireApiToken", None),
    ("requireApiToken", "yes"),
    ("rules", None),
    ("rules", []),
    ("brandPrivateKey", "x"),
    ("surprise", 1),
]
NESTED: list[tuple[dict[str, Any], str]] = [
    ({"brandPublicKeys": [None]}, "brandPublicKeys[0]"),
    ({"brandPublicKeys": [1]}, "brandPublicKeys[0]"),
    ({"retryDelaysMs": [1, -1]}, "retryDelaysMs[1]"),
    ({"retryDelaysMs": [60_001]}, "retryDelaysMs[0]"),
    ({"retryDelaysMs": [None]}, "retryDelaysMs[0]"),
    ({"retryDelaysMs": [1.5]}, "retryDelaysMs[0]"),
    ({"rules": {"leewaySeconds": -1}}, "rules.leewaySeconds"),
    ({"rules": {"leewaySeconds": 86_401}}, "rules.leewaySeconds"),
    ({"rules": {"leewaySeconds": None}}, "rules.leewaySeconds"),
    ({"rules": {"leewaySeconds": "1"}}, "rules.leewaySeconds"),
    ({"rules": {"requireExp": None}}, "rules.requireExp"),
    ({"rules": {"requireExp": 0}}, "rules.requireExp"),
    ({"rules": {"leeway": 1}}, "rules.leeway"),
]


def _title(case: object) -> str:
    return repr(case)[:40]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=_title)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_wrong_value_is_a_422_that_names_its_field(bare: World, method: str, name: str, value: object) -> None:
    answer = bare.control(method, "/sites" if method == "POST" else "/sites/mine", json={name: value})
    assert answer.status_code == 422
    error = error_of(answer)
    assert error["field"] == name
    assert error["message"].startswith(f"{name}: ")
    assert bare.control("GET", "/sites").json() == {"sites": []}


@pytest.mark.parametrize(("body", "field"), NESTED, ids=_title)
def test_a_wrong_value_inside_is_named_with_its_path(bare: World, body: dict[str, Any], field: str) -> None:
    answer = bare.control("PUT", "/sites/mine", json=body)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == field


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "n" * 200},
        {"sessionLifetimeSeconds": 1},
        {"sessionLifetimeSeconds": 1.5},
        {"sessionLifetimeSeconds": 31_536_000},
        {"retries": 0},
        {"retries": 10},
        {"retryDelaysMs": []},
        {"retryDelaysMs": [0, 60_000]},
        {"verdicts": "opaque"},
        {"brandPublicKeys": []},
    ],
    ids=_title,
)
def test_a_value_at_its_bound_is_taken(bare: World, body: dict[str, Any]) -> None:
    answer = bare.control("PUT", "/sites/mine", json=body)
    assert answer.status_code == 201
    (name, value), *_ = body.items()
    assert answer.json()[name] == value


@pytest.mark.parametrize("site_id", ["a", "A-_9", "a" * 64, "0"])
def test_an_id_may_be_1_to_64_letters_digits_lines_and_dashes(bare: World, site_id: str) -> None:
    assert bare.control("PUT", f"/sites/{site_id}").status_code == 201
    assert bare.control("DELETE", f"/sites/{site_id}").status_code == 204
    body = {"siteId": site_id, "brandPublicKeys": []}
    assert bare.control("POST", "/sites", json=body).json()["siteId"] == site_id


@pytest.mark.parametrize("site_id", ["a%20b", "%C3%A9", "a" * 65, "a.b"])
def test_a_path_with_another_id_is_a_422(bare: World, site_id: str) -> None:
    answer = bare.control("PUT", f"/sites/{site_id}")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "siteId"


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"1", b"null", b"true"])
def test_a_body_that_is_no_object_is_a_422(bare: World, body: bytes) -> None:
    answer = bare.control("PUT", "/sites/mine", content=body)
    assert answer.status_code == 422
    assert error_of(answer)["message"].startswith("body: ")
