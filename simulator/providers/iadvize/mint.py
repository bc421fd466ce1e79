"""Making tokens as a brand's backend does: sign with RS256, encrypt for the simulator's key."""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from jwcrypto.jwa import JWA
from jwcrypto.jwk import JWK

from simulator.core import base64url
from simulator.core.site import Site
from simulator.providers.iadvize.claims import USER_ID, VISITOR_DATA
from simulator.providers.iadvize.keys import KID_MARK, PrivateKey, PublicKey

DEFAULT_LIFETIME_SECONDS = 60  # documented: one minute recommended and by default
JWS_HEADER: Mapping[str, Any] = {"alg": "RS256"}
JWE_HEADER: Mapping[str, Any] = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


class Order(msgspec.Struct, frozen=True):
    """What a token shall say, and with which keys it is made. ``now`` is epoch seconds on the site's clock.

    ``claims`` are added last and win; ``other_brand`` is another site's key, where there is one.
    """

    site: Site
    user_id: str
    brand: PrivateKey
    recipient: PublicKey
    now: float
    visitor_data: Mapping[str, Any] | None = None
    lifetime_seconds: float = DEFAULT_LIFETIME_SECONDS
    claims: Mapping[str, Any] = msgspec.field(default_factory=dict)
    other_brand: PrivateKey | None = None


def mint(order: Order) -> str:
    """A token as iAdvize's documentation describes it."""
    return encrypt(sign(to_json(claims_of(order)), order.brand), order.recipient)


def claims_of(order: Order) -> dict[str, Any]:
    """The claims of an order; ``iss`` marks the token as a simulator's."""
    claims: dict[str, Any] = {"iss": f"iadvize-simulator:{order.site.site_id}", USER_ID: order.user_id}
    if order.visitor_data is not None:
        claims[VISITOR_DATA] = dict(order.visitor_data)
    claims["iat"] = math.floor(order.now)
    claims["exp"] = epoch(order.now + order.lifetime_seconds)
    return {**claims, **order.claims}


def epoch(seconds: float) -> float:
    """An epoch time cut to the millisecond, without a fraction where there is none."""
    rounded = math.floor(seconds * 1000) / 1000
    return int(rounded) if rounded == int(rounded) else rounded


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sign(payload: bytes, key: PrivateKey, header: Mapping[str, Any] = JWS_HEADER) -> bytes:
    """A compact JWS; the header's ``alg`` decides how, ``none`` leaves the signature empty.

    ``kid`` is added, as ``iss`` is to the claims, so that nobody takes the token for a brand's own.
    """
    header = {**header, "kid": KID_MARK + key.public.thumbprint}
    signing_input = f"{base64url.encode(to_json(header))}.{base64url.encode(payload)}".encode()
    alg = header.get("alg", "RS256")
    signature = b"" if alg == "none" else JWA.signing_alg(alg).sign(_jwk(key), signing_input)
    return signing_input + b"." + base64url.encode(signature).encode()


def encrypt(plaintext: bytes, key: PublicKey, header: Mapping[str, Any] = JWE_HEADER) -> str:
    """A compact JWE; the header's ``alg`` and ``enc`` decide how."""
    protected = base64url.encode(to_json(header))
    wrapping = JWA.keymgmt_alg(header.get("alg", "RSA-OAEP-256"))
    cipher = JWA.encryption_alg(header.get("enc", "A256GCM"))
    wrapped = wrapping.wrap(_jwk(key), cipher.wrap_key_size, None, {})
    iv, ciphertext, tag = cipher.encrypt(wrapped["cek"], protected.encode(), plaintext)
    return ".".join((protected, *map(base64url.encode, (wrapped["ek"], iv, ciphertext, tag))))


@lru_cache(maxsize=100)
def _jwk(key: PrivateKey | PublicKey) -> JWK:
    """The key as jwcrypto takes it."""
    jwk = JWK.from_pyca(key.unwrapping if isinstance(key, PrivateKey) else key.verifying)
    jwk.unsafe_skip_rsa_key_validation = True  # validated when it was read, or made by ourselves
    return jwk
