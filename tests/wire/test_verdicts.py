"""POST /sites/{id}/verdicts: judged, and nothing else."""

from typing import Any

import pytest

from tests import forge
from tests.wire.world import NO_OPTION, NOT_SET_UP, SITE, USER, World, error_of

CHECKS = ["site", "compact-form", "jwe-header", "decryption", "jws-header", "signature", "claims", "lifetime"]


def judge(world: World, body: Any, site_id: str = SITE) -> dict[str, Any]:
    answer = world.control("POST", f"/sites/{site_id}/verdicts", json=body)
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_verdict_has_exactly_the_agreed_members(world: World) -> None:
    judged = judge(world, {"token": world.token()})
    assert list(judged) == [
        "accepted",
        "code",
        "reason",
        "checks",
        "alsoFound",
        "userId",
        "visitorData",
        "issuer",
        "expiresAt",
        "jweHeader",
        "jwsHeader",
        "claims",
    ]
    assert [check["name"] for check in judged["checks"]] == CHECKS
    members = {"name", "outcome", "code", "message", "hint", "found", "expected"}
    assert all(set(check) == members for check in judged["checks"])
    assert (judged["accepted"], judged["code"], judged["reason"]) == (True, None, None)
    assert (judged["userId"], judged["issuer"]) == (USER, "https://www.example-bank.test")


def test_a_refusal_is_a_200_with_the_checks_before_and_after(world: World) -> None:
    judged = judge(world, {"token": forge.token(forge.claims(), signer=forge.key("stranger"))})
    assert (judged["accepted"], judged["code"], judged["reason"]) == (False, "signature_mismatch", NOT_SET_UP)
    outcomes = [check["outcome"] for check in judged["checks"]]
    assert outcomes == ["passed"] * 5 + ["failed"] + ["skipped"] * 2


@pytest.mark.parametrize("body", [{}, {"token": None}, {"token": ""}])
def test_a_missing_token_is_judged_too(world: World, body: dict[str, Any]) -> None:
    judged = judge(world, body)
    assert (judged["code"], judged["reason"]) == ("token_missing", NO_OPTION)


def test_an_unknown_site_is_judged_too(world: World) -> None:
    judged = judge(world, {"token": world.token()}, "nowhere")
    assert (judged["accepted"], judged["code"], judged["reason"]) == (False, "site_unknown", NOT_SET_UP)
    assert [check["name"] for check in judged["checks"]] == CHECKS


def test_a_key_of_another_site_is_recognised(world: World) -> None:
    world.have_site("other", brandPublicKeys=[forge.key("other brand").public_pem()])
    token = forge.token(forge.claims(), signer=forge.key("other brand"))
    assert judge(world, {"token": token})["code"] == "signature_of_other_site"


def test_a_verdict_opens_nothing_marks_nothing_as_used_and_is_no_attempt(world: World) -> None:
    token = world.token()
    for _ in range(3):
        assert judge(world, {"token": token})["checks"][-1]["code"] is None
    assert world.sessions() == world.attempts() == []
    assert world.activate(token).status_code == 200
    assert judge(world, {"token": token})["checks"][-1]["code"] == "token_reused"
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] is None


def test_a_verdict_obeys_the_sites_clock_and_rules(world: World) -> None:
    token = world.token()
    world.advance(61)
    assert judge(world, {"token": token})["code"] == "token_expired"
    world.have_site(rules={"leewaySeconds": 2})
    assert judge(world, {"token": token})["accepted"]


@pytest.mark.parametrize("token", [1, {}, [], True])
def test_a_token_of_another_type_is_a_422(world: World, token: object) -> None:
    answer = world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "token"


def test_an_opaque_site_still_gives_verdicts(world: World) -> None:
    world.have_site(verdicts="opaque")
    assert judge(world, {"token": world.token()})["claims"][forge.USER_ID] == USER
