"""What stands inside the envelope: a compact JWS whose header says exactly RS256."""

import hashlib
import hmac
from typing import Any

import msgspec

from simulator.core import base64url, strict_json
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step
from simulator.providers.iadvize import header
from simulator.providers.iadvize.keys import PublicKey, base64_der

ALG = "RS256"
_PARTS = 3
_JWE_PARTS = 5
_SHA2 = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
_FAMILIES = {"HS": "hmac", "PS": "pss", "ES": "ecdsa", "RS": "rsa-other", "ED": "eddsa"}


class InnerToken(msgspec.Struct, frozen=True):
    """What is signed, by which signature, and the header's members. ``signing_input`` is what the signature covers."""

    payload: bytes
    signature: bytes
    signing_input: bytes
    members: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def is_rs256(self) -> bool:
        """Whether the header says the one algorithm that is allowed."""
        return bool(self.members.get("alg") == ALG)


def examine(plaintext: bytes, brand_keys: tuple[PublicKey, ...]) -> Step[InnerToken]:
    """The inner token. Documented: RS256 and nothing else; a public key misused as a secret is recognised.

    Claims that nobody signed are refused, but what they say can be looked at.
    """
    try:
        head, payload, signature = base64url.decode_compact(plaintext)
    except ValueError:
        finding = _not_jws(plaintext)
        if finding.variant != "claims":
            raise Refusal.of(finding) from None
        yield finding
        return InnerToken(plaintext, b"", b"")
    try:
        members = header.read(head, "alg")
    except header.Unreadable as error:
        members = error.members
        yield header.unreadable("jws_header_unreadable", head, '{"alg":"RS256"}', error)
    signing_input = plaintext.rpartition(b".")[0]
    jws = InnerToken(payload, signature, signing_input, members)
    alg = members.get("alg", ALG)
    if isinstance(alg, str) and alg.strip().lower() == "none":
        yield Finding("jws_unsigned", alg, ALG)
    elif alg != ALG:
        yield Finding("jws_alg_unsupported", alg, ALG, _alg_variant(alg, jws, brand_keys))
    if "crit" in members:
        yield Finding("jws_critical_header", members["crit"], "no crit")
    return jws


def _alg_variant(alg: object, jws: InnerToken, brand_keys: tuple[PublicKey, ...]) -> str | None:
    if not isinstance(alg, str):
        return "no-text"
    if alg.upper() == ALG:
        return "spelling"
    if alg in _SHA2 and any(_keyed_with(key, alg, jws) for key in brand_keys):
        return "public-key-as-secret"
    return _FAMILIES.get(alg[:2].upper())


def _keyed_with(key: PublicKey, alg: str, jws: InnerToken) -> bool:
    forms = (key.pem, key.pem.strip(), key.pem.replace("\n", "\r\n"), base64_der(key))
    return any(
        hmac.compare_digest(hmac.digest(form.encode(), jws.signing_input, _SHA2[alg]), jws.signature) for form in forms
    )


def _not_jws(plaintext: bytes) -> Finding:
    expected = "a compact JWS: three base64url parts"
    text = plaintext.decode("utf-8", "replace").strip()
    variant, found = None, "something else"
    if not text:
        variant, found = "empty", "nothing"
    elif text.startswith("{"):
        variant, found = "claims", "a JSON object"
        if _is_json_serialization(plaintext):
            variant, found = "json-serialization", "a JWS in its JSON serialization"
    elif text.startswith("ey") and text.count(".") == _JWE_PARTS - 1:
        variant, found = "nested", "another JWE"
    elif text.strip("\"'").removeprefix("Bearer ").startswith("ey") and text.count(".") == _PARTS - 1:
        variant, found = "decorated", "a JWS that is not written exactly"
    return Finding("inner_not_jws", found, expected, variant)


def _is_json_serialization(plaintext: bytes) -> bool:
    try:
        members = strict_json.parse_object(plaintext).value
    except strict_json.NotStrictJson:
        return False
    return "payload" in members and ("signatures" in members or "signature" in members)
