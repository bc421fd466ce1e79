"""What no body may be, on any route."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.world import SITE, World, error_of

MEBIBYTE = 1_048_576
READING = [
    ("POST", "/_simulator/sites"),
    ("PUT", f"/_simulator/sites/{SITE}"),
    ("POST", f"/_simulator/sites/{SITE}/tokens"),
    ("POST", f"/_simulator/sites/{SITE}/verdicts"),
    ("PUT", f"/_simulator/sites/{SITE}/clock"),
    ("POST", f"/_simulator/sites/{SITE}/conversations/x/messages"),
    ("POST", "/tag/activations"),
    ("PUT", "/tag/sessions/x"),
    ("POST", "/tag/sessions/x/messages"),
]
OTHERS = [
    ("GET", "/_simulator/health"),
    ("GET", "/_simulator/sites"),
    ("POST", "/_simulator/reset"),
    ("POST", f"/_simulator/sites/{SITE}/reset"),
    ("DELETE", f"/_simulator/sites/{SITE}/attempts"),
    ("DELETE", f"/_simulator/sites/{SITE}/clock"),
    ("DELETE", f"/tag/sessions/x?siteId={SITE}"),
    ("GET", f"/tag/sessions/x?siteId={SITE}"),
]


def deep(levels: int) -> bytes:
    return b'{"claims":' + b"[" * levels + b"]" * levels + b"}"


BROKEN = {
    "half": b'{"userId": "u"',
    "no JSON": b"userId=u",
    "two values": b"{} {}",
    "trailing comma": b'{"userId": "u",}',
    "comment": b'{"userId": "u" /* me */}',
    "NaN": b'{"lifetimeSeconds": NaN}',
    "Infinity": b'{"lifetimeSeconds": -Infinity}',
    "too large a float": b'{"lifetimeSeconds": 1e999}',
    "too large an integer": b'{"lifetimeSeconds": ' + b"9" * 5000 + b"}",
    "invalid UTF-8": b'{"userId": "\xff"}',
    "overlong UTF-8": b'{"userId": "\xc0\xaf"}',
    "UTF-16": '{"userId": "u"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "half a surrogate pair": b'{"userId": "\\ud800"}',
    "a control character": b'{"userId": "\x00"}',
    "too deep": deep(100),
    "far too deep": deep(100_000),
}


@pytest.mark.parametrize("how", list(BROKEN))
def test_a_body_that_is_no_json_is_a_400(world: World, how: str) -> None:
    answer = world.control("POST", f"/sites/{SITE}/tokens", content=BROKEN[how])
    assert answer.status_code == 400
    error = error_of(answer)
    assert (error["code"], error["field"]) == ("body_not_json", None)


@pytest.mark.parametrize(("method", "path"), READING)
@pytest.mark.parametrize("how", ["half", "invalid UTF-8", "far too deep", "too large an integer"])
def test_every_route_that_reads_a_body_refuses_what_is_no_json(world: World, method: str, path: str, how: str) -> None:
    answer = world.ask(method, path, content=BROKEN[how])
    assert answer.status_code == 400
    assert error_of(answer)["code"] == "body_not_json"


@pytest.mark.parametrize(("method", "path"), READING + OTHERS)
def test_every_route_refuses_a_body_that_says_it_is_over_the_bound(world: World, method: str, path: str) -> None:
    answer = world.ask(method, path, content=b" " * (MEBIBYTE + 1))
    assert answer.status_code == 413
    assert error_of(answer)["code"] == "body_too_large"


@pytest.mark.parametrize(("method", "path"), READING + OTHERS)
def test_every_route_refuses_a_body_that_grows_over_the_bound(world: World, method: str, path: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * 65_536

    answer = world.ask(method, path, content=endless(), headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 413
    assert error_of(answer)["code"] == "body_too_large"


def test_a_body_at_the_bound_is_read(world: World) -> None:
    body = b'{"token": "x"}'
    answer = world.control("POST", f"/sites/{SITE}/verdicts", content=body.ljust(MEBIBYTE))
    assert answer.status_code == 200


def test_a_body_in_chunks_is_read(world: World) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for part in (b'{"advance', b'Seconds"', b": 5}"):
            yield part

    answer = world.control("PUT", f"/sites/{SITE}/clock", content=chunks(), headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("number", "status"), [(b"60.0", 200), (b"6e1", 200), (b"1e300", 422), (b"1" + b"0" * 200, 422), (b"-0", 200)]
)
def test_a_number_that_can_be_read_is_judged_as_a_value(world: World, number: bytes, status: int) -> None:
    answer = world.control("PUT", f"/sites/{SITE}/clock", content=b'{"advanceSeconds": ' + number + b"}")
    assert answer.status_code == status


def test_a_whole_number_past_64_bits_is_judged_as_a_value(world: World) -> None:
    answer = world.control("PUT", f"/sites/{SITE}", content=b'{"retries": ' + b"9" * 40 + b"}")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "retries"


def test_an_empty_body_is_an_empty_object(world: World) -> None:
    answer = world.control("POST", f"/sites/{SITE}/tokens", content=b"")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "userId"


def test_white_space_alone_is_no_json(world: World) -> None:
    answer = world.control("POST", f"/sites/{SITE}/tokens", content=b" \n")
    assert answer.status_code == 400
    assert error_of(answer)["code"] == "body_not_json"


@pytest.mark.parametrize("path", ["/_simulator/nothing", "/_simulator/sites/a/b/c", "/tag/nothing", "/nothing"])
def test_an_unknown_route_is_a_404_in_the_one_shape(world: World, path: str) -> None:
    answer = world.ask("GET", path)
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "route_not_found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/_simulator/sites", {"GET", "HEAD", "POST"}),
        ("POST", "/_simulator/health", {"GET", "HEAD"}),
        ("GET", "/_simulator/reset", {"POST"}),
        ("GET", "/tag/activations", {"POST"}),
        ("POST", "/iadvize.js", {"GET", "HEAD"}),
    ],
)
def test_a_method_that_a_route_does_not_take_is_a_405(world: World, method: str, path: str, allowed: set[str]) -> None:
    answer = world.ask(method, path)
    assert answer.status_code == 405
    assert error_of(answer)["code"] == "method_not_allowed"
    assert allowed & set(answer.headers["allow"].split(", "))
    assert f"but {answer.headers['allow']}." in error_of(answer)["message"]


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ({"brandPublicKey": "x"}, "; did you mean brandPublicKeys?"),
        ({"rules": {"leeway": 1}}, "; did you mean leewaySeconds?"),
        ({"leewaySeconds": 1}, "; it belongs under rules: rules.leewaySeconds."),
        ({"zzz": 1}, ", verdicts, requireApiToken, rules."),
    ],
)
def test_a_field_that_there_is_not_is_told_the_nearest_or_all(
    world: World, body: dict[str, object], advice: str
) -> None:
    answer = world.control("PUT", f"/sites/{SITE}", json=body)
    assert answer.status_code == 422
    assert error_of(answer)["message"].endswith(advice)


def test_a_path_where_nothing_is_is_told_where_all_paths_are_listed(world: World) -> None:
    answer = world.ask("GET", "/_simulator/nothing")
    assert error_of(answer)["message"] == "Nothing lives at /_simulator/nothing; /api lists what there is."
