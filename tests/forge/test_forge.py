"""The forge's faultless tokens are what another library makes of the same words."""

import json
from dataclasses import replace

import pytest
from joserfc import jwe as jose_jwe
from joserfc import jws as jose_jws
from joserfc.errors import DecodeError
from joserfc.jwk import RSAKey

from tests import forge

SIMULATOR = RSAKey.import_key(forge.key("simulator").private_pem())
BRAND = RSAKey.import_key(forge.key("brand").public_pem())
EVERY_ALGORITHM = ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5", "A256GCM", "A128GCM", "A256CBC-HS512", "DEF"]


def opened(token: str) -> bytes:
    plaintext = jose_jwe.decrypt_compact(token, SIMULATOR, algorithms=EVERY_ALGORITHM).plaintext
    assert plaintext is not None
    return plaintext


def test_a_faultless_token_opens_to_signed_claims() -> None:
    inner = jose_jws.deserialize_compact(opened(forge.token()), BRAND, algorithms=["RS256"])
    assert json.loads(inner.payload) == forge.claims()


@pytest.mark.filterwarnings("ignore:JWE algorithm")  # joserfc advises against RSA1_5; so do we
@pytest.mark.parametrize("alg", ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5"])
@pytest.mark.parametrize("enc", ["A256GCM", "A128GCM", "A256CBC-HS512"])
def test_every_encryption_is_the_registered_one(alg: str, enc: str) -> None:
    envelope = forge.jwe("text", header={"alg": alg, "enc": enc}, alg=alg, enc=enc)
    assert opened(str(envelope)) == b"text"


def test_deflated_text_is_what_zip_means() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "zip": "DEF"}
    assert opened(str(forge.jwe("text", header=header, deflated=True))) == b"text"


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512", "PS256"])
def test_every_rsa_signature_is_the_registered_one(alg: str) -> None:
    made = forge.jws(b"text", header={"alg": alg}, alg=alg)
    assert jose_jws.deserialize_compact(made, BRAND, algorithms=[alg]).payload == b"text"


def test_another_spelling_of_base64url_reads_as_the_same_bytes() -> None:
    spelled = forge.b64(b"a")
    assert forge.b64_loose_bits(spelled) != spelled
    assert forge.unb64(forge.b64_loose_bits(spelled)) == b"a"


def test_a_damaged_part_no_longer_opens() -> None:
    envelope = forge.jwe("text")
    with pytest.raises(DecodeError):
        opened(str(replace(envelope, ciphertext=b"another text")))


def test_php_escapes_slashes_and_accents() -> None:
    assert forge.php_json({"https://x/é": "/"}) == b'{"https:\\/\\/x\\/\\u00e9":"\\/"}'


def test_a_key_is_made_once() -> None:
    assert forge.key("brand") is forge.key("brand")
    assert forge.key("brand").modulus != forge.key("simulator").modulus
