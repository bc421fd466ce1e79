"""Several things wrong at once: the first is the code, and whatever else can be seen is told besides."""

from dataclasses import replace
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.judging import also, expect, judge, site

EXPIRED = forge.claims(exp=forge.NOW - 1)
NOBODY = forge.claims(user_id=forge.OMIT, exp=forge.NOW - 1)
OUTER = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


def test_an_unknown_site_hides_nothing_wrong_in_the_token() -> None:
    assert "token_not_encrypted" in also(judge(forge.jws(forge.claims()), site=None))
    assert "token_missing" in also(judge(None, site=None))
    assert "token_expired" in also(judge(forge.token(forge.claims(exp=1)), site=site(authentication_enabled=False)))


def test_mistakes_in_every_layer_are_told_one_after_another() -> None:
    """Mended one at a time, from the outside in, what was told becomes the code."""
    claims = forge.claims(user_id=forge.OMIT, userId="customer-0042", exp=forge.NOW - 1)
    stranger = forge.key("stranger")
    everything = judge(forge.token(claims, signer=stranger, jws_header={"alg": "PS256"}))
    expect(everything, "jws_alg_unsupported")
    assert {"user_id_unprefixed", "token_expired"} <= set(also(everything))
    header_mended = judge(forge.token(claims, signer=stranger))
    expect(header_mended, "signature_mismatch")
    assert also(header_mended) == ["user_id_unprefixed", "token_expired"]
    signature_mended = judge(forge.token(claims))
    expect(signature_mended, "user_id_unprefixed")
    assert also(signature_mended) == ["token_expired"]
    expect(judge(forge.token(forge.claims(exp=forge.NOW - 1))), "token_expired")


def test_what_is_told_besides_says_which_check_it_belongs_to() -> None:
    verdict = judge(forge.token(forge.claims(iss=forge.OMIT, exp=1), signer=forge.key("stranger")))
    assert [(seen.check, seen.code) for seen in verdict.also_found] == [
        ("claims", "issuer_missing"),
        ("lifetime", "token_expired"),
    ]


def test_decoration_hides_no_forgotten_encryption() -> None:
    verdict = judge(f"Bearer {forge.jws(forge.claims())}")
    expect(verdict, "token_decorated")
    assert "token_not_encrypted" in also(verdict)


def test_decoration_hides_no_wrong_part_count() -> None:
    verdict = judge('"one.two"')
    expect(verdict, "token_decorated")
    assert "token_part_count" in also(verdict)


def test_decoration_hides_nothing_wrong_inside() -> None:
    verdict = judge(f"Bearer {forge.token(EXPIRED)}\n")
    expect(verdict, "token_decorated")
    assert "token_expired" in also(verdict)


def test_decoration_of_a_good_token_is_all_that_is_wrong() -> None:
    assert also(judge(f'"{forge.token()}"')) == []


def test_size_hides_no_decoration() -> None:
    verdict = judge("Bearer " + "A" * 70_000)
    expect(verdict, "token_too_large")
    assert "token_decorated" in also(verdict)


def test_damage_in_one_part_hides_no_truncation() -> None:
    parts = forge.token().split(".")
    verdict = judge(".".join([parts[0] + "=", *parts[1:4], "AAAA"]))
    expect(verdict, "token_not_base64url")
    assert "token_truncated" in also(verdict)


def test_a_forgotten_encryption_hides_nothing_wrong_in_the_claims() -> None:
    verdict = judge(forge.jws(NOBODY))
    expect(verdict, "token_not_encrypted")
    assert {"user_id_missing", "token_expired"} <= set(also(verdict))


def test_a_header_without_alg_still_shows_the_rest() -> None:
    verdict = judge(forge.token(jwe_header={"enc": "A128GCM", "zip": "DEF", "crit": ["exp"]}))
    expect(verdict, "jwe_header_unreadable")
    assert also(verdict)[:3] == ["jwe_enc_unsupported", "jwe_compressed", "jwe_critical_header"]


def test_a_critical_header_hides_nothing_wrong_inside() -> None:
    verdict = judge(forge.token(NOBODY, jwe_header=OUTER | {"crit": ["exp"]}))
    expect(verdict, "jwe_critical_header")
    assert also(verdict) == ["user_id_missing", "token_expired"]


def test_a_wrong_key_length_hides_no_wrong_vector() -> None:
    verdict = judge(str(replace(forge.jwe(""), encrypted_key=b"", iv=bytes(16))))
    expect(verdict, "key_unwrap_failed")
    assert "ciphertext_tampered" in also(verdict)


def test_a_forgotten_signature_hides_nothing_wrong_in_the_claims() -> None:
    verdict = judge(str(forge.jwe(forge.compact_json(NOBODY))))
    expect(verdict, "inner_not_jws")
    assert {"user_id_missing", "token_expired"} <= set(also(verdict))


def test_an_inner_header_without_alg_still_shows_the_rest() -> None:
    verdict = judge(forge.token(NOBODY, jws_header={"crit": ["exp"]}))
    expect(verdict, "jws_header_unreadable")
    assert {"jws_critical_header", "user_id_missing", "token_expired"} <= set(also(verdict))


def test_a_wrong_inner_alg_hides_no_critical_header() -> None:
    verdict = judge(forge.token(jws_header={"alg": "HS256", "crit": []}))
    expect(verdict, "jws_alg_unsupported")
    assert "jws_critical_header" in also(verdict)


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS256", "crit": ["b64"]}], ids=str)
def test_a_refused_inner_header_hides_nothing_wrong_in_the_claims(header: dict[str, Any]) -> None:
    verdict = judge(forge.token(NOBODY, jws_header=header))
    assert {"user_id_missing", "token_expired"} <= set(also(verdict))


def test_a_member_twice_hides_nothing_wrong_in_the_claims() -> None:
    verdict = judge(forge.token(b'{"a":1,"a":2,"exp":1}'))
    expect(verdict, "claims_duplicate_member")
    assert also(verdict) == ["user_id_missing", "issuer_missing", "token_expired"]


def test_a_missing_key_hides_nothing_wrong_in_the_claims() -> None:
    verdict = judge(forge.token(EXPIRED), brand_keys=())
    expect(verdict, "brand_key_missing")
    assert also(verdict) == ["token_expired"]


def test_a_site_that_is_off_hides_no_missing_key() -> None:
    verdict = judge(forge.token(), brand_keys=(), site=site(authentication_enabled=False))
    expect(verdict, "authentication_disabled")
    assert "brand_key_missing" in also(verdict)
