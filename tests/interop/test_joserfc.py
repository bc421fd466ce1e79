"""Tokens that joserfc makes are judged as its user meant them."""

import json
from typing import Any

import pytest
from joserfc import jwe, jws, jwt
from joserfc.jwk import OctKey, RSAKey

from tests import forge
from tests.providers.iadvize.judging import expect, expect_faultless, judge

BRAND = RSAKey.import_key(forge.key("brand").private_pem())
SIMULATOR = RSAKey.import_key(forge.key("simulator").public_pem())
JWS = {"alg": "RS256"}
JWE = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


def signed(claims: dict[str, Any], header: dict[str, Any], key: Any = BRAND) -> str:
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=[header["alg"]])


def encrypted(text: str, header: dict[str, Any]) -> str:
    return jwe.encrypt_compact(header, text, SIMULATOR, algorithms=[*header.values(), "DEF"])


@pytest.mark.parametrize("inner", [JWS, JWS | {"typ": "JWT"}, JWS | {"kid": "2024-01", "cty": "JWT"}], ids=str)
@pytest.mark.parametrize("outer", [JWE, JWE | {"cty": "JWT"}, JWE | {"kid": "1", "typ": "JWT"}], ids=str)
def test_a_signed_and_encrypted_token_is_accepted(inner: dict[str, Any], outer: dict[str, Any]) -> None:
    expect_faultless(judge(encrypted(signed(forge.claims(), inner), outer)))


def test_its_jwt_builder_makes_tokens_that_are_accepted() -> None:
    inner = jwt.encode(JWS, forge.claims(iat=int(forge.NOW)), BRAND)
    verdict = judge(encrypted(inner, JWE))
    expect_faultless(verdict)
    assert verdict.user_id == "customer-0042"


def test_a_key_given_as_a_jwk_is_the_same_key() -> None:
    recipient = RSAKey.import_key({**forge.key("simulator").public_jwk(), "kty": "RSA"})
    token = jwe.encrypt_compact(JWE, signed(forge.claims(), JWS), recipient, algorithms=list(JWE.values()))
    expect_faultless(judge(token))


@pytest.mark.parametrize("alg", ["RSA-OAEP"])
def test_another_key_wrapping_is_told(alg: str) -> None:
    expect(judge(encrypted(signed(forge.claims(), JWS), JWE | {"alg": alg})), "jwe_alg_unsupported")


@pytest.mark.parametrize("enc", ["A128GCM", "A192GCM", "A128CBC-HS256", "A256CBC-HS512"])
def test_another_content_encryption_is_told(enc: str) -> None:
    expect(judge(encrypted(signed(forge.claims(), JWS), JWE | {"enc": enc})), "jwe_enc_unsupported")


def test_compression_is_told() -> None:
    expect(judge(encrypted(signed(forge.claims(), JWS), JWE | {"zip": "DEF"})), "jwe_compressed")


@pytest.mark.parametrize("alg", ["RS384", "RS512", "PS256", "PS384", "PS512"])
def test_another_signature_is_told(alg: str) -> None:
    expect(judge(encrypted(signed(forge.claims(), {"alg": alg}), JWE)), "jws_alg_unsupported")


def test_a_signature_with_a_secret_is_told() -> None:
    secret = OctKey.import_key("a secret of thirty-two characters")
    expect(judge(encrypted(signed(forge.claims(), {"alg": "HS256"}, secret), JWE)), "jws_alg_unsupported")


def test_half_of_the_work_is_told() -> None:
    expect(judge(signed(forge.claims(), JWS)), "token_not_encrypted")
    expect(judge(encrypted(json.dumps(forge.claims()), JWE)), "inner_not_jws")
    wrong_order = jws.serialize_compact(JWS, encrypted(json.dumps(forge.claims()), JWE), BRAND)
    expect(judge(wrong_order), "token_not_encrypted")
