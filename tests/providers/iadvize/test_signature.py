"""The brand's signature, under the keys of its site and under nothing that a token brings along."""

import json
from functools import partial
from typing import Any

import pytest

from simulator.providers.iadvize.verify import Basis, verify
from tests import forge
from tests.providers.iadvize.judging import (
    SITE,
    Case,
    also,
    check_of,
    expect,
    expect_faultless,
    expect_refused,
    held,
    judge,
    trusted,
)
from tests.providers.iadvize.padding_forgeries import FORGERIES, PKCS1_TYPE_1, SHA256_PREFIX, padded


def brand() -> forge.KeyPair:
    return forge.key("brand")


def signed_by(name: str, **header: Any) -> str:
    return forge.token(signer=forge.key(name), jws_header={"alg": "RS256"} | header)


def faultless_signature() -> bytes:
    return forge.unb64(forge.jws(forge.claims()).split(".")[2])


def elsewhere(*names: str) -> dict[str, Any]:
    """Other sites, named like the brands whose keys they have."""
    return {"others": [(name, forge.key(name)) for name in names]}


def resigned(payload: bytes) -> str:
    """A payload under the signature of another one."""
    return forge.token(payload, signature=faultless_signature())


CASES = (
    Case("brand_key_missing", "a faultless token", forge.token, {"brand_keys": ()}),
    Case("brand_key_missing", "a stranger's token", lambda: signed_by("stranger"), {"brand_keys": ()}),
    Case("brand_key_missing", "no signature", lambda: forge.token(signature=b""), {"brand_keys": ()}),
    Case("brand_key_missing", "where another site knows the key", forge.token, {"brand_keys": ()} | elsewhere("brand")),
    Case("signature_of_other_site", "one other site", lambda: signed_by("shop"), elsewhere("shop")),
    Case(
        "signature_of_other_site", "the last of three", lambda: signed_by("shop"), elsewhere("energy", "media", "shop")
    ),
    Case(
        "signature_of_other_site",
        "where the site's own keys rotate",
        lambda: signed_by("shop"),
        {"brand_keys": (forge.key("brand"), forge.key("next brand"))} | elsewhere("shop"),
    ),
    Case("signature_mismatch", "a stranger's key", lambda: signed_by("stranger")),
    Case("signature_mismatch", "a stranger's key, other sites there", lambda: signed_by("stranger"), elsewhere("shop")),
    Case("signature_mismatch", "the simulator's key", lambda: signed_by("simulator")),
    Case("signature_mismatch", "no signature", lambda: forge.token(signature=b"")),
    Case("signature_mismatch", "zeros", lambda: forge.token(signature=bytes(256))),
    Case("signature_mismatch", "one", lambda: forge.token(signature=bytes(255) + b"\1")),
    Case("signature_mismatch", "all bits", lambda: forge.token(signature=b"\xff" * 256)),
    Case("signature_mismatch", "the modulus", lambda: forge.token(signature=brand().modulus.to_bytes(256, "big"))),
    Case("signature_mismatch", "a zero before it", lambda: forge.token(signature=b"\0" + faultless_signature())),
    Case("signature_mismatch", "a zero after it", lambda: forge.token(signature=faultless_signature() + b"\0")),
    Case("signature_mismatch", "cut short", lambda: forge.token(signature=faultless_signature()[:-1])),
    Case("signature_mismatch", "of 8 KiB", lambda: forge.token(signature=faultless_signature() * 32)),
    Case("signature_mismatch", "of another payload", lambda: resigned(forge.compact_json(forge.claims(user_id="eve")))),
    Case(
        "signature_mismatch",
        "of the same claims with a space",
        lambda: resigned(b" " + forge.compact_json(forge.claims())),
    ),
    Case(
        "signature_mismatch",
        "of claims in another order",
        lambda: resigned(forge.compact_json(dict(reversed(forge.claims().items())))),
    ),
    Case(
        "signature_mismatch",
        "of the same header with a space",
        lambda: forge.token(jws_header=b'{"alg": "RS256"}', signature=faultless_signature()),
    ),
    *(
        Case("signature_mismatch", f"really {alg}", partial(forge.token, jws_alg=alg, secret=b"secret"))
        for alg in ("RS1", "RS384", "RS512", "PS256", "HS256", "ES256")
    ),
    *(Case("signature_mismatch", title, partial(padded, brand(), made)) for title, made in FORGERIES.items()),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


def test_the_padding_made_by_hand_is_the_right_one_when_nothing_is_bent() -> None:
    expect_faultless(judge(padded(brand(), lambda digest: PKCS1_TYPE_1(SHA256_PREFIX + digest))))


@pytest.mark.parametrize("signer", ["brand", "next brand"])
@pytest.mark.parametrize("order", [("brand", "next brand"), ("next brand", "brand")])
def test_while_keys_rotate_either_will_do(signer: str, order: tuple[str, str]) -> None:
    expect_faultless(judge(signed_by(signer), brand_keys=[forge.key(name) for name in order]))


def test_a_key_rotated_out_no_longer_counts() -> None:
    expect(judge(signed_by("brand"), brand_keys=[forge.key("next brand")]), "signature_mismatch")


def test_kid_never_chooses_among_the_keys_of_a_site() -> None:
    keys = [forge.key("brand"), forge.key("next brand")]
    for signer in ("brand", "next brand"):
        expect_faultless(judge(signed_by(signer, kid="0"), brand_keys=keys))
        expect_faultless(judge(signed_by(signer, kid=signer), brand_keys=keys))


def test_keys_of_other_lengths_verify_too() -> None:
    large = forge.key("large", 3072)
    expect_faultless(judge(signed_by("brand"), brand_keys=[large, brand()]))
    expect_faultless(judge(forge.token(signer=large), brand_keys=[brand(), large]))


def test_a_token_of_another_site_names_that_site() -> None:
    verdict = judge(signed_by("shop"), **elsewhere("energy", "shop", "media"))
    found = json.dumps(check_of(verdict, "signature_of_other_site").found)
    assert "shop" in found
    assert "energy" not in found
    assert "media" not in found


def test_a_key_that_two_sites_share_is_no_mix_up() -> None:
    expect_faultless(judge(signed_by("brand"), **elsewhere("brand")))


def test_other_sites_are_not_asked_about_a_token_that_verifies() -> None:

    def asked() -> Any:
        raise AssertionError("asked")

    basis = Basis(
        site=SITE,
        brand_keys=(trusted(brand().public_pem()),),
        simulator_key=held(forge.key("simulator").private_pem()),
        now=forge.NOW,
        other_sites=asked,
    )
    assert verify(forge.token(), basis).accepted


def test_a_refused_signature_hides_nothing_wrong_in_the_claims() -> None:
    payload = forge.claims(user_id=forge.OMIT, userId="customer-0042", exp=forge.NOW - 1)
    verdict = judge(forge.token(payload, signer=forge.key("stranger")))
    expect(verdict, "signature_mismatch")
    assert {"user_id_unprefixed", "token_expired"} <= set(also(verdict))


def test_a_wrong_signature_with_warnings_stays_a_refusal() -> None:
    payload = forge.claims(iss=forge.OMIT, exp=forge.NOW + 600)
    verdict = judge(forge.token(payload, signer=forge.key("stranger")))
    expect_refused(verdict, "signature_mismatch")
    assert {"issuer_missing", "lifetime_long"} <= set(also(verdict))
