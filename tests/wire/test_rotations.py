"""POST /sites/{id}/rotations: keys that are replaced while tokens are on their way."""

from typing import Any

import pytest

from simulator.providers.iadvize.keys import load_public_key
from tests import forge
from tests.wire.world import SITE, World, error_of, simulator_key

Json = dict[str, Any]
OLD = load_public_key(forge.key("brand").public_pem()).thumbprint
OURS = simulator_key().public.thumbprint


def rotate(world: World, key: str, overlap: float = 0, **more: Any) -> Json:
    answer = world.control("POST", f"/sites/{SITE}/rotations", json={"key": key, "overlapSeconds": overlap, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def mint(world: World) -> str:
    answer = world.control("POST", f"/sites/{SITE}/tokens", json={"userId": "jane"})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


def code(world: World, token: str) -> str | None:
    found: str | None = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token}).json()["code"]
    return found


def published(world: World, **query: str) -> str:
    return world.control("GET", "/key", params=query).text


def test_a_new_brand_key_is_made_handed_out_and_mints(world: World) -> None:
    told = rotate(world, "brand")
    assert told["replaced"] == [OLD]
    assert told["retiresAt"] == forge.NOW
    assert told["brandPrivateKey"].startswith("-----BEGIN PRIVATE KEY-----")
    assert world.control("GET", f"/sites/{SITE}").json()["brandPublicKeys"] == [told["publicKey"]]
    world.activate(mint(world))
    assert [(attempt["brandKey"], attempt["code"]) for attempt in world.attempts()] == [(told["thumbprint"], None)]


def test_without_an_overlap_the_old_brand_key_is_refused_at_once_and_named(world: World) -> None:
    rotate(world, "brand")
    verdict = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": world.token()}).json()
    check = next(check for check in verdict["checks"] if check["outcome"] == "failed")
    assert (verdict["code"], check["found"]) == ("signature_mismatch", OLD)
    assert "until it was replaced" in check["message"]


def test_both_brand_keys_are_taken_until_the_overlap_is_over_on_the_sites_clock(world: World) -> None:
    told = rotate(world, "brand", 300)
    assert told["retiresAt"] == forge.NOW + 300
    world.advance(299)
    assert (code(world, world.token()), code(world, mint(world))) == (None, None)
    world.advance(1)
    assert (code(world, world.token()), code(world, mint(world))) == ("signature_mismatch", None)
    world.advance(-1)
    assert code(world, world.token()) is None


def test_the_journal_tells_which_key_each_token_used(world: World) -> None:
    new = rotate(world, "brand", 60)["thumbprint"]
    own = rotate(world, "iadvize", 60)["thumbprint"]
    world.activate(world.token())
    world.activate(mint(world))
    world.advance(60)
    world.activate(world.token())
    seen = [(attempt["brandKey"], attempt["iadvizeKey"], attempt["code"]) for attempt in reversed(world.attempts())]
    assert seen == [(OLD, OURS, None), (new, own, None), (OLD, OURS, "key_unwrap_failed")]


def test_the_brand_may_bring_its_new_key(world: World) -> None:
    new = forge.key("other-brand")
    told = rotate(world, "brand", 60, brandPublicKey=new.public_pem())
    assert "brandPrivateKey" not in told
    assert code(world, forge.token(forge.claims(), signer=new)) is None
    assert world.control("POST", f"/sites/{SITE}/tokens", json={"userId": "jane"}).status_code == 409


def test_rotating_to_the_key_that_is_there_changes_nothing(world: World) -> None:
    assert rotate(world, "brand", brandPublicKey=forge.key("brand").public_pem())["replaced"] == []
    assert code(world, world.token()) is None
    assert "retiringKeys" not in world.control("GET", f"/sites/{SITE}").json()


def test_a_key_that_comes_back_is_no_longer_retiring(world: World) -> None:
    rotate(world, "brand", brandPublicKey=forge.key("other-brand").public_pem())
    rotate(world, "brand", brandPublicKey=forge.key("brand").public_pem())
    assert code(world, world.token()) is None
    assert code(world, forge.token(forge.claims(), signer=forge.key("other-brand"))) == "signature_mismatch"


def test_iadvizes_key_is_replaced_on_one_site_alone(world: World) -> None:
    world.have_site("other")
    told = rotate(world, "iadvize")
    assert published(world, site=SITE) == told["publicKey"] != published(world)
    assert published(world, site="other") == published(world) == simulator_key().public.pem
    assert code(world, world.token()) == "key_unwrap_failed"
    verdict = world.control("POST", "/sites/other/verdicts", json={"token": world.token()}).json()
    assert verdict["accepted"]


def test_a_token_for_a_replaced_key_of_iadvize_is_explained_and_read_on(world: World) -> None:
    own = rotate(world, "iadvize")["thumbprint"]
    token = world.token(exp=world.now - 1)
    verdict = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token}).json()
    check = next(check for check in verdict["checks"] if check["outcome"] == "failed")
    assert (check["code"], check["found"], check["expected"]) == ("key_unwrap_failed", OURS, own)
    assert "has replaced" in check["message"]
    assert [also["code"] for also in verdict["alsoFound"]] == ["token_expired"]
    assert verdict["userId"] == forge.claims()["https://iadvize.com/userId"]


def test_iadvizes_earlier_keys_are_taken_for_their_overlaps(world: World) -> None:
    rotate(world, "brand", 1000)
    first = world.token()
    rotate(world, "iadvize", 300)
    second = mint(world)
    rotate(world, "iadvize", 30)
    third = mint(world)
    assert [code(world, token) for token in (first, second, third)] == [None, None, None]
    world.advance(31)
    late = world.token()
    assert [code(world, token) for token in (late, second)] == [None, "key_unwrap_failed"]
    world.advance(270)
    assert code(world, world.token()) == "key_unwrap_failed"


def test_the_site_names_the_keys_that_retire(world: World) -> None:
    rotate(world, "brand", 60)
    rotate(world, "iadvize", 90)
    assert world.control("GET", f"/sites/{SITE}").json()["retiringKeys"] == [
        {"key": "brand", "thumbprint": OLD, "retiresAt": forge.NOW + 60},
        {"key": "iadvize", "thumbprint": OURS, "retiresAt": forge.NOW + 90},
    ]


def test_keys_that_are_put_again_do_not_retire(world: World) -> None:
    rotate(world, "brand", 60)
    world.have_site()
    world.advance(61)
    assert code(world, world.token()) is None


def test_the_simulators_own_key_is_no_brands_new_one(world: World) -> None:
    body = {"key": "brand", "brandPublicKey": simulator_key().public.pem}
    error = error_of(world.control("POST", f"/sites/{SITE}/rotations", json=body))
    assert (error["code"], error["field"]) == ("key_is_ours", "brandPublicKey")
    assert code(world, world.token()) is None


def test_a_token_for_a_rotated_key_is_taken_apart_to_its_claims(world: World) -> None:
    def numbers() -> list[str]:
        answer = world.control("POST", f"/sites/{SITE}/explanations", json={"token": mint(world)}).json()
        return [part["number"] for part in answer["anatomy"]["parts"]]

    rotate(world, "brand")
    before = numbers()
    rotate(world, "iadvize")
    assert numbers() == before


def test_a_reset_keeps_rotated_keys(world: World) -> None:
    told = rotate(world, "iadvize")
    world.control("POST", f"/sites/{SITE}/reset")
    assert published(world, site=SITE) == told["publicKey"]


def test_many_rotations_keep_the_newest_five_old_keys(world: World) -> None:
    for _ in range(7):
        rotate(world, "iadvize", 60)
    site = world.control("GET", f"/sites/{SITE}").json()
    assert len(site["retiringKeys"]) == 5


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "key"),
        ({"key": "ours"}, "key"),
        ({"key": "brand", "overlapSeconds": -1}, "overlapSeconds"),
        ({"key": "brand", "overlapSeconds": "soon"}, "overlapSeconds"),
        ({"key": "brand", "brandPublicKey": "no key"}, "brandPublicKey"),
        ({"key": "iadvize", "brandPublicKey": "x"}, "brandPublicKey"),
        ({"key": "brand", "overlap": 3}, "overlap"),
    ],
)
def test_what_cannot_be_rotated_is_named(world: World, body: Json, field: str) -> None:
    answer = world.control("POST", f"/sites/{SITE}/rotations", json=body)
    assert (answer.status_code, error_of(answer)["field"]) == (422, field)
    assert "retiringKeys" not in world.control("GET", f"/sites/{SITE}").json()


def test_a_key_of_a_site_that_does_not_exist_is_a_404(world: World) -> None:
    for answer in (
        world.control("POST", "/sites/nowhere/rotations", json={"key": "brand"}),
        world.control("GET", "/key", params={"site": "nowhere"}),
    ):
        assert (answer.status_code, error_of(answer)["code"]) == (404, "site_not_found")
