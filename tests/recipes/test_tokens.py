"""The tokens that the recipes make, read with another library and judged by the simulator."""

import time
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from joserfc import jwe, jws, jwt
from joserfc.jwk import RSAKey

from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests.forge import key
from tests.recipes.runtimes import JOSE, Seen

Of = Callable[[str], Seen]
HEADER = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
# Recipes of one library alone have no whole token.
WHOLE = [language for language in JOSE if language != "jwcrypto"]


def opened(token: str) -> Any:
    outer = jwe.decrypt_compact(
        token, RSAKey.import_key(key("iadvize").private_pem()), algorithms=list(HEADER.values())
    )
    assert outer.headers() == HEADER
    assert outer.plaintext is not None
    inner = outer.plaintext.decode()
    assert jws.extract_compact(inner.encode()).headers()["alg"] == "RS256"
    return jwt.decode(inner, RSAKey.import_key(key("brand").public_pem()), algorithms=["RS256"]).claims


def outcomes(token: str) -> dict[str, str]:
    basis = Basis(
        site=Site("shop"),
        brand_keys=(load_public_key(key("brand").public_pem()),),
        simulator_key=load_private_key(key("iadvize").private_pem()),
        now=time.time(),
    )
    return {check.name: check.outcome for check in verify(token, basis).checks}


@pytest.mark.parametrize("language", JOSE)
def test_the_steps_one_after_another_make_the_documented_token(language: str, seen: Of) -> None:
    claims = opened(seen(language)["token"])
    assert claims.pop("exp") == pytest.approx(time.time() + 60, abs=50)
    assert claims == {
        "iss": "https://shop.example",
        "https://iadvize.com/userId": "42",
        "https://iadvize.com/visitorData": {"firstName": "Zoë", "zipCode": "75011"},
    }


@pytest.mark.parametrize("language", WHOLE)
def test_the_whole_token_is_the_documented_one(language: str, seen: Of) -> None:
    claims = opened(seen(language)["whole"])
    assert claims.pop("exp") == pytest.approx(time.time() + 60, abs=50)
    assert claims == {
        "iss": "https://shop.example",
        "https://iadvize.com/userId": "42",
        "https://iadvize.com/visitorData": {"firstName": "Zoë"},
    }


@pytest.mark.parametrize("language", JOSE)
def test_no_visitor_data_is_an_empty_object(language: str, seen: Of) -> None:
    assert opened(seen(language)["emptyData"])["https://iadvize.com/visitorData"] == {}


@pytest.mark.parametrize(
    ("language", "part"),
    [*product(JOSE, ("token", "emptyData")), *product(WHOLE, ("whole",))],
)
def test_the_simulator_has_no_remark(language: str, part: str, seen: Of) -> None:
    assert set(outcomes(seen(language)[part]).values()) == {"passed"}
