"""What jwcrypto's own JWE and JWS say of tokens, since the verifier works with the keys beneath them.

What ours opens or verifies, theirs does too, with the same bytes. What theirs takes and ours refuses, ours refuses for
a rule of its own that stands in ``STRICTER``; never for the cryptography.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jwcrypto.common import JWException
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from simulator.core.report import Report
from simulator.core.site import Site
from simulator.providers.iadvize import compact_form, envelope, jwe_header, jws_header, signature
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.corpus import corpus
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.mint import Order
from tests import forge
from tests.forge.encoding import Document
from tests.forge.envelope import Envelope, wrap
from tests.providers.iadvize.judging import Case
from tests.providers.iadvize.strategies import DOTTED, headers
from tests.providers.iadvize.test_codes import CASES
from tests.vectors.published import Example, examples, key

STRICTER = {
    "token_missing",
    "token_too_large",
    "token_decorated",
    "token_json_serialization",
    "token_not_base64url",
    "token_truncated",
    "jwe_header_unreadable",
    "jwe_compressed",
    "jwe_critical_header",
    "jws_header_unreadable",
    "jws_critical_header",
    "inner_not_jws",
}
CEK = bytes(range(32))
EMPTY = (None, b"")  # an empty text is a text; theirs takes it for none at all
RECIPIENT, BRAND = forge.key("simulator"), forge.key("brand")
thorough = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])

Said = tuple[str | None, bytes | None]
Damage = Callable[[bytes], bytes]


@cache
def wrapped() -> bytes:
    return wrap(CEK, RECIPIENT)


@cache
def jwk(pem: str) -> JWK:
    return JWK.from_pem(pem.encode())


def ours_opens(text: str) -> Said:
    """The code of the refusal, and the plaintext where there is one."""
    report = Report(CATALOGUE)
    outside = report.run("compact-form", compact_form.examine(text))
    if not isinstance(outside, compact_form.CompactJwe):
        return report.code, None
    members = report.run("jwe-header", jwe_header.examine(outside.header))
    if report.code or members is None:
        return report.code, None
    plaintext = report.run("decryption", envelope.open_jwe(outside, load_private_key(RECIPIENT.private_pem()), None))
    return report.code, plaintext


def theirs_opens(text: str) -> bytes | None:
    token = JWE(algs=["RSA-OAEP-256", "A256GCM"])
    try:
        token.deserialize(text, jwk(RECIPIENT.private_pem()))
    except (JWException, ValueError, TypeError, AttributeError):
        return None
    payload: bytes = token.payload
    return payload


def ours_verifies(text: str, brand: str) -> Said:
    """The code of the refusal, and the payload where the signature is the brand's."""
    report = Report(CATALOGUE)
    public = load_public_key(brand)
    jws = report.run("jws-header", jws_header.examine(text.encode("utf-8", "replace"), (public,)))
    if report.code or jws is None:
        return report.code, None
    signer = report.run("signature", signature.examine(jws, (public,)))
    return report.code, jws.payload if signer else None


def theirs_verifies(text: str, brand: str) -> bytes | None:
    token = JWS()
    token.allowed_algs = ["RS256"]
    try:
        token.deserialize(text, jwk(brand))
    except (JWException, ValueError, TypeError, AttributeError):
        return None
    payload: bytes = token.payload
    return payload


def agree_on_every_layer(text: str) -> None:
    """On the envelope, and on what stands in it where that can be opened."""
    ours, theirs = ours_opens(text), theirs_opens(text)
    if not has_another_vector(text, ours[0]) and ours != EMPTY:
        agree(ours, theirs)
    if theirs is not None:
        inner = theirs.decode("latin-1")
        agree(ours_verifies(inner, BRAND.public_pem()), theirs_verifies(inner, BRAND.public_pem()))


def has_another_vector(text: str, code: str | None) -> bool:
    """RFC 7518 section 5.3 has 96 bits and no others, which theirs does not look at."""
    return code == "ciphertext_tampered" and len(forge.unb64(text.split(".")[2])) != 12


def agree(ours: Said, theirs: bytes | None) -> None:
    code, read = ours
    if theirs is None:
        assert code is not None
    else:
        assert read == theirs if code is None else code in STRICTER


def published_brands() -> list[str]:
    """The published RSA keys that a brand may have."""
    return [BRAND.public_pem(), *(JWK(**key(*place)).export_to_pem().decode() for place in (("7520", "3.3"),))]


@pytest.mark.parametrize("published", [*examples("jwe"), *examples("jws"), *examples("json")], ids=str)
def test_of_every_published_token_both_say_the_same(published: Example) -> None:
    agree(ours_opens(published.text), theirs_opens(published.text))
    for brand in (*published_brands(), JWK(**key("7515", "A.2")).export_to_pem().decode()):
        agree(ours_verifies(published.text, brand), theirs_verifies(published.text, brand))


@pytest.mark.parametrize("published", [*examples("jwe"), *examples("jws"), *examples("json")], ids=str)
def test_every_published_token_in_an_envelope_is_opened_alike(published: Example) -> None:
    enveloped = str(forge.jwe(published.text))
    assert ours_opens(enveloped) == (None, theirs_opens(enveloped)) == (None, published.text.encode())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_of_every_token_made_by_hand_both_say_the_same(case: Case) -> None:
    agree_on_every_layer(case.make() or "")


def of_corpus() -> dict[str, str]:
    """The tokens that the product hands out for tests, one for each mistake that a token can have."""
    brand, other = (load_private_key(pair.private_pem()) for pair in (BRAND, forge.key("shop")))
    recipient = load_private_key(RECIPIENT.private_pem()).public
    order = Order(Site("bank"), "customer-0042", brand, recipient, forge.NOW, other_brand=other)
    return {entry["name"]: entry["token"] for entry in corpus(order) if entry["token"]}


CORPUS = of_corpus()


@pytest.mark.parametrize("name", CORPUS)
def test_of_every_token_of_the_corpus_both_say_the_same(name: str) -> None:
    agree_on_every_layer(CORPUS[name])


def test_the_good_token_of_the_corpus_is_opened_and_verified_by_both() -> None:
    code, inner = ours_opens(CORPUS["good"])
    assert code is None
    assert inner is not None
    assert inner == theirs_opens(CORPUS["good"])
    code, payload = ours_verifies(inner.decode(), BRAND.public_pem())
    assert code is None
    assert payload == theirs_verifies(inner.decode(), BRAND.public_pem()) is not None


@pytest.mark.parametrize(("rfc", "section", "of_key"), [("7520", "4.1.3", "3.3"), ("7515", "A.2", "A.2")])
def test_the_published_rs256_tokens_verify_with_both(rfc: str, section: str, of_key: str) -> None:
    text = next(one.text for one in examples("jws") if (one.rfc, one.section) == (rfc, section))
    brand = JWK(**key(rfc, of_key)).export_to_pem().decode()
    code, payload = ours_verifies(text, brand)
    assert code is None
    assert payload == theirs_verifies(text, brand) is not None


def flipped(place: int) -> Damage:
    return lambda part: bytes(byte ^ (index == place % len(part)) for index, byte in enumerate(part)) if part else b"\0"


DAMAGE = st.sampled_from([lambda part: part[1:], lambda part: part[:-1], lambda part: part + b"\0", lambda _: b""])
DAMAGES: st.SearchStrategy[Damage] = DAMAGE | st.integers(0, 1000).map(flipped) | st.just(lambda part: part)
PART = st.sampled_from(["header", "encrypted_key", "iv", "ciphertext", "tag"])


def without_b64(header: dict[str, Any]) -> bool:
    """RFC 7797, which has to be asked for by crit; theirs looks at it in any case."""
    return "b64" not in header


def sealed(plaintext: bytes, header: Document) -> Envelope:
    return forge.jwe(plaintext, header=header, cek=CEK, encrypted_key=wrapped())


@thorough
@given(st.binary(max_size=300), headers(alg="RSA-OAEP-256", enc="A256GCM"), PART, DAMAGES)
def test_of_every_envelope_both_say_the_same(plaintext: bytes, header: Document, part: str, damage: Damage) -> None:
    whole = sealed(plaintext, header)
    text = str(replace(whole, **{part: damage(getattr(whole, part))}))
    ours = ours_opens(text)
    if not has_another_vector(text, ours[0]) and ours != EMPTY:
        agree(ours, theirs_opens(text))


@thorough
@given(DOTTED | st.tuples(*[st.binary(max_size=40)] * 5).map(lambda parts: ".".join(map(forge.b64, parts))))
def test_of_every_text_with_dots_both_say_the_same(text: str) -> None:
    agree(ours_opens(text), theirs_opens(text))
    agree(ours_verifies(text, BRAND.public_pem()), theirs_verifies(text, BRAND.public_pem()))


@thorough
@given(st.binary(max_size=300), headers(alg="RS256").filter(without_b64), st.integers(0, 2), DAMAGES)
def test_of_every_signed_token_both_say_the_same(payload: bytes, header: Document, place: int, damage: Damage) -> None:
    parts = forge.jws(payload, header=header).split(".")
    parts[place] = forge.b64(damage(forge.unb64(parts[place])))
    text = ".".join(parts)
    agree(ours_verifies(text, BRAND.public_pem()), theirs_verifies(text, BRAND.public_pem()))
