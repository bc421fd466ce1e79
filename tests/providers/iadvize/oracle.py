"""What a damaged token must be refused for, worked out from its text alone, without any of the verifier's code."""

import json
import re
from typing import Any

from tests import forge

CANONICAL = re.compile(r"(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?", re.ASCII)
ALPHABET_ONLY = re.compile(r"[\w-]*", re.ASCII)


def of_form(text: str) -> str | None:
    """The code of the compact-form check, None where that passes; for texts that start as a token does."""
    if not text:
        return "token_missing"
    if text != text.strip():
        return "token_decorated"
    parts = text.split(".")
    if len(parts) != 5:
        return "token_not_encrypted" if len(parts) == 3 else "token_part_count"
    short = len(parts[4]) < 22 and ALPHABET_ONLY.fullmatch(parts[4])
    if any(not CANONICAL.fullmatch(part) for part in (parts[:4] if short else parts)):
        return "token_not_base64url"
    return "token_truncated" if short else None


def of_token(text: str, good: str) -> str:
    """The code of a damaged token, given the good one that it was."""
    form = of_form(text)
    if form:
        return form
    parts, intact = text.split("."), good.split(".")
    header = of_jwe_header(forge.unb64(parts[0]))
    return header or ("key_unwrap_failed" if parts[1] != intact[1] else "ciphertext_tampered")


def of_jwe_header(header: bytes) -> str | None:
    members = _object(header)
    if members is None or "alg" not in members or "enc" not in members:
        return "jwe_header_unreadable"
    if members["alg"] != "RSA-OAEP-256":
        return "jwe_alg_unsupported"
    return None if members["enc"] == "A256GCM" else "jwe_enc_unsupported"


def of_inner(text: bytes, good: str) -> str:
    """The code of a damaged JWS inside a good envelope, given the good one that it was."""
    decoded = text.decode("latin-1")
    parts, intact = decoded.split("."), good.split(".")
    if len(parts) != 3 or any(not CANONICAL.fullmatch(part) for part in parts):
        return "inner_not_jws"
    return of_jws_header(forge.unb64(parts[0])) or ("signature_mismatch" if parts != intact else "")


def of_jws_header(header: bytes) -> str | None:
    members = _object(header)
    if members is None or "alg" not in members:
        return "jws_header_unreadable"
    alg = members["alg"]
    if isinstance(alg, str) and alg.lower() == "none":
        return "jws_unsigned"
    return None if alg == "RS256" else "jws_alg_unsupported"


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_members)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a member twice")
    return dict(pairs)
