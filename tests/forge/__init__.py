"""Tokens made by hand from cryptographic primitives, so that no JOSE library stands between a test and its bytes.

`token()` makes what a brand's backend should make; every argument bends one thing about it.
`jws()` and `jwe()` are its two halves, `key()` names a key pair, and `encoding` writes what no encoder would.
"""

from tests.forge.brand import NOW, OMIT, PREFIX, USER_ID, VISITOR_DATA, claims, token
from tests.forge.chat import CHAT_SECRET, chat_claims, chat_token
from tests.forge.encoding import b64, b64_loose_bits, compact_json, php_json, unb64
from tests.forge.envelope import Envelope, jwe
from tests.forge.keyring import KeyPair, elliptic_key, key
from tests.forge.signature import jws, sign

__all__ = [
    "CHAT_SECRET",
    "NOW",
    "OMIT",
    "PREFIX",
    "USER_ID",
    "VISITOR_DATA",
    "Envelope",
    "KeyPair",
    "b64",
    "b64_loose_bits",
    "chat_claims",
    "chat_token",
    "claims",
    "compact_json",
    "elliptic_key",
    "jwe",
    "jws",
    "key",
    "php_json",
    "sign",
    "token",
    "unb64",
]
