"""Which routes a page of another origin may call: those of the tag, and none of the simulator's own."""

import pytest

from tests.wire.world import SITE, World

SHOP = "https://shop.example"
ALLOW_ORIGIN = "access-control-allow-origin"


def from_shop(world: World, method: str, path: str, **request: object) -> object:
    return world.ask(method, path, headers={"origin": SHOP}, **request).headers.get(ALLOW_ORIGIN)


def test_a_page_reads_whatever_the_tag_is_answered(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    body = {"siteId": SITE, "activationId": "a", "authenticationOption": {"type": "SECURED_AUTHENTICATION"}}
    calls: list[tuple[str, str, object]] = [
        ("POST", "/tag/activations", body),
        ("POST", "/tag/activations", {}),
        ("POST", "/tag/activations", " " * 1_048_577),
        ("GET", f"/tag/sessions/{session_id}?siteId={SITE}", None),
        ("GET", f"/tag/sessions/x?siteId={SITE}", None),
        ("PUT", f"/tag/sessions/{session_id}", body),
        ("POST", f"/tag/sessions/{session_id}/messages", {"siteId": SITE, "text": "Hello"}),
        ("DELETE", f"/tag/sessions/{session_id}/conversation?siteId={SITE}", None),
        ("DELETE", f"/tag/sessions/{session_id}?siteId={SITE}", None),
        ("PUT", f"/tag/sessions/{session_id}", body),
        ("GET", "/tag/nothing", None),
        ("PATCH", "/tag/activations", None),
        ("GET", "/client/boot.js", None),
    ]
    for method, path, content in calls:
        assert from_shop(world, method, path, json=content) == "*", (method, path)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/tag/activations", "/tag/sessions/x", "/tag/sessions/x/events"])
def test_a_browser_is_told_that_a_page_may_call_the_tags_routes(world: World, path: str, method: str) -> None:
    asked = {
        "origin": SHOP,
        "access-control-request-method": method,
        "access-control-request-headers": "content-type",
    }
    answer = world.ask("OPTIONS", path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers[ALLOW_ORIGIN] == "*"
    assert method in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


def test_a_browser_is_told_that_whatever_watches_the_page_may_add_its_headers(world: World) -> None:
    asked = {
        "origin": SHOP,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,traceparent,x-datadog-origin",
    }
    answer = world.ask("OPTIONS", "/tag/activations", headers=asked)
    assert answer.status_code == 200
    assert "traceparent" in answer.headers["access-control-allow-headers"]


def test_a_page_that_embeds_nothing_without_leave_may_load_the_script(world: World) -> None:
    answer = world.ask("GET", f"/iadvize.js?sid={SITE}", headers={"origin": SHOP})
    assert answer.headers[ALLOW_ORIGIN] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_page_in_the_internet_may_call_the_tag_on_this_machine(world: World) -> None:
    asked = {
        "origin": SHOP,
        "access-control-request-method": "POST",
        "access-control-request-private-network": "true",
    }
    answer = world.ask("OPTIONS", "/tag/activations", headers=asked)
    assert answer.headers["access-control-allow-private-network"] == "true"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/health", "/sites", f"/sites/{SITE}", "/key", "/reset", "/nothing"])
@pytest.mark.parametrize("origin", [SHOP, "http://127.0.0.1:8787"])
def test_nothing_below_the_simulators_own_routes_names_an_origin(
    world: World, method: str, path: str, origin: str
) -> None:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    answer = world.control(method, path, headers=headers)
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ["/graphql", "/oauth2/token", "/_authenticated"])
def test_no_page_of_another_origin_reads_what_backends_ask_for(world: World, path: str, method: str) -> None:
    assert from_shop(world, method, path) is None
