"""Every mistake of the catalogue that a token can carry, made on purpose."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from simulator.core import base64url
from simulator.core.making import maker_of
from simulator.core.refusal import Refusal
from simulator.providers.jsm_chat import compact_form, secret_key
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.claims import DISPLAY_NAME, EMAIL, MAX_EMAIL
from simulator.providers.jsm_chat.lifetime import LONG_SECONDS
from simulator.providers.jsm_chat.mint import HEADER, Order, claims_of, epoch, mint, sign, to_json

Maker = Callable[[Order], str]
Claims = dict[str, Any]
_MINUTE = 60
_HOUR = 3600


def make(code: str, order: Order) -> str:
    """A token with exactly this mistake; raises Refusal where no token can have it, with what makes it instead."""
    return maker_of(code, CATALOGUE, MAKERS)(order)


def _claims(change: Callable[[Claims, Order], Any]) -> Maker:
    return lambda order: sign(to_json(change(claims_of(order), order)), order.secret.encode())


def _set(name: str, value: Callable[[Claims, Order], Any]) -> Maker:
    return _claims(lambda claims, order: {**claims, name: value(claims, order)})


def _without(name: str) -> Maker:
    return _claims(lambda claims, _: {kept: value for kept, value in claims.items() if kept != name})


def _header(header: Mapping[str, Any]) -> Maker:
    return lambda order: sign(to_json(claims_of(order)), order.secret.encode(), header)


def _keyed(key: Callable[[Order], bytes]) -> Maker:
    return lambda order: sign(to_json(claims_of(order)), key(order))


def _encrypted(order: Order) -> str:
    """Five parts that look like iAdvize's; nobody could open them."""
    header = to_json({"alg": "RSA-OAEP-256", "enc": "A256GCM"})
    content = mint(order).encode()
    parts = (header, hashlib.sha256(content).digest() * 8, content[:12], content, content[-16:])
    return ".".join(map(base64url.encode, parts))


def _too_large(order: Order) -> str:
    return mint(replace(order, claims={**order.claims, "padding": "x" * compact_form.MAX_CHARACTERS}))


def _by_other_project(order: Order) -> str:
    if order.other_secret is None:
        raise Refusal(
            "mistake_needs_other_site",
            found="signature_of_other_site",
            making='Create a second project: POST /_simulator/sites with {"provider": "jsm-chat"}.',
        )
    return mint(replace(order, secret=order.other_secret))


def _by_retired_secret(order: Order) -> str:
    if not order.site.retired_keys:
        raise Refusal(
            "mistake_not_in_token",
            found="secret_key_retired",
            making=f"Replace the secret key first: POST /_simulator/sites/{order.site.site_id}/rotations.",
        )
    return mint(replace(order, secret=order.site.retired_keys[0]))


def _decoded(order: Order) -> bytes:
    recoded = (slip for slip in secret_key.slips(order.secret) if slip.code == "secret_key_recoded")
    return next(recoded).key  # base64-decoded where the secret key is base64, else encoded


def _twice(order: Order) -> str:
    claims = to_json(claims_of(order))
    repeated = to_json({EMAIL: order.email})[1:-1]
    return sign(claims[:-1] + b"," + repeated + b"}", order.secret.encode())


def _exp(offset: Callable[[Order], float]) -> Maker:
    return _set("exp", lambda _, order: epoch(order.now + offset(order)))


def _ahead(order: Order) -> float:
    return epoch(order.now + order.site.rules.leeway_seconds + _HOUR)


def _long_address(claims: Claims, _: Order) -> str:
    domain = "@" + str(claims[EMAIL]).rpartition("@")[2]
    return "x" * (MAX_EMAIL + 1 - len(domain)) + domain


MAKERS: dict[str, Maker] = {
    "token_missing": lambda _: "",
    "token_too_large": _too_large,
    "token_decorated": lambda order: f"Bearer {mint(order)}",
    "token_json_serialization": lambda order: json.dumps({"token": mint(order)}),
    "token_encrypted": _encrypted,
    "token_part_count": lambda order: mint(order).rpartition(".")[0],
    "token_not_base64url": lambda order: mint(order) + "=",
    "token_truncated": lambda order: mint(order)[:-10],
    "jws_header_unreadable": _header({"typ": "JWT"}),
    "jws_unsigned": _header({**HEADER, "alg": "none"}),
    "jws_alg_unsupported": _header({**HEADER, "alg": "HS512"}),
    "jws_critical_header": _header({**HEADER, "crit": ["exp"], "exp": 0}),
    "typ_missing": _header({"alg": "HS256"}),
    "typ_unexpected": _header({**HEADER, "typ": "at+jwt"}),
    "signature_of_other_site": _by_other_project,
    "secret_key_retired": _by_retired_secret,
    "secret_key_recoded": _keyed(_decoded),
    "secret_key_altered": _keyed(lambda order: f"{order.secret}\n".encode()),
    "signature_mismatch": _keyed(lambda order: base64.b64encode(hashlib.sha256(order.secret.encode()).digest())),
    "claims_unreadable": _claims(lambda claims, _: [claims]),
    "claims_duplicate_member": _twice,
    "email_missing": _without(EMAIL),
    "email_not_string": _set(EMAIL, lambda *_: None),
    "email_empty": _set(EMAIL, lambda *_: ""),
    "email_malformed": _set(EMAIL, lambda claims, _: str(claims[EMAIL]).replace("@", " at ").partition(" ")[0]),
    "email_too_long": _set(EMAIL, _long_address),
    "display_name_missing": _without(DISPLAY_NAME),
    "display_name_not_string": _set(DISPLAY_NAME, lambda *_: {"first": "Jane", "last": "Doe"}),
    "display_name_empty": _set(DISPLAY_NAME, lambda *_: " "),
    "exp_missing": _without("exp"),
    "exp_not_number": _set("exp", lambda claims, _: str(claims["exp"])),
    "exp_in_milliseconds": _set("exp", lambda claims, _: int(claims["exp"] * 1000)),
    "token_expired": _exp(lambda order: -order.site.rules.leeway_seconds - _MINUTE / 2),
    "nbf_not_number": _set("nbf", lambda _, order: str(int(order.now))),
    "token_not_yet_valid": _set("nbf", lambda _, order: _ahead(order)),
    "iat_missing": _without("iat"),
    "issued_in_future": _set("iat", lambda _, order: _ahead(order)),
    "lifetime_long": _exp(lambda _: LONG_SECONDS + _MINUTE),
    "token_reused": mint,
}
