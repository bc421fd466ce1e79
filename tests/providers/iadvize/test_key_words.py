"""Word by word what is said of a key that cannot serve, and what the simulator says of its own."""

import base64
import datetime
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ed448, ed25519, rsa, x448, x25519
from cryptography.x509.oid import NameOID

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import (
    base64_der,
    generate_private_key,
    load_private_key,
    load_public_key,
    public_jwk,
)
from tests import forge

BRAND = forge.key("brand")
PEM, JWK = BRAND.public_pem(), BRAND.public_jwk()
DER_LINE = base64.b64encode(BRAND.public_der()).decode()
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "brand")])
START = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
PKCS8 = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
DSA = dsa.generate_private_key(1024)  # noqa: S505 - made quickly, to be refused
FACTOR = 1 << 8192
LARGE = rsa.RSAPublicNumbers(65537, (1 << 16_383) + 1)
TOO_LARGE = rsa.RSAPublicNumbers(65537, (1 << 16_384) + 1)


def certificate() -> x509.Certificate:
    builder = x509.CertificateBuilder(NAME, NAME, BRAND.public, 1, START, START + datetime.timedelta(days=1))
    return builder.sign(BRAND.private, hashes.SHA256())


def request() -> str:
    signed = x509.CertificateSigningRequestBuilder(NAME).sign(BRAND.private, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def line(der: bytes) -> str:
    return base64.b64encode(der).decode()


def pem(private: Any) -> str:
    """The public half of a key of another kind."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    text: bytes = private.public_key().public_bytes(serialization.Encoding.PEM, form)
    return text.decode()


def jwk(numbers: rsa.RSAPublicNumbers) -> dict[str, str]:
    n, e = (forge.b64(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (numbers.n, numbers.e))
    return {"kty": "RSA", "n": n, "e": e}


def too_large_private() -> str:
    """Numbers that are no key, as nobody waits for one of that size."""
    p, q, d = FACTOR + 1, FACTOR + 3, 65537
    public = rsa.RSAPublicNumbers(65537, p * q)
    crt = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    private = rsa.RSAPrivateNumbers(p, q, d, *crt, public).private_key(unsafe_skip_rsa_key_validation=True)
    return private.private_bytes(serialization.Encoding.PEM, *PKCS8).decode()


PUBLIC: dict[str, tuple[Callable[[], str | dict[str, Any]], str, str]] = {
    "nothing": (lambda: " \n", "key_unreadable", "an empty text"),
    "a word": (lambda: "key!", "key_unreadable", "text that is neither PEM, base64 nor a JWK"),
    "base64 with a foreign character": (
        lambda: f"{DER_LINE[:40]}!{DER_LINE[40:]}",
        "key_unreadable",
        "text that is neither PEM, base64 nor a JWK",
    ),
    "base64 of a word": (lambda: line(b"key"), "key_unreadable", "base64 of something that is no key"),
    "base64 of a private key": (
        lambda: line(BRAND.private.private_bytes(serialization.Encoding.DER, *PKCS8)),
        "key_is_private",
        "a private key (base64 DER)",
    ),
    "base64 of a certificate": (
        lambda: line(certificate().public_bytes(serialization.Encoding.DER)),
        "key_is_certificate",
        "a certificate (base64 DER)",
    ),
    "a certificate": (
        lambda: certificate().public_bytes(serialization.Encoding.PEM).decode(),
        "key_is_certificate",
        "a certificate",
    ),
    "a certificate request": (request, "key_is_certificate", "a certificate request"),
    "a private key": (BRAND.private_pem, "key_is_private", "a private key (PRIVATE KEY)"),
    "a PEM with escaped line breaks": (
        lambda: PEM.replace("\n", "\\n"),
        "key_unreadable",
        "PEM whose line breaks are the two characters \\n",
    ),
    "a damaged PEM": (
        lambda: PEM.replace("MII", "AAA"),
        "key_unreadable",
        "PEM (PUBLIC KEY) whose content is damaged",
    ),
    "an OpenSSH key": (lambda: "ssh-rsa AAAA jane@bank", "key_unreadable", "an OpenSSH public key"),
    "an Ed25519 key": (
        lambda: pem(ed25519.Ed25519PrivateKey.generate()),
        "key_not_rsa",
        "an Ed25519 public key",
    ),
    "an Ed448 key": (lambda: pem(ed448.Ed448PrivateKey.generate()), "key_not_rsa", "an Ed448 public key"),
    "an X25519 key": (lambda: pem(x25519.X25519PrivateKey.generate()), "key_not_rsa", "an X25519 public key"),
    "an X448 key": (lambda: pem(x448.X448PrivateKey.generate()), "key_not_rsa", "another kind of public key"),
    "a DSA key": (lambda: pem(DSA), "key_not_rsa", "a DSA public key"),
    "an EC key": (lambda: pem(forge.elliptic_key()), "key_not_rsa", "an EC public key"),
    "an RSA key of 2047 bits": (forge.key("short", 2047).public_pem, "key_too_short", "an RSA key of 2047 bits"),
    "an RSA key of 16,385 bits": (lambda: jwk(TOO_LARGE), "key_too_long", "an RSA key of 16385 bits"),
    "half a JWK": (lambda: '{"kty":', "key_unreadable", "text that starts like a JWK but is no JSON"),
    "a JWK of another kind": (lambda: {"kty": "EC"}, "key_not_rsa", 'a JWK of type "EC"'),
    "JSON that is no JWK": (lambda: '{"name": "shop"}', "key_unreadable", "JSON without kty, so no JWK"),
    "a set of JWKs": (lambda: '{"keys": []}', "key_unreadable", "a set of JWKs, where one alone is wanted"),
    "a private JWK": (BRAND.private_jwk, "key_is_private", "a private key (JWK with d)"),
    "a JWK without n": (
        lambda: {"kty": "RSA", "e": "AQAB"},
        "key_unreadable",
        "a JWK whose n or e is missing or damaged",
    ),
    "a JWK to encrypt with": (lambda: JWK | {"use": "enc"}, "key_purpose", 'a JWK with "use": "enc"'),
    "a JWK that signs": (lambda: JWK | {"key_ops": ["sign"]}, "key_purpose", 'a JWK with "key_ops": ["sign"]'),
    "a JWK whose operations are no list": (
        lambda: JWK | {"key_ops": "verify"},
        "key_purpose",
        'a JWK with "key_ops": "verify"',
    ),
    "a JWK for PS256": (lambda: JWK | {"alg": "PS256"}, "key_purpose", 'a JWK with "alg": "PS256"'),
}
PRIVATE: dict[str, tuple[Callable[[], str], str, str]] = {
    "a word": (lambda: "key", "key_unreadable", "text that is no PEM"),
    "a public key": (lambda: PEM, "key_is_public", "a public key"),
    "a damaged PEM": (
        lambda: BRAND.private_pem().replace("MII", "AAA"),
        "key_unreadable",
        "PEM (PRIVATE KEY) whose content is damaged",
    ),
    "an EC key": (
        lambda: forge.elliptic_key().private_bytes(serialization.Encoding.PEM, *PKCS8).decode(),
        "key_not_rsa",
        "an EC private key",
    ),
    "an RSA key of 2047 bits": (forge.key("short", 2047).private_pem, "key_too_short", "an RSA key of 2047 bits"),
    "an RSA key of 16,385 bits": (too_large_private, "key_too_long", "an RSA key of 16385 bits"),
}

WANTED = "an RSA public key of at least 2048 bits, as SPKI PEM, one line of base64 DER, or a JWK"
WANTED_PRIVATE = "an RSA private key of at least 2048 bits, as unencrypted PKCS#8 PEM"


@pytest.mark.parametrize(
    ("code", "variant", "wanted", "advice"),
    [
        (
            "key_unreadable",
            None,
            WANTED,
            "Copy the whole key again, from BEGIN to END, or its one line of base64.",
        ),
        (
            "key_unreadable",
            "private",
            WANTED_PRIVATE,
            "Give the whole of it, from BEGIN PRIVATE KEY to END PRIVATE KEY.",
        ),
        ("key_too_long", None, WANTED, "A key of 2048 to 4096 bits is usual."),
        ("key_too_long", "private", WANTED_PRIVATE, "A key of 2048 to 4096 bits is usual."),
    ],
)
def test_a_key_that_cannot_serve_is_told_what_was_wanted_and_what_to_do(
    code: str, variant: str | None, wanted: str, advice: str
) -> None:
    said = key_refusal_message(Refusal(code, found="rubbish", variant=variant))
    assert said == f"This is rubbish; wanted is {wanted}. {advice}"


@pytest.mark.parametrize("title", PUBLIC)
def test_of_what_is_no_public_key_of_a_brand_it_is_said(title: str) -> None:
    make, code, found = PUBLIC[title]
    with pytest.raises(Refusal) as refused:
        load_public_key(make())
    assert (refused.value.code, refused.value.finding.found) == (code, found)
    assert refused.value.finding.variant is None


@pytest.mark.parametrize("title", PRIVATE)
def test_of_what_is_no_private_key_it_is_said(title: str) -> None:
    make, code, found = PRIVATE[title]
    with pytest.raises(Refusal) as refused:
        load_private_key(make(), made_here=True)
    assert (refused.value.code, refused.value.finding.found) == (code, found)
    assert refused.value.finding.variant == "private"


def test_a_key_of_16_384_bits_is_the_longest() -> None:
    assert load_public_key(jwk(LARGE)).modulus_bytes == 2048


def test_a_line_of_base64_may_be_broken_anywhere() -> None:
    assert load_public_key(f"{DER_LINE[:64]}\n{DER_LINE[64:100]} \r\n{DER_LINE[100:]}") == load_public_key(PEM)


def test_a_generated_key_is_an_rsa_key_of_2048_bits_and_another_each_time() -> None:
    one, other = generate_private_key(), generate_private_key()
    assert one.startswith("-----BEGIN PRIVATE KEY-----")
    numbers = load_private_key(one).public.verifying.public_numbers()
    assert (numbers.e, numbers.n.bit_length()) == (65537, 2048)
    assert one != other


@pytest.mark.parametrize(("use", "alg"), [("enc", "RSA-OAEP-256"), ("sig", "RS256")])
def test_a_jwk_of_the_simulator_says_what_it_is_for_and_whose_it_is(use: str, alg: str) -> None:
    key = load_public_key(PEM)
    assert public_jwk(key, use) == JWK | {"use": use, "alg": alg, "kid": f"iadvize-simulator:{key.thumbprint}"}


def test_the_line_that_iadvize_publishes_is_base64_of_the_der() -> None:
    assert base64_der(load_public_key(PEM)) == DER_LINE


def test_a_secret_follows_from_the_key_and_its_purpose_and_stays_from_release_to_release() -> None:
    der = BRAND.private.private_bytes(serialization.Encoding.DER, *PKCS8)
    secret = load_private_key(BRAND.private_pem()).secret(b"identity")
    assert secret == hashlib.sha256(b"identity\0" + der).digest()
