"""Projects of Chat for JSM over HTTP: created with a secret key that is shown once, changed, told apart from sites."""

import json
import re
from typing import Any

import pytest

from tests import forge
from tests.wire.chat_world import EMAIL, ChatWorld
from tests.wire.world import World, error_of

NEW = {"provider": "jsm-chat"}
DEFAULTS = {
    "provider": "jsm-chat",
    "name": "",
    "authenticationEnabled": True,
    "secretKeyFingerprint": None,
    "sessionLifetimeSeconds": 3600,
    "verdicts": "explained",
    "rules": {"leewaySeconds": 0, "requireExp": True},
}


def test_a_posted_project_gets_a_secret_key_that_signs_its_tokens(bare: World) -> None:
    answer = bare.control("POST", "/sites", json=NEW)
    assert answer.status_code == 201
    project = answer.json()
    assert re.fullmatch(r"[A-Za-z0-9+/]{43}=", project["secretKey"])
    assert set(project) == {"siteId", "secretKey", *DEFAULTS}
    token = forge.chat_token(secret=project["secretKey"])
    verdict = bare.control("POST", f"/sites/{project['siteId']}/verdicts", json={"token": token}).json()
    assert verdict["accepted"]
    assert verdict["userId"] == "jane.doe@example.com"


def test_the_secret_key_is_answered_once_and_never_again(bare: World) -> None:
    project = bare.control("POST", "/sites", json=NEW).json()
    path = f"/sites/{project['siteId']}"
    later = [
        bare.control("GET", "/sites"),
        bare.control("GET", path),
        bare.control("PUT", path, json={"name": "new"}),
        bare.control("POST", f"{path}/verdicts", json={"token": forge.chat_token(secret="stranger")}),
        bare.control("POST", f"{path}/explanations", json={"token": forge.chat_token(secret="stranger")}),
    ]
    for answer in later:
        assert answer.status_code == 200
        assert project["secretKey"] not in answer.text


def test_two_projects_have_two_secret_keys(bare: World) -> None:
    first, second = (bare.control("POST", "/sites", json=NEW).json() for _ in range(2))
    assert first["secretKey"] != second["secretKey"]


def test_a_put_creates_a_project_without_a_secret_key(bare: World) -> None:
    answer = bare.control("PUT", "/sites/desk", json=NEW)
    assert answer.status_code == 201
    assert answer.json() == {"siteId": "desk", **DEFAULTS}


def test_the_secret_key_that_a_backend_has_can_be_set_and_taken_away(chat: ChatWorld) -> None:
    verdict = "/sites/desk/verdicts"
    assert chat.control("POST", verdict, json={"token": chat.chat_token()}).json()["accepted"]
    assert chat.control("PUT", "/sites/desk", json={"secretKey": None}).json()["secretKeyFingerprint"] is None
    assert chat.control("POST", verdict, json={"token": chat.chat_token()}).json()["code"] == "secret_key_missing"


def test_a_secret_key_that_was_replaced_is_recognised(chat: ChatWorld) -> None:
    chat.have_project(secretKey="another")
    verdict = chat.control("POST", "/sites/desk/verdicts", json={"token": chat.chat_token()}).json()
    assert verdict["code"] == "secret_key_retired"


def test_a_project_keeps_its_provider_in_a_put_without_one(chat: ChatWorld) -> None:
    answer = chat.control("PUT", "/sites/desk", json={"name": "Desk"})
    assert answer.status_code == 200
    assert answer.json()["provider"] == "jsm-chat"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"provider": "iadvize"}, "provider"),
        ({"brandPublicKeys": []}, "brandPublicKeys"),
        ({"secretKey": ""}, "secretKey"),
        ({"secretKey": 7}, "secretKey"),
        ({"secretKey": "-----BEGIN PRIVATE KEY-----"}, "secretKey"),
        ({"secretKey": forge.chat_token()}, "secretKey"),
        ({"secretKey": "x" * 1001}, "secretKey"),
        ({"retries": 3}, "retries"),
        ({"rules": {"leewaySeconds": -1}}, "rules.leewaySeconds"),
        ({"siteId": "other"}, "siteId"),
    ],
)
def test_a_field_that_a_project_cannot_have_is_named(chat: ChatWorld, fields: dict[str, Any], named: str) -> None:
    answer = chat.control("PUT", "/sites/desk", json=fields)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == named


def test_a_secret_key_is_no_field_of_an_iadvize_site(world: World) -> None:
    answer = world.control("PUT", "/sites/harbour", json={"secretKey": "x"})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "secretKey"


def test_both_providers_sites_are_listed(chat: ChatWorld) -> None:
    chat.have_site()
    listed = chat.control("GET", "/sites").json()["sites"]
    assert {site["siteId"]: site["provider"] for site in listed} == {"desk": "jsm-chat", "harbour": "iadvize"}


def test_a_token_for_the_other_provider_is_told_apart(chat: ChatWorld) -> None:
    chat.have_site()
    here = chat.control("POST", "/sites/desk/verdicts", json={"token": chat.token()}).json()
    there = chat.control("POST", "/sites/harbour/verdicts", json={"token": chat.chat_token()}).json()
    assert (here["code"], there["code"]) == ("token_encrypted", "token_not_encrypted")


def test_the_catalogue_and_the_failure_modes_are_the_providers(bare: World) -> None:
    mistakes = bare.control("GET", "/mistakes?provider=jsm-chat").json()["mistakes"]
    assert {one["code"] for one in mistakes} > {"email_missing", "secret_key_recoded"}
    modes = {mode["name"] for mode in bare.control("GET", "/faults?provider=jsm-chat").json()["modes"]}
    assert "customer-pending" in modes
    assert "visitor-mismatch" not in modes
    assert "customer-pending" not in {mode["name"] for mode in bare.control("GET", "/faults").json()["modes"]}
    fix = bare.control("GET", "/mistakes/email_missing?provider=jsm-chat").json()["fix"]
    assert "SignJWT" in fix["snippets"][0]["code"]


@pytest.mark.parametrize(("site", "mode"), [("desk", "visitor-mismatch"), ("harbour", "customer-pending")])
def test_a_failure_mode_of_the_other_provider_cannot_be_armed(chat: ChatWorld, site: str, mode: str) -> None:
    chat.have_site()
    answer = chat.control("POST", f"/sites/{site}/faults", json={"name": mode})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "name"


def test_a_token_can_be_minted(chat: ChatWorld) -> None:
    order = {"userId": "joe@example.com", "displayName": "Joe"}
    minted = chat.control("POST", "/sites/desk/tokens", json=order).json()
    assert minted["expects"] is None
    verdict = chat.control("POST", "/sites/desk/verdicts", json={"token": minted["token"]}).json()
    assert verdict["visitorData"] == {"displayName": "Joe", "email": "joe@example.com"}
    assert verdict["expiresAt"] == chat.now + 300


def test_a_customer_without_a_display_name_is_named_after_the_address(chat: ChatWorld) -> None:
    minted = chat.control("POST", "/sites/desk/tokens", json={"userId": "jane.van-doe@example.com"}).json()
    verdict = chat.control("POST", "/sites/desk/verdicts", json={"token": minted["token"]}).json()
    assert verdict["visitorData"]["displayName"] == "Jane Van Doe"


def test_a_token_for_nobody_is_not_minted(chat: ChatWorld) -> None:
    answer = chat.control("POST", "/sites/desk/tokens", json={})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "userId"


def test_a_project_without_a_secret_key_mints_nothing(chat: ChatWorld) -> None:
    chat.have_project(secretKey=None)
    answer = chat.control("POST", "/sites/desk/tokens", json={"userId": "joe@example.com"})
    assert answer.status_code == 409
    assert error_of(answer)["code"] == "minting_key_missing"


def test_every_mistake_that_a_token_can_have_is_minted(chat: ChatWorld) -> None:
    chat.have_project("billing", secretKey="billing's secret")
    chat.have_project(secretKey="c2Vjb25kIHNlY3JldA==")
    for mistake in chat.control("GET", "/mistakes?provider=jsm-chat").json()["mistakes"]:
        order = {"userId": "joe@example.com", "mistake": mistake["code"]}
        answer = chat.control("POST", "/sites/desk/tokens", json=order)
        assert answer.status_code == (200 if mistake["inToken"] else 422), (mistake["code"], answer.text)
        if mistake["inToken"]:
            assert answer.json()["expects"] == mistake["code"]


def test_a_corpus_has_every_mistake(chat: ChatWorld) -> None:
    chat.have_project("billing", secretKey="billing's secret")
    chat.have_project(secretKey="c2Vjb25kIHNlY3JldA==")
    answer = chat.control("GET", "/sites/desk/corpus")
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if line]
    assert len(lines) == 1 + len(chat.control("GET", "/mistakes?provider=jsm-chat").json()["mistakes"])


def test_an_explanation_takes_the_token_apart(chat: ChatWorld) -> None:
    token = chat.chat_token(exp=1)
    told = chat.control("POST", "/sites/desk/explanations", json={"token": token}).json()
    assert told["verdict"]["code"] == "token_expired"
    assert [part["name"] for part in told["anatomy"]["parts"]] == ["header", "claims", "signature"]
    assert told["anatomy"]["parts"][1]["outcome"] == "failed"
    assert told["fix"]["snippets"]


def test_a_rotated_secret_key_is_answered_once_and_the_one_before_is_recognised(chat: ChatWorld) -> None:
    before = chat.control("GET", "/sites/desk").json()["secretKeyFingerprint"]
    answer = chat.control("POST", "/sites/desk/rotations", json={})
    assert answer.status_code == 201
    told = answer.json()
    assert told["replaced"] == [before]
    assert chat.control("GET", "/sites/desk").json()["secretKeyFingerprint"] == told["secretKeyFingerprint"]
    assert judged(chat, chat.chat_token()) == "secret_key_retired"
    assert judged(chat, chat.chat_token(secret=told["secretKey"])) is None


def test_listeners_hear_of_a_rotation_and_never_a_secret_key(chat: ChatWorld) -> None:
    listener = chat.run(chat.state.events.listen("desk"))
    told = chat.control("POST", "/sites/desk/rotations", json={}).json()
    event = chat.run(listener.next(1))
    assert event
    assert event.data["secretKeyFingerprint"] == told["secretKeyFingerprint"]
    assert told["secretKey"] not in str(event.data)


def test_the_secret_key_before_is_taken_through_the_overlap(chat: ChatWorld) -> None:
    chat.control("POST", "/sites/desk/rotations", json={"overlapSeconds": 60, "secretKey": "the new one"})
    assert judged(chat, chat.chat_token()) is None
    assert judged(chat, chat.chat_token(secret="the new one")) is None
    chat.pass_time(60)
    assert judged(chat, chat.chat_token()) == "secret_key_retired"


def test_a_secret_key_that_the_backend_brings_is_not_told_again(chat: ChatWorld) -> None:
    told = chat.control("POST", "/sites/desk/rotations", json={"secretKey": "the new one"}).json()
    assert "secretKey" not in told


@pytest.mark.parametrize(
    "fields", [{"key": "brand"}, {"secretKey": ""}, {"overlapSeconds": -1}, {"brandPublicKey": "x"}]
)
def test_a_rotation_of_something_else_is_refused(chat: ChatWorld, fields: dict[str, Any]) -> None:
    assert chat.control("POST", "/sites/desk/rotations", json=fields).status_code == 422


def judged(chat: ChatWorld, token: str) -> str | None:
    code: str | None = chat.control("POST", "/sites/desk/verdicts", json={"token": token}).json()["code"]
    return code


def test_the_anatomy_shows_header_and_claims_as_the_objects_that_they_are(chat: ChatWorld) -> None:
    token = forge.chat_token({"email": EMAIL, "iat": chat.now})
    told = chat.control("POST", "/sites/desk/explanations", json={"token": token}).json()
    header, claims, _ = [part["lines"] for part in told["anatomy"]["parts"]]
    for lines in (header, claims):
        assert json.loads("".join(line["text"] for line in lines))
    assert [line["text"] for line in claims][:2] == ["{", f'  "email": "{EMAIL}",']
    assert claims[-1]["text"] == "}"
    assert [span["label"] for span in claims[-1]["spans"]] == ['"displayName" is missing']
