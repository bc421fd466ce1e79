"""The outer header and the encryption."""

import os
from dataclasses import replace
from typing import Any

from scripts.docs.evidence.example import Example, thumbprint
from simulator.providers.iadvize.keys import load_private_key
from tests import forge

_DOCUMENTED = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


def _header(code: str, variant: str | None, **members: Any) -> Example:
    return Example(code, variant, lambda: forge.token(jwe_header=_DOCUMENTED | members))


def _alg(variant: str | None, value: Any) -> Example:
    return _header("jwe_alg_unsupported", variant, alg=value)


def _enc(variant: str | None, value: str | None) -> Example:
    return _header("jwe_enc_unsupported", variant, enc=value)


def _for(recipient: str, bits: int = 2048, **header: str) -> str:
    return forge.token(recipient=forge.key(recipient, bits), jwe_header=_DOCUMENTED | header)


def _damaged(part: str, data: bytes) -> str:
    return str(replace(forge.jwe(forge.jws(forge.claims())), **{part: data}))


EXAMPLES = (
    Example("jwe_header_unreadable", None, lambda: forge.token(jwe_header={"alg": "RSA-OAEP-256"})),
    Example(
        "jwe_header_unreadable",
        "renamed",
        lambda: forge.token(jwe_header={"alg": "RSA-OAEP-256", "encryption": "A256GCM"}),
    ),
    _alg(None, "ECDH-ES"),
    _alg("oaep-sha1", "RSA-OAEP"),
    _alg("oaep-other", "RSA-OAEP-512"),
    _alg("spelling", "RSA_OAEP_256"),
    _alg("pkcs1", "RSA1_5"),
    _alg("symmetric", "dir"),
    _alg("signature", "RS256"),
    _alg("no-text", None),
    _enc(None, "C20P"),
    _enc("cbc", "A256CBC-HS512"),
    _enc("shorter", "A128GCM"),
    _enc("spelling", "A256-GCM"),
    _enc("no-text", None),
    _header("jwe_compressed", None, zip="DEF"),
    _header("jwe_critical_header", None, crit=["exp"], exp=0),
    Example("key_unwrap_failed", None, lambda: _for("stranger")),
    Example("key_unwrap_failed", "length", lambda: _for("stranger", bits=4096)),
    Example("key_unwrap_failed", "kid", lambda: _for("stranger", kid="iadvize-production")),
    Example("key_unwrap_failed", "brand-key", lambda: _for("brand", kid=thumbprint("brand"))),
    Example(
        "key_unwrap_failed",
        "rotated",
        lambda: _for("stranger"),
        lambda: {"replaced_keys": (load_private_key(forge.key("stranger", 2048).private_pem()),)},
    ),
    Example("key_unwrap_failed", "cek", lambda: forge.token(cek=os.urandom(16))),
    Example.forced("key_unwrap_failed"),
    Example("ciphertext_tampered", None, lambda: _damaged("ciphertext", bytes(500))),
    Example("ciphertext_tampered", "iv", lambda: _damaged("iv", bytes(16))),
    Example("ciphertext_tampered", "tag", lambda: _damaged("tag", bytes(20))),
)
