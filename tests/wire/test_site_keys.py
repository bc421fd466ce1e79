"""Brand keys in every form in which people have them, and what is said of the wrong ones."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from tests import forge
from tests.wire.world import SITE, World, error_of

BRAND = forge.key("brand")
PEM = BRAND.public_pem()
DER = base64.b64encode(BRAND.public_der()).decode()
JWK = BRAND.public_jwk()


def pem_of_ec() -> str:
    key = forge.elliptic_key().public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def put(world: World, *keys: Any) -> Any:
    return world.control("PUT", f"/sites/{SITE}", json={"brandPublicKeys": list(keys)})


@pytest.mark.parametrize(
    "key",
    [
        PEM,
        PEM.replace("\n", "\r\n"),
        f"\n  {PEM}\n",
        DER,
        f" {DER}\n",
        JWK,
        json.dumps(JWK),
        JWK | {"use": "sig", "alg": "RS256", "key_ops": ["verify"], "kid": "1"},
        JWK | {"key_ops": ["sign", "verify"]},
    ],
    ids=["PEM", "PEM CRLF", "PEM indented", "DER", "DER line", "JWK", "JWK text", "JWK full", "JWK ops"],
)
def test_every_form_of_a_key_is_answered_as_pem_and_verifies(world: World, key: Any) -> None:
    put(world)
    assert world.activate(world.token()).json()["explanation"]["code"] == "brand_key_missing"
    assert put(world, key).json()["brandPublicKeys"] == [PEM]
    assert world.activate(world.token()).status_code == 200


def test_a_key_in_two_forms_is_one_key(world: World) -> None:
    assert put(world, PEM, DER, JWK).json()["brandPublicKeys"] == [PEM]


def test_several_keys_stand_while_one_rotates(world: World) -> None:
    new = forge.key("new")
    put(world, PEM, new.public_pem())
    by_new = forge.token(forge.claims(), signer=new)
    assert [world.activate(token).status_code for token in (world.token(), by_new)] == [200, 200]
    put(world, new.public_pem())
    assert world.activate(world.token()).status_code == 401
    assert world.activate(forge.token(forge.claims(), signer=new)).status_code == 200


WRONG: dict[str, tuple[Any, str]] = {
    "empty": ("", "key_unreadable"),
    "a word": ("x", "key_unreadable"),
    "half a JWK": ("{", "key_unreadable"),
    "damaged PEM": (PEM.replace("MII", "MIJ"), "key_unreadable"),
    "PEM with escaped line feeds": (PEM.replace("\n", "\\n"), "key_unreadable"),
    "OpenSSH": ("ssh-rsa AAAAB3NzaC1yc2E= somebody", "key_unreadable"),
    "private PEM": (BRAND.private_pem(), "key_is_private"),
    "private JWK": (BRAND.private_jwk(), "key_is_private"),
    "EC": (pem_of_ec(), "key_not_rsa"),
    "EC JWK": ({"kty": "EC"}, "key_not_rsa"),
    "empty JWK": ({}, "key_unreadable"),
    "JWK without n": ({"kty": "RSA"}, "key_unreadable"),
    "JWK for encryption": (JWK | {"use": "enc"}, "key_purpose"),
    "JWK with a null use": (JWK | {"use": None}, "key_purpose"),
    "JWK of RSA-OAEP-256": (JWK | {"alg": "RSA-OAEP-256"}, "key_purpose"),
    "JWK of PS256": (JWK | {"alg": "PS256"}, "key_purpose"),
    "JWK that encrypts": (JWK | {"key_ops": ["encrypt"]}, "key_purpose"),
    "JWK that does nothing": (JWK | {"key_ops": []}, "key_purpose"),
    "JWK with a text of operations": (JWK | {"key_ops": "verify"}, "key_purpose"),
    "1024 bits": (forge.key("short", bits=1024).public_pem(), "key_too_short"),
}


@pytest.mark.parametrize("how", list(WRONG))
def test_a_key_that_cannot_serve_is_a_422_that_names_its_place(world: World, how: str) -> None:
    key, code = WRONG[how]
    answer = put(world, PEM, key)
    assert answer.status_code == 422
    error = error_of(answer)
    assert (error["code"], error["field"]) == (code, "brandPublicKeys[1]")
    assert "PRIVATE KEY-----" not in answer.text
    assert world.control("GET", f"/sites/{SITE}").json()["brandPublicKeys"] == [PEM]


def test_a_jwk_whose_modulus_is_a_toy_is_a_422(world: World) -> None:
    answer = put(world, {"kty": "RSA", "n": "AQ", "e": "AQAB"})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "brandPublicKeys[0]"
