"""POST /sites/{id}/explanations and POST /keys: a token taken apart, a key named."""

from typing import Any

import pytest

from simulator.core.site import Site
from tests import forge
from tests.wire.world import SITE, World, error_of


def explained(world: World, token: str | None, site_id: str = SITE) -> Any:
    answer = world.control("POST", f"/sites/{site_id}/explanations", json={"token": token})
    assert answer.status_code == 200
    return answer.json()


def test_an_explanation_holds_the_verdict_that_the_site_gives(world: World) -> None:
    token = world.token(exp=world.now - 1)
    verdict = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token}).json()
    assert explained(world, token)["verdict"] == verdict


def test_five_parts_are_shown_with_the_three_inside_the_fourth(world: World) -> None:
    anatomy = explained(world, world.token())["anatomy"]
    assert anatomy["title"].endswith("five parts (JWE)")
    assert [part["number"] for part in anatomy["parts"]] == ["1", "2", "3", "4", "4.1", "4.2", "4.3", "5"]
    assert {part["outcome"] for part in anatomy["parts"]} == {None}


def test_what_is_wrong_is_marked_where_it_stands(world: World) -> None:
    anatomy = explained(world, world.token(exp=world.now - 60))["anatomy"]
    claims = next(part for part in anatomy["parts"] if part["number"] == "4.2")
    assert claims["outcome"] == "failed"
    (line,) = [line for line in claims["lines"] if line["spans"]]
    (span,) = line["spans"]
    assert line["text"][span["start"] : span["end"]] == str(world.now - 60)


def test_a_refused_token_brings_the_code_that_mends_it(world: World) -> None:
    claims = forge.claims(exp=world.now + 60)
    claims["userId"] = claims.pop("https://iadvize.com/userId")
    answer = explained(world, forge.token(claims))
    assert answer["verdict"]["code"] == "user_id_unprefixed"
    assert all("https://iadvize.com/userId" in snippet["crucial"] for snippet in answer["fix"]["snippets"])


def test_an_accepted_token_needs_no_fix(world: World) -> None:
    assert explained(world, world.token())["fix"] is None


@pytest.mark.parametrize("token", [None, "", "x", "a.b", "{}", "....", "é" * 70_000])
def test_whatever_is_pasted_is_explained(world: World, token: str | None) -> None:
    assert explained(world, token)["verdict"]["accepted"] is False


def test_half_a_character_is_no_reason_to_fail(world: World) -> None:
    answer = world.control("POST", f"/sites/{SITE}/explanations", content=b'{"token": "\\ud800.a.b.c.d"}')
    assert answer.status_code in (200, 400)


def test_a_site_that_nobody_has_is_explained_too(world: World) -> None:
    assert explained(world, world.token(), "nowhere")["verdict"]["code"] == "site_unknown"


def test_an_explanation_opens_nothing_and_uses_nothing_up(world: World) -> None:
    token = world.token()
    explained(world, token)
    assert world.control("GET", f"/sites/{SITE}/attempts").json()["total"] == 0
    assert world.control("GET", f"/sites/{SITE}/sessions").json()["total"] == 0
    assert world.activate(token).json()["authentication"]["status"] == "authentication-success"


def text(world: World, token: str | None, query: str = "", site_id: str = SITE) -> str:
    answer = world.control("POST", f"/sites/{site_id}/explanations?format=text{query}", json={"token": token})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    return answer.text


def test_as_text_it_names_the_code_the_site_and_the_fix(world: World) -> None:
    shown = text(world, forge.token(forge.claims(), signer=forge.key("stranger")))
    assert shown.startswith(f"✗ rejected: signature_mismatch\n  for the site {SITE}\n")
    assert "The fix as code" in shown


def test_a_right_token_and_a_missing_one_have_a_text_too(world: World) -> None:
    assert text(world, world.token()).startswith("✓ accepted: user ")
    assert text(world, None).startswith("✗ rejected: token_missing\n")
    assert text(world, world.token(), site_id="nowhere").startswith("✗ rejected: site_unknown\n")


def test_the_fix_comes_in_the_languages_that_are_asked_for(world: World) -> None:
    token = world.token(exp=forge.OMIT)
    shown = text(world, token, "&language=php,node")
    assert "PHP (" in shown
    assert "Node.js (" in shown
    assert "Python (" not in shown
    answer = world.control("POST", f"/sites/{SITE}/explanations?language=php", json={"token": token}).json()
    assert [snippet["label"].partition(" (")[0] for snippet in answer["fix"]["snippets"]] == ["PHP"]


def test_no_line_of_the_text_is_wider_than_asked(world: World) -> None:
    prose = text(world, world.token(exp=forge.OMIT), "&width=60").partition("The fix as code")[0]
    assert max(len(line) for line in prose.splitlines()) <= 60


@pytest.mark.parametrize(
    ("query", "field"), [("width=39", "width"), ("language=cobol", "language"), ("format=pdf", "format")]
)
def test_a_wrong_wish_is_named(world: World, query: str, field: str) -> None:
    answer = world.control("POST", f"/sites/{SITE}/explanations?{query}", json={"token": "x"})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == field


def report(world: World, key: Any) -> Any:
    answer = world.control("POST", "/keys", json={"key": key})
    assert answer.status_code == 200
    return answer.json()


def test_a_key_is_the_same_one_in_each_of_its_forms(bare: World) -> None:
    pem = forge.key("brand").public_pem()
    der = "".join(pem.split("-----")[2].split())
    bare.run(bare.state.sites.put(Site(SITE, verification_keys=(pem,))))
    reports = [report(bare, pem), report(bare, der)]
    assert [one["form"] for one in reports] == ["PEM (SPKI)", "base64 DER (SPKI)"]
    assert {one["thumbprint"] for one in reports} == {reports[0]["thumbprint"]}
    assert {(one["serves"], one["bits"], one["what"]) for one in reports} == {
        (True, 2048, "an RSA public key of 2048 bits")
    }


def test_a_jwk_is_recognised_as_an_object_and_as_text(bare: World) -> None:
    key = bare.control("GET", "/key?format=jwk").json()
    jwk = {name: key[name] for name in ("kty", "n", "e")}
    assert report(bare, jwk)["form"] == "JWK"
    assert report(bare, bare.control("GET", "/key?format=jwk").text)["code"] == "key_purpose"


def test_a_private_key_is_called_one_and_not_repeated(bare: World) -> None:
    private = forge.key("brand").private_pem()
    answer = bare.control("POST", "/keys", json={"key": private})
    assert answer.json()["code"] == "key_is_private"
    assert answer.json()["serves"] is False
    assert private.splitlines()[1] not in answer.text


def test_a_key_must_be_a_text_or_an_object(bare: World) -> None:
    answer = bare.control("POST", "/keys", json={"key": 7})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "key"
