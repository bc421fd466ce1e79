"""Tokens that node's jose makes are judged as its user meant them."""

import json
from collections.abc import Callable
from typing import Any

from tests import forge
from tests.providers.iadvize.judging import expect, expect_faultless, judge

Make = Callable[..., list[str]]
NESTED: dict[str, Any] = {"how": "nested", "claims": forge.claims()}
JWS = {"alg": "RS256"}
JWE = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
ACCENTS = {"firstName": "Zoë", "city": "Saint-Étienne", "address": "1, rue de l'Œuvre \U0001f3e0"}


def test_a_signed_and_encrypted_token_is_accepted(node_jose: Make) -> None:
    by_pem, by_jwk = node_jose(NESTED, NESTED | {"how": "nestedForJwk"})
    expect_faultless(judge(by_pem))
    expect_faultless(judge(by_jwk))


def test_headers_with_the_usual_members_are_accepted(node_jose: Make) -> None:
    orders = [
        NESTED | {"jws": JWS | {"typ": "JWT"}},
        NESTED | {"jws": JWS | {"typ": "JWT", "kid": "2024-01"}},
        NESTED | {"jwe": JWE | {"cty": "JWT"}},
        NESTED | {"jwe": JWE | {"typ": "JWT", "cty": "JWT", "kid": "iadvize"}},
    ]
    for token in node_jose(*orders):
        expect_faultless(judge(token))


def test_claims_arrive_as_they_were_given(node_jose: Make) -> None:
    claims = forge.claims(user_id="é\U0001f511" * 100, visitor_data=ACCENTS, iat=forge.NOW - 0.5, exp=forge.NOW + 59.25)
    verdict = judge(node_jose(NESTED | {"claims": claims})[0])
    expect_faultless(verdict)
    assert verdict.claims == claims
    assert verdict.visitor_data == ACCENTS


def test_a_payload_written_by_hand_is_accepted(node_jose: Make) -> None:
    payload = forge.php_json(forge.claims(visitor_data=ACCENTS)).decode()
    assert "\\/" in payload
    expect_faultless(judge(node_jose({"how": "raw", "payload": payload})[0]))
    expect_faultless(judge(node_jose({"how": "raw", "payload": json.dumps(forge.claims(), indent=2)})[0]))


def test_half_of_the_work_is_told(node_jose: Make) -> None:
    signed, encrypted = node_jose(NESTED | {"how": "signedOnly"}, NESTED | {"how": "encryptedOnly"})
    expect(judge(signed), "token_not_encrypted")
    expect(judge(encrypted), "inner_not_jws")


def test_its_other_algorithms_are_told(node_jose: Make) -> None:
    orders = [NESTED | {"jwe": JWE | {"enc": enc}} for enc in ("A128GCM", "A192GCM", "A256CBC-HS512")]
    for token in node_jose(*orders):
        expect(judge(token), "jwe_enc_unsupported")
