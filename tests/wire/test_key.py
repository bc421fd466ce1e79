"""GET /_simulator/key and /health."""

import base64

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key

from simulator import __version__
from tests import forge
from tests.wire.world import World, error_of

KEY = forge.key("simulator")


@pytest.mark.parametrize("query", ["", "?format=pem"])
def test_the_key_is_pem_text(bare: World, query: str) -> None:
    answer = bare.control("GET", f"/key{query}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert load_pem_public_key(answer.content) == KEY.public


def test_the_key_is_one_line_of_base64(bare: World) -> None:
    answer = bare.control("GET", "/key?format=der")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "\n" not in answer.text.rstrip("\n")
    assert load_der_public_key(base64.b64decode(answer.text, validate=True)) == KEY.public


def test_the_key_is_a_jwk_without_a_secret(bare: World) -> None:
    jwk = bare.control("GET", "/key?format=jwk").json()
    assert jwk | KEY.public_jwk() == jwk
    assert (jwk["use"], jwk["alg"]) == ("enc", "RSA-OAEP-256")
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(jwk)


@pytest.mark.parametrize("form", ["", "PEM", "x"])
def test_another_format_is_a_422(bare: World, form: str) -> None:
    answer = bare.control("GET", f"/key?format={form}")
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "format"


def test_health_tells_the_version(bare: World) -> None:
    assert bare.control("GET", "/health").json() == {"status": "ok", "version": __version__}
