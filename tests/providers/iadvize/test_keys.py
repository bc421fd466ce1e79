"""Keys as people have them: three forms for the public half, and a clear no for everything else."""

import base64
import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests import forge
from tests.providers.iadvize.judging import SITE, expect_faultless, held

BRAND = forge.key("brand")
DER_LINE = base64.b64encode(BRAND.public_der()).decode()
PEM = BRAND.public_pem()
JWK = BRAND.public_jwk()
PEM_ENCODING = serialization.Encoding.PEM


def elliptic_pem() -> str:
    return (
        forge.elliptic_key()
        .public_key()
        .public_bytes(PEM_ENCODING, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def elliptic_private_pem() -> str:
    return (
        forge.elliptic_key()
        .private_bytes(PEM_ENCODING, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        .decode()
    )


def edwards_pem() -> str:
    return (
        ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
        .public_key()
        .public_bytes(PEM_ENCODING, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def certificate() -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "brand")])
    start = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(name, name, BRAND.public, 1, start, start + datetime.timedelta(days=1))
    return builder.sign(BRAND.private, hashes.SHA256()).public_bytes(PEM_ENCODING).decode()


def encrypted_pem() -> str:
    return BRAND.private.private_bytes(
        PEM_ENCODING, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    ).decode()


def traditional_private_pem() -> str:
    return BRAND.private.private_bytes(
        PEM_ENCODING, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ).decode()


GOOD: dict[str, str | dict[str, Any]] = {
    "PEM": PEM,
    "PEM with the newlines of Windows": PEM.replace("\n", "\r\n"),
    "PEM with empty lines around it": f"\n\n{PEM}\n\n",
    "PEM without its last newline": PEM.rstrip("\n"),
    "one line of base64 DER": DER_LINE,
    "a line of base64 DER with a newline": f"{DER_LINE}\n",
    "a JWK as text": json.dumps(JWK),
    "a JWK with spaces": json.dumps(JWK, indent=2),
    "a JWK": dict(JWK),
    "a JWK for signatures": JWK | {"use": "sig", "alg": "RS256", "key_ops": ["verify"], "kid": "1"},
}
# What it is, and a word that must name it.
BAD_PUBLIC: dict[str, tuple[str | dict[str, Any], str]] = {
    "a private key": (BRAND.private_pem(), "private"),
    "a private key of old": (traditional_private_pem(), "private"),
    "an encrypted private key": (encrypted_pem(), "private"),
    "a private JWK": (BRAND.private_jwk(), "private"),
    "a private JWK as text": (json.dumps(BRAND.private_jwk()), "private"),
    "an elliptic key": (elliptic_pem(), "EC"),
    "an elliptic private key": (elliptic_private_pem(), "private"),
    "an elliptic JWK": ({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}, "EC"),
    "an Edwards key": (edwards_pem(), ""),
    "a secret JWK": ({"kty": "oct", "k": "AAAA"}, "oct"),
    "a certificate": (certificate(), "certificate"),
    "2047 bits": (forge.key("short", 2047).public_pem(), "2047"),
    "1024 bits": (forge.key("shorter", 1024).public_pem(), "1024"),
    "a JWK of 2047 bits": (forge.key("short", 2047).public_jwk(), "2047"),
    "a JWK for encryption": (JWK | {"use": "enc"}, ""),
    "a JWK for other operations": (JWK | {"key_ops": ["encrypt"]}, ""),
    "a JWK for signing only": (JWK | {"key_ops": ["sign"]}, ""),
    "a JWK for PS256": (JWK | {"alg": "PS256"}, ""),
    "a JWK for RSA-OAEP-256": (JWK | {"alg": "RSA-OAEP-256"}, ""),
    "a JWK with exponent 1": (JWK | {"e": "AQ"}, ""),
    "a JWK with exponent 2": (JWK | {"e": "Ag"}, ""),
    "a JWK without exponent": ({"kty": "RSA", "n": JWK["n"]}, ""),
    "a JWK whose modulus is cut short by one letter": (JWK | {"n": JWK["n"][:-1]}, ""),
    "a JWK whose modulus has spaces": (JWK | {"n": f"{JWK['n'][:100]} {JWK['n'][100:]}"}, ""),
    "a JWK whose modulus is a number": (JWK | {"n": 7}, ""),
    "a JWK that is empty": ({}, ""),
    "a set of JWKs": ({"keys": [JWK]}, ""),
    "nothing": ("", ""),
    "a word": ("key", ""),
    "a path": ("/etc/keys/public.pem", ""),
    "an array": ("[]", ""),
    "half a line of DER": (DER_LINE[: len(DER_LINE) // 8 * 4], ""),
    "half a PEM": (PEM[: len(PEM) // 2], ""),
    "a PEM whose body is another file": (PEM.replace("MII", "AAA"), ""),
    "a PEM in JSON": (json.dumps(PEM), ""),
    "a PEM with escaped newlines": (PEM.replace("\n", "\\n"), ""),
}
BAD_PRIVATE = {
    "a public key": (PEM, "public"),
    "an elliptic key": (elliptic_private_pem(), "EC"),
    "an encrypted key": (encrypted_pem(), "passphrase"),
    "2047 bits": (forge.key("short", 2047).private_pem(), "2047"),
    "1024 bits": (forge.key("shorter", 1024).private_pem(), "1024"),
    "a certificate": (certificate(), "certificate"),
    "nothing": ("", ""),
    "a word": ("key", ""),
}


def standard_base64(text: str) -> str:
    return text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)


def said(refused: Refusal) -> str:
    """The one line that tells what was found and what was wanted."""
    message = key_refusal_message(refused)
    assert "2048" in message
    assert "\n" not in message
    return message


def refusal(load: Any, text: object) -> Refusal:
    with pytest.raises(Refusal) as raised:
        load(text)
    return raised.value


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_every_documented_form_is_the_same_key(text: str | dict[str, Any]) -> None:
    key = load_public_key(text)
    assert key == load_public_key(PEM)
    basis = Basis(site=SITE, brand_keys=(key,), simulator_key=held(forge.key("simulator").private_pem()), now=forge.NOW)
    expect_faultless(verify(forge.token(), basis))


@pytest.mark.parametrize("bend", [standard_base64, "{}!!!!".format, "{}==".format, " {}".format])
def test_a_jwk_in_odd_base64_is_never_read_as_another_key(bend: Callable[[str], str]) -> None:
    """Where + and / are passed over, what is left is another modulus, and every signature a riddle."""
    try:
        assert load_public_key(JWK | {"n": bend(JWK["n"])}) == load_public_key(PEM)
    except Refusal as refused:
        said(refused)


def test_a_key_of_2048_bits_is_long_enough() -> None:
    assert load_public_key(PEM).pem == PEM
    assert load_private_key(BRAND.private_pem()).public.pem == PEM


@pytest.mark.parametrize(("text", "named"), BAD_PUBLIC.values(), ids=BAD_PUBLIC)
def test_anything_else_is_refused_with_what_it_is_and_what_was_wanted(text: Any, named: str) -> None:
    refused = refusal(load_public_key, text)
    assert named in str(refused.finding.found)
    said(refused)


@pytest.mark.parametrize(("text", "named"), BAD_PRIVATE.values(), ids=BAD_PRIVATE)
def test_only_an_rsa_private_key_decrypts(text: str, named: str) -> None:
    refused = refusal(load_private_key, text)
    assert named in str(refused.finding.found)
    said(refused)


@pytest.mark.parametrize("text", [BRAND.private_pem(), json.dumps(BRAND.private_jwk())])
def test_a_refusal_never_repeats_a_private_key(text: str) -> None:
    refused = refusal(load_public_key, text)
    shown = said(refused) + repr(refused.finding)
    assert text[100:140] not in shown
    assert BRAND.private_jwk()["d"][:20] not in shown


def test_the_thumbprint_is_that_of_rfc_7638() -> None:
    example = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjB"
        "ZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8"
        "KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_"
        "xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
    }
    assert load_public_key(example).thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_two_loads_of_a_key_are_one_key_and_so_are_not_its_halves() -> None:
    private = load_private_key(BRAND.private_pem())
    assert private == load_private_key(BRAND.private_pem(), made_here=True)
    assert len({private, load_private_key(BRAND.private_pem(), made_here=True), private.public}) == 2
    assert private.public == load_public_key(DER_LINE) != load_public_key(forge.key("iadvize").public_pem())


def test_a_private_key_is_not_shown_by_its_repr() -> None:
    shown = repr(load_private_key(BRAND.private_pem()))
    assert "PRIVATE" not in shown
    assert BRAND.private_jwk()["d"][:20] not in shown


@given(st.text() | st.builds(json.dumps, st.dictionaries(st.sampled_from(["kty", "n", "e", "use", "d"]), st.text())))
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    for load in (load_public_key, load_private_key):
        refusal(load, text)


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()), st.sampled_from([JWK["n"], "AQAB", "RSA"])
)


@given(st.dictionaries(st.sampled_from(["n", "e", "use", "key_ops", "alg", "d", "kty", "x5c", "oth"]), VALUES))
def test_no_jwk_raises_anything_but_a_refusal(members: dict[str, Any]) -> None:
    try:
        load_public_key({"kty": "RSA"} | members)
    except Refusal as refused:
        said(refused)
