"""Every mistake of the catalogue that a token can carry, made on purpose."""

import base64
import json
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec.structs import replace

from simulator.core import base64url
from simulator.core.making import maker_of
from simulator.core.refusal import Refusal
from simulator.providers.iadvize import compact_form
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.claims import MAX_USER_ID, USER_ID, VISITOR_DATA
from simulator.providers.iadvize.keys import PrivateKey, generate_private_key, load_private_key
from simulator.providers.iadvize.lifetime import LONG_SECONDS
from simulator.providers.iadvize.mint import (
    JWE_HEADER,
    JWS_HEADER,
    Order,
    claims_of,
    encrypt,
    epoch,
    mint,
    sign,
    to_json,
)

Maker = Callable[[Order], str]
Claims = dict[str, Any]
_MINUTE = 60
_HOUR = 3600


def make(code: str, order: Order) -> str:
    """A token with exactly this mistake; raises Refusal where no token can have it, with what makes it instead."""
    return maker_of(code, CATALOGUE, MAKERS)(order)


def _seal(order: Order, payload: bytes) -> str:
    return encrypt(sign(payload, order.brand), order.recipient)


def _signed(order: Order, **header: Any) -> bytes:
    return sign(to_json(claims_of(order)), order.brand, {**JWS_HEADER, **header})


def _claims(change: Callable[[Claims, Order], Claims]) -> Maker:
    return lambda order: _seal(order, to_json(change(claims_of(order), order)))


def _moved(source: str, target: str) -> Maker:
    def move(claims: Claims, _: Order) -> Claims:
        value = claims.get(source) or {"firstName": "Jane"}
        return {target: value, **{name: kept for name, kept in claims.items() if name != source}}

    return _claims(move)


def _dropped(name: str) -> Maker:
    return _claims(lambda claims, _: {kept: value for kept, value in claims.items() if kept != name})


def _set(name: str, value: Callable[[Claims, Order], Any]) -> Maker:
    return _claims(lambda claims, order: {**claims, name: value(claims, order)})


def _profile(**fields: Any) -> Maker:
    return _set(VISITOR_DATA, lambda claims, _: {**(claims.get(VISITOR_DATA) or {}), **fields})


def _jwe_header(**members: Any) -> Maker:
    return lambda order: encrypt(_signed(order), order.recipient, {**JWE_HEADER, **members})


def _parts(change: Callable[[list[str]], list[str]]) -> Maker:
    return lambda order: ".".join(change(mint(order).split(".")))


def _json_serialization(order: Order) -> str:
    names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
    return json.dumps(dict(zip(names, mint(order).split("."), strict=True)))


def _standard_base64(parts: list[str]) -> list[str]:
    wrapped = base64.b64encode(base64url.decode(parts[1])).decode()
    return [parts[0], wrapped, *parts[2:]]


def _too_large(order: Order) -> str:
    return mint(replace(order, claims={**order.claims, "padding": "x" * compact_form.MAX_CHARACTERS}))


def _bit_flipped(parts: list[str]) -> list[str]:
    ciphertext = bytearray(base64url.decode(parts[3]))
    ciphertext[0] ^= 1
    return [*parts[:3], base64url.encode(bytes(ciphertext)), parts[4]]


def _compressed(order: Order) -> str:
    deflate = zlib.compressobj(wbits=-15)
    content = deflate.compress(_signed(order)) + deflate.flush()
    return encrypt(content, order.recipient, {**JWE_HEADER, "zip": "DEF"})


def _header_without(name: str) -> Maker:
    header = {kept: value for kept, value in JWE_HEADER.items() if kept != name}
    return lambda order: encrypt(_signed(order), order.recipient, header)


def _inner_header_without_alg(order: Order) -> str:
    return encrypt(sign(to_json(claims_of(order)), order.brand, {"typ": "JWT"}), order.recipient)


def _by_other_site(order: Order) -> str:
    if order.other_brand is None:
        raise Refusal(
            "mistake_needs_other_site",
            found="signature_of_other_site",
            making="Create a second site whose key the simulator makes: POST /_simulator/sites with {}.",
        )
    return mint(replace(order, brand=order.other_brand))


def _twice(order: Order) -> str:
    claims = to_json(claims_of(order))
    repeated = to_json({USER_ID: order.user_id})[1:-1]
    return _seal(order, claims[:-1] + b"," + repeated + b"}")


def _exp(offset: Callable[[Order], float]) -> Maker:
    return _set("exp", lambda _, order: epoch(order.now + offset(order)))


def _long_lifetime(order: Order) -> str:
    lifetime = min(LONG_SECONDS + _MINUTE, order.site.session_lifetime_seconds)
    if lifetime <= LONG_SECONDS:
        raise Refusal(
            "mistake_not_in_token",
            found="lifetime_long",
            making=f"This site's sessions last {lifetime:g} s: over them it is lifetime_beyond_session already.",
        )
    return _exp(lambda _: lifetime)(order)


@cache
def _stranger() -> PrivateKey:
    return load_private_key(generate_private_key())


MAKERS: dict[str, Maker] = {
    "token_missing": lambda _: "",
    "token_too_large": _too_large,
    "token_decorated": lambda order: f"Bearer {mint(order)}",
    "token_json_serialization": _json_serialization,
    "token_not_encrypted": lambda order: _signed(order).decode(),
    "token_part_count": _parts(lambda parts: parts[:4]),
    "token_not_base64url": _parts(_standard_base64),
    "token_truncated": lambda order: mint(order)[:-10],
    "jwe_header_unreadable": _header_without("enc"),
    "jwe_alg_unsupported": _jwe_header(alg="RSA-OAEP"),
    "jwe_enc_unsupported": _jwe_header(enc="A128GCM"),
    "jwe_compressed": _compressed,
    "jwe_critical_header": _jwe_header(crit=["exp"], exp=0),
    "key_unwrap_failed": lambda order: mint(replace(order, recipient=_stranger().public)),
    "ciphertext_tampered": _parts(_bit_flipped),
    "inner_not_jws": lambda order: encrypt(to_json(claims_of(order)), order.recipient),
    "jws_header_unreadable": _inner_header_without_alg,
    "jws_unsigned": lambda order: encrypt(_signed(order, alg="none"), order.recipient),
    "jws_alg_unsupported": lambda order: encrypt(_signed(order, alg="PS256"), order.recipient),
    "jws_critical_header": lambda order: encrypt(_signed(order, crit=["exp"], exp=0), order.recipient),
    "signature_of_other_site": _by_other_site,
    "signature_mismatch": lambda order: mint(replace(order, brand=_stranger())),
    "claims_unreadable": lambda order: _seal(order, to_json([claims_of(order)])),
    "claims_duplicate_member": _twice,
    "user_id_unprefixed": _moved(USER_ID, "userId"),
    "user_id_prefix_wrong": _moved(USER_ID, "http://iadvize.com/userId"),
    "user_id_missing": _dropped(USER_ID),
    "user_id_not_string": _set(USER_ID, lambda *_: 42),
    "user_id_empty": _set(USER_ID, lambda *_: ""),
    "user_id_too_long": _set(USER_ID, lambda *_: "u" * (MAX_USER_ID + 1)),
    "visitor_data_unprefixed": _moved(VISITOR_DATA, "visitorData"),
    "visitor_data_not_object": _set(VISITOR_DATA, lambda *_: '{"firstName":"Jane"}'),
    "visitor_data_field_not_string": _profile(zipCode=75001),
    "visitor_data_field_unknown": _profile(firstname="Jane"),
    "issuer_missing": _dropped("iss"),
    "exp_missing": _dropped("exp"),
    "exp_not_number": _set("exp", lambda claims, _: str(claims["exp"])),
    "exp_in_milliseconds": _set("exp", lambda claims, _: int(claims["exp"] * 1000)),
    "token_expired": _exp(lambda order: -order.site.rules.leeway_seconds - _MINUTE / 2),
    "nbf_not_number": _set("nbf", lambda _, order: str(int(order.now))),
    "token_not_yet_valid": _set("nbf", lambda _, order: epoch(order.now + order.site.rules.leeway_seconds + _HOUR)),
    "issued_in_future": _set("iat", lambda _, order: epoch(order.now + order.site.rules.leeway_seconds + _HOUR)),
    "lifetime_beyond_session": _exp(lambda order: order.site.session_lifetime_seconds + _MINUTE),
    "lifetime_long": _long_lifetime,
    "token_reused": mint,
}
