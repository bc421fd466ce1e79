"""The signed token inside: its form, its header, its signature."""

import json
from typing import Any

from scripts.docs.evidence.example import Example
from simulator.providers.iadvize.keys import PublicKey, load_public_key
from tests import forge

_FAULTLESS = forge.compact_json(forge.claims())


def _inside(variant: str | None, content: bytes) -> Example:
    return Example("inner_not_jws", variant, lambda: str(forge.jwe(content)))


def _json_serialization() -> bytes:
    names = ("protected", "payload", "signature")
    return json.dumps(dict(zip(names, forge.jws(_FAULTLESS).split("."), strict=True))).encode()


def _alg(variant: str | None, value: Any) -> Example:
    return Example("jws_alg_unsupported", variant, lambda: forge.token(jws_header={"alg": value}))


def _hs256(secret: bytes) -> str:
    return forge.token(jws_header={"alg": "HS256"}, jws_alg="HS256", secret=secret)


def _public(*names: str) -> tuple[PublicKey, ...]:
    return tuple(load_public_key(forge.key(name).public_pem()) for name in names)


def _other_site() -> list[tuple[str, PublicKey]]:
    return [("demo-energy", _public("other")[0])]


EXAMPLES = (
    _inside(None, b"what is this?"),
    _inside("claims", _FAULTLESS),
    _inside("json-serialization", _json_serialization()),
    _inside("nested", str(forge.jwe(b"{}")).encode()),
    _inside("decorated", f'"{forge.jws(_FAULTLESS)}"'.encode()),
    _inside("empty", b""),
    Example("jws_header_unreadable", None, lambda: forge.token(jws_header={"typ": "JWT"})),
    Example("jws_header_unreadable", "renamed", lambda: forge.token(jws_header={"algorithm": "RS256"})),
    Example("jws_unsigned", None, lambda: forge.token(jws_header={"alg": "none"}, jws_alg="none")),
    _alg(None, "HMAC-SHA"),
    Example("jws_alg_unsupported", "hmac", lambda: _hs256(b"a secret that somebody shares")),
    Example("jws_alg_unsupported", "public-key-as-secret", lambda: _hs256(forge.key("brand").public_pem().encode())),
    _alg("pss", "PS256"),
    _alg("ecdsa", "ES256"),
    _alg("eddsa", "EdDSA"),
    _alg("rsa-other", "RS512"),
    _alg("spelling", "rs256"),
    _alg("no-text", None),
    Example("jws_critical_header", None, lambda: forge.token(jws_header={"alg": "RS256", "crit": ["exp"], "exp": 0})),
    Example("brand_key_missing", None, forge.token, lambda: {"brand_keys": ()}),
    Example.forced("brand_key_missing"),
    Example(
        "signature_of_other_site",
        None,
        lambda: forge.token(signer=forge.key("other")),
        lambda: {"other_sites": _other_site},
    ),
    Example("signature_mismatch", None, lambda: forge.token(signer=forge.key("stranger"))),
    Example("signature_mismatch", "empty", lambda: forge.token(signature=b"")),
    Example(
        "signature_mismatch",
        "retired",
        lambda: forge.token(signer=forge.key("other")),
        lambda: {"retired_keys": _public("other")},
    ),
    Example("signature_mismatch", "length", lambda: forge.token(signer=forge.key("stranger", 4096))),
)
