"""The outer header: RSA-OAEP-256 with A256GCM, nothing else, and nothing that chooses keys or asks for more."""

from typing import Any

from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.providers.iadvize import header

ALG = "RSA-OAEP-256"
ENC = "A256GCM"
_OAEP_SHA1 = ("RSA-OAEP", "RSA_OAEP")
_SIGNATURES = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EDDSA",
    "HS256",
    "NONE",
)
_SYMMETRIC = ("DIR", "A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW")


def examine(raw: bytes) -> Step[dict[str, Any]]:
    """The header's members. Documented: the two algorithms; compression and ``crit`` are refused by choice."""
    try:
        members = header.read(raw, "alg", "enc")
    except header.Unreadable as error:
        members = error.members
        yield header.unreadable("jwe_header_unreadable", raw, '{"alg":"RSA-OAEP-256","enc":"A256GCM"}', error)
    alg, enc = members.get("alg", ALG), members.get("enc", ENC)
    if alg != ALG:
        yield Finding("jwe_alg_unsupported", alg, ALG, _alg_variant(alg))
    if enc != ENC:
        yield Finding("jwe_enc_unsupported", enc, ENC, _enc_variant(enc))
    if "zip" in members:
        yield Finding("jwe_compressed", members["zip"], "no zip")
    if "crit" in members:
        yield Finding("jwe_critical_header", members["crit"], "no crit")
    return members


def is_openable(members: dict[str, Any]) -> bool:
    """Whether what is encrypted can be looked at, be the token refused or not."""
    return members.get("alg") == ALG and members.get("enc") == ENC and "zip" not in members


def _alg_variant(alg: object) -> str | None:
    if not isinstance(alg, str):
        return "no-text"
    if alg in _OAEP_SHA1:
        return "oaep-sha1"
    plain = alg.upper().replace("_", "-")
    if plain == ALG:
        return "spelling"
    if plain.startswith("RSA-OAEP-"):
        return "oaep-other"
    if plain == "RSA1-5":
        return "pkcs1"
    if plain in _SYMMETRIC:
        return "symmetric"
    if plain in _SIGNATURES:
        return "signature"
    return None


def _enc_variant(enc: object) -> str | None:
    if not isinstance(enc, str):
        return "no-text"
    if enc.upper().replace("_", "").replace("-", "") in ("A256GCM", "AES256GCM"):
        return "spelling"
    if "CBC" in enc.upper():
        return "cbc"
    if enc.upper() in ("A128GCM", "A192GCM"):
        return "shorter"
    return None
