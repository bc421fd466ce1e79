"""What the verifier says of the RFCs' own examples. None uses RSA-OAEP-256, so none may be accepted; each says why."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.keys import load_public_key
from tests import forge
from tests.providers.iadvize.judging import also, check_of, expect, judge
from tests.vectors.published import Example, example, examples, key, plaintext

# What the inner token of each example is refused for, once in an envelope as documented.
INNER_CODES = {
    ("7515", "A.1"): "jws_alg_unsupported",
    ("7515", "A.3"): "jws_alg_unsupported",
    ("7515", "A.4"): "jws_alg_unsupported",
    ("7515", "A.5"): "jws_unsigned",
    ("7520", "4.2.3"): "jws_alg_unsupported",
    ("7520", "4.3.3"): "jws_alg_unsupported",
    ("7520", "4.4.3"): "jws_alg_unsupported",
}


def pair(rfc: str, section: str) -> forge.KeyPair:
    """A published private key."""
    jwk = key(rfc, section)
    n, e, d, p, q, dp, dq, qi = (
        int.from_bytes(forge.unb64(jwk[name])) for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi")
    )
    return forge.KeyPair(rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n)).private_key())


def brand(rfc: str, section: str) -> str:
    """A published public key, as its owner hands it in."""
    return json.dumps(key(rfc, section))


@pytest.mark.parametrize("published", examples("jwe"), ids=str)
def test_every_published_jwe_has_another_key_wrapping(published: Example) -> None:
    verdict = judge(published.text)
    expect(verdict, "jwe_alg_unsupported")
    header = json.loads(forge.unb64(published.text.split(".")[0]))
    assert check_of(verdict, "jwe_alg_unsupported").found == header["alg"]
    assert ("jwe_enc_unsupported" in also(verdict)) == (header["enc"] != "A256GCM")
    assert ("jwe_compressed" in also(verdict)) == ("zip" in header)


@pytest.mark.parametrize(("rfc", "section", "of_key"), [("7516", "A.1", "A.1"), ("7520", "5.2.5", "5.2.1")])
def test_rsa_oaep_with_a256gcm_is_refused_though_its_key_opens_it(rfc: str, section: str, of_key: str) -> None:
    text, recipient = example(rfc, section).text, pair(rfc, of_key)
    header, encrypted_key, iv, ciphertext, tag = text.split(".")
    oaep = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None)  # noqa: S303 - RSA-OAEP is SHA-1 by definition
    cek = recipient.private.decrypt(forge.unb64(encrypted_key), oaep)
    opened = AESGCM(cek).decrypt(forge.unb64(iv), forge.unb64(ciphertext) + forge.unb64(tag), header.encode())
    assert opened == plaintext(rfc, section)
    expect(judge(text, simulator=recipient), "jwe_alg_unsupported")


@pytest.mark.parametrize("published", examples("jws"), ids=str)
def test_every_published_jws_lacks_its_envelope(published: Example) -> None:
    expect(judge(published.text), "token_not_encrypted")


@pytest.mark.parametrize("published", examples("json"), ids=str)
def test_every_json_serialization_is_told(published: Example) -> None:
    expect(judge(published.text), "token_json_serialization")
    expect(judge(str(forge.jwe(published.text))), "inner_not_jws")


@pytest.mark.parametrize(("place", "code"), INNER_CODES.items(), ids=str)
def test_every_other_signature_is_refused_in_an_envelope_too(place: tuple[str, str], code: str) -> None:
    expect(judge(str(forge.jwe(example(*place).text))), code)


def test_rfc_7520_4_1_verifies_and_says_no_claims() -> None:
    """RS256 over a sentence: the signature passes, and what it signs is no JSON."""
    keys = [brand("7520", "3.3")]
    enveloped = str(forge.jwe(example("7520", "4.1.3").text))
    expect(judge(enveloped, brand_keys=keys), "claims_unreadable")
    expect(judge(enveloped), "signature_mismatch")


def test_rfc_7515_a_2_verifies_and_names_no_visitor() -> None:
    """RS256 over claims of 2011, with line ends between them."""
    keys = [brand("7515", "A.2")]
    enveloped = str(forge.jwe(example("7515", "A.2").text))
    verdict = judge(enveloped, brand_keys=keys, now=1_300_819_379)
    expect(verdict, "user_id_missing")
    assert also(verdict) == []
    assert verdict.claims == {"iss": "joe", "exp": 1_300_819_380, "http://example.com/is_root": True}
    expired = judge(enveloped, brand_keys=keys, now=1_300_819_380)
    expect(expired, "user_id_missing")
    assert also(expired) == ["token_expired"]


def test_a_published_jws_in_a_published_jwe_stays_refused() -> None:
    """RFC 7519 A.2: a nested JWT, as documented but for both of its algorithms."""
    verdict = judge(example("7519", "A.2").text)
    expect(verdict, "jwe_alg_unsupported")
    assert "jwe_enc_unsupported" in also(verdict)


@pytest.mark.parametrize(("rfc", "section"), [("7520", "3.3"), ("7515", "A.2")])
def test_published_rsa_public_keys_load(rfc: str, section: str) -> None:
    assert load_public_key(key(rfc, section)) == load_public_key(json.dumps(key(rfc, section)))


@pytest.mark.parametrize(
    ("rfc", "section"), [("7520", "3.1"), ("7520", "3.5"), ("7520", "5.2.1"), ("7515", "A.3"), ("7516", "A.1")]
)
def test_other_published_keys_are_refused(rfc: str, section: str) -> None:
    with pytest.raises(Refusal):
        load_public_key(key(rfc, section))
