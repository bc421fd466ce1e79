"""Tokens that the simulator mints are what other libraries open and find whole."""

import json
from collections.abc import Callable
from typing import Any

from joserfc import jwe, jws
from joserfc.jwk import RSAKey

from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.mint import Order, mint
from tests import forge

ORDER = Order(
    site=Site(site_id="bank"),
    user_id="customer-0042 é",
    brand=load_private_key(forge.key("brand").private_pem()),
    recipient=load_public_key(forge.key("simulator").public_pem()),
    now=forge.NOW,
    visitor_data={"firstName": "Zoë"},
)
JWE = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


def check(claims: dict[str, Any]) -> None:
    assert claims[forge.USER_ID] == "customer-0042 é"
    assert claims[forge.VISITOR_DATA] == {"firstName": "Zoë"}
    assert claims["exp"] == forge.NOW + 60


def test_joserfc_opens_it() -> None:
    key = RSAKey.import_key(forge.key("simulator").private_pem())
    envelope = jwe.decrypt_compact(mint(ORDER), key, algorithms=list(JWE.values()))
    assert JWE.items() <= envelope.protected.items()
    brand = RSAKey.import_key(forge.key("brand").public_pem())
    inner = jws.deserialize_compact(envelope.plaintext or b"", brand, algorithms=["RS256"])
    check(json.loads(inner.payload))


def test_node_jose_opens_it(node_jose_opens: Callable[..., list[Any]]) -> None:
    opened = node_jose_opens(mint(ORDER))[0]
    assert JWE.items() <= opened["jwe"].items()
    assert opened["jws"]["alg"] == "RS256"
    check(opened["claims"])
