"""One token in, one verdict out: the order of the checks, and what is told besides the first refusal."""

import json
from typing import Any

import pytest

from simulator.core.verdict import verdict_json
from tests import forge
from tests.providers.iadvize.codes import CHECKS, NO_OPTION, NOT_SET_UP
from tests.providers.iadvize.judging import Case, expect, expect_faultless, judge, site

OFF = {"site": site(authentication_enabled=False)}
NOWHERE: dict[str, Any] = {"site": None}
SOME: dict[str, Any] = {"known_sites": ("shop", "bank", "banks")}
SERVERLESS: dict[str, Any] = {"serverless": True}

CASES = (
    Case("site_unknown", "a faultless token", forge.token, NOWHERE),
    Case("site_unknown", "no token", lambda: None, NOWHERE),
    Case("site_unknown", "rubbish", lambda: "rubbish", NOWHERE),
    Case("site_unknown", "without keys", forge.token, NOWHERE | {"brand_keys": ()}),
    Case("site_unknown", "a token of another site", forge.token, NOWHERE | {"others": [("shop", forge.key("brand"))]}),
    Case("site_unknown", "near one that the server has", forge.token, NOWHERE | {"site_id": "bnk"} | SOME),
    Case("site_unknown", "near one of the settings", forge.token, NOWHERE | {"site_id": "bnk"} | SOME | SERVERLESS),
    Case("site_unknown", "near none of the settings", forge.token, NOWHERE | {"site_id": "zoo"} | SOME | SERVERLESS),
    Case("authentication_disabled", "a faultless token", forge.token, OFF),
    Case("authentication_disabled", "no token", lambda: "", OFF),
    Case("authentication_disabled", "an expired token", lambda: forge.token(forge.claims(exp=1)), OFF),
    Case("authentication_disabled", "without keys", forge.token, OFF | {"brand_keys": ()}),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


def test_a_faultless_token_passes_all_eight_checks() -> None:
    verdict = judge(forge.token())
    expect_faultless(verdict)
    assert len(verdict.checks) == 8


def test_checks_come_in_the_documented_order() -> None:
    documented = "site compact-form jwe-header decryption jws-header signature claims lifetime"
    assert tuple(documented.split()) == CHECKS
    assert tuple(check.name for check in judge("rubbish").checks) == CHECKS


@pytest.mark.parametrize("token", [None, ""])
def test_only_a_missing_token_has_the_reason_of_a_missing_option(token: str | None) -> None:
    verdict = judge(token)
    assert verdict.code == "token_missing"
    assert verdict.reason == NO_OPTION == "A valid authentication option must be provided"


@pytest.mark.parametrize("token", ["x", "{", "a.b.c", "...."])
def test_every_other_refusal_has_the_one_reason(token: str) -> None:
    assert judge(token).reason == NOT_SET_UP
    assert NOT_SET_UP == "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"


def test_a_missing_token_at_an_unknown_site_has_the_reason_of_the_site() -> None:
    assert judge(None, site=None).reason == NOT_SET_UP


@pytest.mark.parametrize("token", [None, "", "\ud800", "a.b.c.d.e", "{}", forge.b64(b"x") * 100])
def test_a_verdict_is_json_whatever_was_judged(token: str | None) -> None:
    document = json.loads(json.dumps(verdict_json(judge(token)), allow_nan=False).encode())
    assert list(document)[:4] == ["accepted", "code", "reason", "checks"]
    assert {"userId", "visitorData", "issuer", "expiresAt", "jweHeader", "jwsHeader", "claims", "alsoFound"} < set(
        document
    )
    assert all(
        set(check) == {"name", "outcome", "code", "message", "hint", "found", "expected"}
        for check in document["checks"]
    )


def test_the_same_question_has_the_same_answer() -> None:
    token = forge.token(forge.claims(iss=forge.OMIT))
    assert judge(token) == judge(token)


def test_what_a_reader_does_to_one_verdict_changes_no_other() -> None:
    """Headers may be parsed once and remembered, but nobody's changes to them may be."""
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "a header of this test alone"}
    token = forge.token(jwe_header=header, jws_header={"alg": "RS256", "kid": "a header of this test alone"})
    document: dict[str, Any] = {**verdict_json(judge(token))}
    for name in ("jweHeader", "jwsHeader", "claims", "visitorData"):
        document[name]["crit"] = document[name]["zip"] = "changed"
    again = judge(token)
    expect_faultless(again)
    assert again.jwe_header == header
