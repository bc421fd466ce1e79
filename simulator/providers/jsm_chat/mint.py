"""Making tokens as a brand's backend does: sign with HS256 and the project's secret key."""

import json
import math
from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from simulator.core import base64url
from simulator.core.discreet import Discreet
from simulator.core.site import Site
from simulator.providers.jsm_chat.claims import DISPLAY_NAME, EMAIL
from simulator.providers.jsm_chat.secret_key import mac

DEFAULT_LIFETIME_SECONDS = 300  # the documented example's five minutes
HEADER: Mapping[str, Any] = {"alg": "HS256", "typ": "JWT"}
_DIGESTS = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
_MILLI = 1000


class Order(Discreet, frozen=True):
    """What a token shall say, and whose secret key signs it. ``now`` is epoch seconds on the project's clock.

    ``claims`` are added last and win; ``other_secret`` is another project's, where there is one.
    """

    unseen: ClassVar = ("secret", "other_secret")

    site: Site
    email: str
    secret: str
    now: float
    display_name: str | None = None
    lifetime_seconds: float = DEFAULT_LIFETIME_SECONDS
    claims: Mapping[str, Any] = msgspec.field(default_factory=dict)
    other_secret: str | None = None


def mint(order: Order) -> str:
    """A token as the documentation describes it."""
    return sign(to_json(claims_of(order)), order.secret.encode())


def claims_of(order: Order) -> dict[str, Any]:
    """The claims of an order, in the documented order; times have fractions of seconds, as the example's have."""
    return {
        EMAIL: order.email,
        DISPLAY_NAME: order.display_name or named_after(order.email),
        "iat": epoch(order.now),
        "exp": epoch(order.now + order.lifetime_seconds),
        **order.claims,
    }


def named_after(email: str) -> str:
    """A display name for somebody of whom nothing but an address is known: "jane.doe@…" is Jane Doe."""
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(word.capitalize() for word in words) or "Customer"


def epoch(seconds: float) -> float:
    """An epoch time cut to the millisecond, without a fraction where there is none."""
    rounded = math.floor(seconds * _MILLI) / _MILLI
    return int(rounded) if rounded == int(rounded) else rounded


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sign(payload: bytes, key: bytes, header: Mapping[str, Any] = HEADER) -> str:
    """A compact JWS; the header's ``alg`` decides how, and where it is no HMAC, the signature stays empty."""
    signing_input = f"{base64url.encode(to_json(header))}.{base64url.encode(payload)}"
    digest = _DIGESTS.get(str(header.get("alg", "HS256")))
    signature = mac(key, signing_input.encode(), digest) if digest else b""
    return f"{signing_input}.{base64url.encode(signature)}"
