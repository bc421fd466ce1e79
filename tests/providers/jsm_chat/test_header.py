"""The header: exactly HS256, and JWT as documented."""

from typing import Any

import pytest

from tests import forge
from tests.providers.jsm_chat.judging import Case, check_of, expect, expect_faultless, judge


def headed(code: str, title: str, header: Any, **token: Any) -> Case:
    return Case(code, title, lambda: forge.chat_token(header=header, **token))


CASES = (
    headed("jws_header_unreadable", "no alg", {"typ": "JWT"}),
    headed("jws_header_unreadable", "no JSON", b"alg"),
    headed("jws_header_unreadable", "long", b"a" * 70 + "é".encode() * 70),
    headed("jws_header_unreadable", "an array", b'["HS256"]'),
    headed("jws_header_unreadable", "alg twice", b'{"alg":"HS256","alg":"HS256"}'),
    headed("jws_header_unreadable", "no UTF-8", b'{"alg":"\xff"}'),
    headed("jws_unsigned", "none", {"alg": "none", "typ": "JWT"}, signature=b""),
    headed("jws_unsigned", "None", {"alg": "None", "typ": "JWT"}, signature=b""),
    headed("jws_unsigned", "NONE with a signature", {"alg": "NONE", "typ": "JWT"}),
    headed("jws_unsigned", "nOnE", {"alg": "nOnE", "typ": "JWT"}, signature=b""),
    headed("jws_unsigned", "none and a space", {"alg": "none ", "typ": "JWT"}, signature=b""),
    headed("jws_alg_unsupported", "RS256", {"alg": "RS256", "typ": "JWT"}, alg="RS256"),
    headed("jws_alg_unsupported", "HS512", {"alg": "HS512", "typ": "JWT"}, alg="HS512"),
    headed("jws_alg_unsupported", "HS384", {"alg": "HS384", "typ": "JWT"}, alg="HS384"),
    headed("jws_alg_unsupported", "ES256", {"alg": "ES256", "typ": "JWT"}, alg="ES256"),
    headed("jws_alg_unsupported", "a lie about HS256", {"alg": "HS512", "typ": "JWT"}, alg="HS256"),
    headed("jws_alg_unsupported", "in lower case", {"alg": "hs256", "typ": "JWT"}),
    headed("jws_alg_unsupported", "null", {"alg": None, "typ": "JWT"}),
    headed("jws_alg_unsupported", "a list", {"alg": ["HS256"], "typ": "JWT"}),
    headed("jws_critical_header", "exp", {"alg": "HS256", "typ": "JWT", "crit": ["exp"], "exp": 1}),
    headed("jws_critical_header", "empty", {"alg": "HS256", "typ": "JWT", "crit": []}),
    headed("jws_critical_header", "null", {"alg": "HS256", "typ": "JWT", "crit": None}),
    headed("typ_missing", "alg alone", {"alg": "HS256"}),
    headed("typ_missing", "a kid", {"alg": "HS256", "kid": "1"}),
    headed("typ_missing", "a cty", {"cty": "JWT", "alg": "HS256"}),
    headed("typ_unexpected", "at+jwt", {"alg": "HS256", "typ": "at+jwt"}),
    headed("typ_unexpected", "null", {"alg": "HS256", "typ": None}),
    headed("typ_unexpected", "a list", {"alg": "HS256", "typ": ["JWT"]}),
    headed("typ_unexpected", "empty", {"alg": "HS256", "typ": ""}),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_header_that_is_wrong_is_named(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT", "alg": "HS256"},
        {"alg": "HS256", "typ": "jwt"},
        {"alg": "HS256", "typ": "JWT", "kid": "1", "cty": "x", "extra": {"a": [1]}},
        b'{ "alg" : "HS256",\n "typ" : "\\u004aWT" }',
    ],
)
def test_what_else_a_header_says_is_fine(header: Any) -> None:
    expect_faultless(judge(forge.chat_token(header=header)))


def test_another_hash_of_the_family_is_told_from_a_public_key_algorithm() -> None:
    hmac = judge(forge.chat_token(header={"alg": "HS512", "typ": "JWT"}))
    public = judge(forge.chat_token(header={"alg": "RS256", "typ": "JWT"}, alg="RS256"))
    assert "right family" in check_of(hmac, "jws_alg_unsupported").message
    assert "private key" in str(check_of(public, "jws_alg_unsupported").hint)


def test_a_key_in_the_header_is_never_used() -> None:
    jwk = {"kty": "oct", "k": forge.b64(b"mine")}
    verdict = judge(forge.chat_token(header={"alg": "HS256", "typ": "JWT", "jwk": jwk}, secret=b"mine"))
    assert verdict.code == "signature_mismatch"
