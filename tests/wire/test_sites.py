"""Sites over HTTP: create, list, show, change, remove."""

import re

import pytest

from simulator.state.memory import MemoryState
from simulator.state.memory.sites import MemorySites
from tests import forge
from tests.wire.world import SITE, World, error_of

DEFAULTS = {
    "provider": "iadvize",
    "name": "",
    "authenticationEnabled": True,
    "brandPublicKeys": [],
    "sessionLifetimeSeconds": 3600,
    "retries": 3,
    "retryDelaysMs": [250, 500, 1000],
    "verdicts": "explained",
    "requireApiToken": False,
    "rules": {"leewaySeconds": 0, "requireExp": True},
}
FULL = {
    "provider": "iadvize",
    "name": "Harbour Bank é ✓",
    "authenticationEnabled": False,
    "brandPublicKeys": [forge.key("brand").public_pem()],
    "sessionLifetimeSeconds": 420,
    "retries": 1,
    "retryDelaysMs": [1, 2],
    "verdicts": "opaque",
    "requireApiToken": True,
    "rules": {"leewaySeconds": 2.5, "requireExp": False},
}


def test_a_posted_site_gets_an_id_defaults_and_a_key_pair(bare: World) -> None:
    answer = bare.control("POST", "/sites", json={})
    assert answer.status_code == 201
    site = answer.json()
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", site["siteId"])
    assert answer.headers["location"] == f"/_simulator/sites/{site['siteId']}"
    assert site["brandPrivateKey"].startswith("-----BEGIN PRIVATE KEY-----\n")
    (public,) = site["brandPublicKeys"]
    assert public.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert {name: site[name] for name in DEFAULTS} == DEFAULTS | {"brandPublicKeys": [public]}
    assert set(site) == {"siteId", "brandPrivateKey", *DEFAULTS}


def test_the_private_key_is_answered_once_and_never_again(bare: World) -> None:
    site_id = bare.control("POST", "/sites").json()["siteId"]
    bare.control("POST", f"/sites/{site_id}/verdicts", json={"token": "x"})
    bare.activate(None, site_id=site_id)
    later = [
        bare.control("GET", "/sites"),
        bare.control("GET", f"/sites/{site_id}"),
        bare.control("PUT", f"/sites/{site_id}", json={"name": "new"}),
        bare.control("POST", f"/sites/{site_id}/tokens", json={"userId": "u"}),
        bare.control("GET", f"/sites/{site_id}/attempts"),
        bare.control("POST", "/sites", json={"siteId": site_id}),
    ]
    for answer in later:
        assert "PRIVATE KEY" not in answer.text
        assert "brandPrivateKey" not in answer.text


def test_two_posted_sites_have_nothing_in_common(bare: World) -> None:
    first, second = (bare.control("POST", "/sites", json={}).json() for _ in range(2))
    assert first["siteId"] != second["siteId"]
    assert first["brandPublicKeys"] != second["brandPublicKeys"]


def test_a_posted_site_takes_every_field(bare: World) -> None:
    answer = bare.control("POST", "/sites", json={"siteId": "mine", **FULL})
    assert answer.status_code == 201
    assert answer.json() == {"siteId": "mine", **FULL}
    assert bare.control("GET", "/sites/mine").json() == {"siteId": "mine", **FULL}


@pytest.mark.parametrize("keys", [[], [forge.key("brand").public_pem()]])
def test_a_posted_site_with_the_brands_own_keys_gets_none_made(bare: World, keys: list[str]) -> None:
    site = bare.control("POST", "/sites", json={"brandPublicKeys": keys}).json()
    assert site["brandPublicKeys"] == keys
    assert "brandPrivateKey" not in site


def test_a_taken_id_is_a_409(world: World) -> None:
    answer = world.control("POST", "/sites", json={"siteId": SITE, "brandPublicKeys": []})
    assert answer.status_code == 409
    assert error_of(answer)["code"] == "site_exists"
    assert world.control("GET", f"/sites/{SITE}").json()["brandPublicKeys"] == [forge.key("brand").public_pem()]


def test_a_put_creates_a_site_without_keys(bare: World) -> None:
    answer = bare.control("PUT", "/sites/mine", json={})
    assert answer.status_code == 201
    assert answer.json() == {"siteId": "mine", **DEFAULTS}


def test_a_put_without_a_body_creates_a_site_too(bare: World) -> None:
    assert bare.control("PUT", "/sites/mine").status_code == 201


@pytest.mark.parametrize("name", list(FULL))
def test_a_put_keeps_every_field_that_is_left_out(bare: World, name: str) -> None:
    bare.control("PUT", "/sites/mine", json=FULL)
    change = {name: DEFAULTS[name]}
    answer = bare.control("PUT", "/sites/mine", json=change)
    assert answer.status_code == 200
    assert answer.json() == {"siteId": "mine", **FULL, **change}


def test_a_put_keeps_the_rule_that_is_left_out(bare: World) -> None:
    bare.control("PUT", "/sites/mine", json=FULL)
    one = bare.control("PUT", "/sites/mine", json={"rules": {"requireExp": True}}).json()
    assert one["rules"] == {"leewaySeconds": 2.5, "requireExp": True}


def test_a_put_may_repeat_the_id_of_its_path(bare: World) -> None:
    assert bare.control("PUT", "/sites/mine", json={"siteId": "mine"}).status_code == 201
    answer = bare.control("PUT", "/sites/mine", json={"siteId": "other"})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "siteId"


def test_sites_are_listed_oldest_first(bare: World) -> None:
    for site_id in ("b", "a", "c"):
        bare.have_site(site_id)
    bare.have_site("a", name="changed")
    assert [site["siteId"] for site in bare.control("GET", "/sites").json()["sites"]] == ["b", "a", "c"]


def test_a_removed_site_is_gone_with_all_that_happened(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    world.advance(50)
    assert world.control("DELETE", f"/sites/{SITE}").status_code == 204
    assert world.control("DELETE", f"/sites/{SITE}").status_code == 404
    assert world.control("GET", "/sites").json() == {"sites": []}
    assert world.activate(world.token()).json()["explanation"]["code"] == "site_unknown"
    world.have_site()
    assert world.attempts() == world.sessions() == []
    assert world.ask("GET", f"/tag/sessions/{session_id}?siteId={SITE}").status_code == 404
    assert world.control("GET", f"/sites/{SITE}/clock").json() == {"now": forge.NOW, "frozen": False}


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/tokens"),
        ("GET", "/corpus"),
        ("GET", "/attempts"),
        ("DELETE", "/attempts"),
        ("GET", "/sessions"),
        ("DELETE", "/sessions/x"),
        ("GET", "/clock"),
        ("PUT", "/clock"),
        ("DELETE", "/clock"),
        ("POST", "/reset"),
        ("GET", "/conversations"),
        ("POST", "/conversations/x/messages"),
    ],
)
def test_an_unknown_site_is_a_404(bare: World, method: str, rest: str) -> None:
    bodies = {"/tokens": {"userId": "u"}, "/clock": {"advanceSeconds": 1}, "/conversations/x/messages": {"text": "x"}}
    answer = bare.control(method, f"/sites/nowhere{rest}", json=bodies.get(rest))
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "site_not_found"


def test_past_the_bound_of_sites_there_is_a_429() -> None:
    state = MemoryState()
    state.sites = MemorySites(bound=2)
    with World(state=state) as bare:
        statuses = [bare.control("PUT", f"/sites/{name}").status_code for name in ("a", "b", "c", "a")]
        assert statuses == [201, 201, 429, 200]
        answer = bare.control("POST", "/sites", json={"brandPublicKeys": []})
        assert answer.status_code == 429
        assert error_of(answer)["code"] == "too_many_sites"
        assert bare.control("DELETE", "/sites/a").status_code == 204
        assert bare.control("PUT", "/sites/c").status_code == 201


def test_a_provider_that_does_not_exist_is_named(bare: World) -> None:
    for method, path in (("POST", "/sites"), ("PUT", "/sites/mine")):
        answer = bare.control(method, path, json={"provider": "iadvise"})
        assert answer.status_code == 422
        error = error_of(answer)
        assert error["field"] == "provider"
        assert 'did you mean "iadvize"?' in error["message"]


def test_a_provider_is_a_text(bare: World) -> None:
    assert bare.control("POST", "/sites", json={"provider": ["iadvize"]}).status_code == 422


def test_a_provider_never_changes(bare: World) -> None:
    bare.control("PUT", "/sites/mine", json={"provider": "iadvize"})
    answer = bare.control("PUT", "/sites/mine", json={"provider": "another"})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "provider"


@pytest.mark.parametrize("path", ["/mistakes", "/faults", "/mistakes/jws_unsigned"])
def test_a_table_of_an_unknown_provider_is_a_404(bare: World, path: str) -> None:
    answer = bare.control("GET", f"{path}?provider=nobody")
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "provider_not_found"
    assert bare.control("GET", f"{path}?provider=iadvize").json() == bare.control("GET", path).json()
