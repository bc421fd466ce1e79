"""POST /sites/{id}/tokens: tokens to order, and every mistake on purpose."""

from typing import Any

import pytest

from simulator.core.site import Site
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.mistakes import MAKERS
from tests import forge
from tests.wire.world import USER, World, error_of

PLAYED = "played"
OTHER = "played-too"


@pytest.fixture
def world(bare: World) -> World:
    """A simulator that plays two brands itself."""
    for site_id, name in ((PLAYED, "brand"), (OTHER, "other brand")):
        key = forge.key(name)
        site = Site(site_id, verification_keys=(key.public_pem(),), minting_key=key.private_pem())
        bare.run(bare.state.sites.put(site))
    return bare


def order(world: World, **fields: Any) -> Any:
    return world.control("POST", f"/sites/{PLAYED}/tokens", json={"userId": USER, **fields})


def verdict(world: World, token: str | None, site_id: str = PLAYED) -> dict[str, Any]:
    answer = world.control("POST", f"/sites/{site_id}/verdicts", json={"token": token})
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_token_to_order_is_accepted(world: World) -> None:
    answer = order(world, visitorData={"firstName": "Jane"})
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"token", "expects"}
    assert body["expects"] is None
    judged = verdict(world, body["token"])
    assert judged["accepted"]
    assert (judged["userId"], judged["visitorData"]) == (USER, {"firstName": "Jane"})
    assert judged["expiresAt"] == forge.NOW + 60
    assert [check["outcome"] for check in judged["checks"]] == ["passed"] * 8


def test_two_orders_make_two_tokens(world: World) -> None:
    first, second = (order(world).json()["token"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("seconds", [1, 0.5, 59.25, 3600])
def test_a_lifetime_counts_from_the_sites_now(world: World, seconds: float) -> None:
    world.control("PUT", f"/sites/{PLAYED}/clock", json={"frozenAt": 2_000_000_000})
    body = order(world, lifetimeSeconds=seconds).json()
    judged = verdict(world, body["token"])
    assert judged["accepted"]
    assert judged["expiresAt"] == 2_000_000_000 + seconds


@pytest.mark.parametrize("seconds", [0, -1, -3_155_760_000])
def test_a_lifetime_that_is_over_expects_an_expired_token(world: World, seconds: float) -> None:
    body = order(world, lifetimeSeconds=seconds).json()
    assert body["expects"] == verdict(world, body["token"])["code"]
    assert body["expects"] is not None


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": None}, "exp_not_number"),
        ({forge.USER_ID: 42}, "user_id_not_string"),
        ({forge.VISITOR_DATA: []}, "visitor_data_not_object"),
        ({"nbf": forge.NOW + 600}, "token_not_yet_valid"),
        ({"custom": {"deep": [1, None, "é"]}}, None),
    ],
)
def test_claims_are_added_last_and_win(world: World, claims: dict[str, Any], code: str | None) -> None:
    body = order(world, claims=claims).json()
    assert body["expects"] == code
    judged = verdict(world, body["token"])
    assert judged["code"] == code
    assert judged["claims"].items() >= claims.items()


def codes_of(judged: dict[str, Any]) -> set[str]:
    return {check["code"] for check in judged["checks"] if check["code"]}


@pytest.mark.parametrize("mistake", list(MAKERS))
def test_every_mistake_gets_the_code_that_was_promised(world: World, mistake: str) -> None:
    answer = order(world, mistake=mistake, visitorData={"firstName": "Jane"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["expects"] == mistake
    judged = verdict(world, body["token"])
    assert mistake in codes_of(judged)
    assert judged["code"] == (mistake if not judged["accepted"] else None)


@pytest.mark.parametrize("mistake", sorted(set(CATALOGUE.mistakes) - set(MAKERS)))
def test_a_mistake_that_no_token_carries_is_a_422_that_says_what_makes_it(world: World, mistake: str) -> None:
    answer = order(world, mistake=mistake)
    assert answer.status_code == 422
    error = error_of(answer)
    assert error["field"] == "mistake"
    assert mistake in error["message"]


def test_an_unknown_mistake_is_a_422_that_knows_a_near_one(world: World) -> None:
    answer = order(world, mistake="token_expird")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "mistake"
    assert '"token_expired"' in error_of(answer)["message"]


def test_a_mistake_that_a_sites_rules_forgive_is_not_promised(world: World) -> None:
    world.control("PUT", f"/sites/{PLAYED}", json={"rules": {"requireExp": False}})
    body = order(world, mistake="exp_missing").json()
    assert body["expects"] is None
    assert verdict(world, body["token"])["accepted"]


def test_a_site_that_refuses_everything_promises_that(world: World) -> None:
    world.control("PUT", f"/sites/{PLAYED}", json={"authenticationEnabled": False})
    assert order(world).json()["expects"] == "authentication_disabled"
    assert order(world, mistake="token_expired").json()["expects"] == "authentication_disabled"


def test_only_a_site_whose_private_key_is_here_mints(world: World) -> None:
    world.have_site("brands-own", brandPublicKeys=[forge.key("third brand").public_pem()])
    answer = world.control("POST", "/sites/brands-own/tokens", json={"userId": USER})
    assert answer.status_code == 409
    assert error_of(answer)["code"] == "minting_key_missing"


def test_a_site_whose_key_pair_was_replaced_mints_no_more(world: World) -> None:
    world.control("PUT", f"/sites/{PLAYED}", json={"brandPublicKeys": [forge.key("third brand").public_pem()]})
    assert order(world).status_code == 409


def test_a_site_that_keeps_its_key_beside_a_new_one_still_mints(world: World) -> None:
    keys = [forge.key("third brand").public_pem(), forge.key("brand").public_pem()]
    world.control("PUT", f"/sites/{PLAYED}", json={"brandPublicKeys": keys})
    assert order(world).json()["expects"] is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"userId": None}, "userId"),
        ({"userId": 1}, "userId"),
        ({"userId": "u" * 10_001}, "userId"),
        ({"visitorData": "Jane"}, "visitorData"),
        ({"visitorData": []}, "visitorData"),
        ({"lifetimeSeconds": "60"}, "lifetimeSeconds"),
        ({"lifetimeSeconds": None}, "lifetimeSeconds"),
        ({"lifetimeSeconds": True}, "lifetimeSeconds"),
        ({"lifetimeSeconds": 1e11}, "lifetimeSeconds"),
        ({"claims": []}, "claims"),
        ({"claims": "x"}, "claims"),
        ({"mistake": 1}, "mistake"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_wrong_field_is_named(world: World, fields: dict[str, Any], field: str) -> None:
    answer = order(world, **fields)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == field


def test_a_missing_user_id_is_named(world: World) -> None:
    answer = world.control("POST", f"/sites/{PLAYED}/tokens", json={})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "userId"


@pytest.mark.parametrize("name", ["visitorData", "claims", "mistake"])
def test_what_is_not_wanted_may_be_null(world: World, name: str) -> None:
    assert order(world, **{name: None}).json()["expects"] is None
