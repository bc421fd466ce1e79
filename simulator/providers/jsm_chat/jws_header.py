"""The token's header: exactly HS256, and JWT as documented."""

from typing import Any

from simulator.core import jose_header
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.providers.jsm_chat.secret_key import ALG

_EXPECTED = '{"alg":"HS256","typ":"JWT"}'
_FAMILIES = {"RS": "public-key", "PS": "public-key", "ES": "public-key", "ED": "public-key", "HS": "hmac"}
_TYP = "JWT"


def examine(raw: bytes) -> Step[dict[str, Any]]:
    """The header's members. Documented: alg HS256 and typ JWT; that another typ is no refusal is chosen."""
    try:
        members = jose_header.read(raw, "alg")
    except jose_header.Unreadable as error:
        found = raw[:80].decode("utf-8", "replace")
        yield Finding("jws_header_unreadable", found, _EXPECTED, facts={"problem": str(error)})
        return error.members
    alg = members["alg"]
    if isinstance(alg, str) and alg.strip().lower() == "none":
        yield Finding("jws_unsigned", alg, ALG)
    elif alg != ALG:
        yield Finding("jws_alg_unsupported", alg, ALG, _variant(alg))
    if "crit" in members:
        yield Finding("jws_critical_header", members["crit"], "no crit")
    if "typ" not in members:
        yield Finding("typ_missing", None, _TYP)
    elif not isinstance(members["typ"], str) or members["typ"].upper() != _TYP:
        yield Finding("typ_unexpected", members["typ"], _TYP)
    return members


def is_verifiable(members: dict[str, Any]) -> bool:
    """Whether the header says the one algorithm that is allowed; no other is ever computed."""
    return bool(members.get("alg") == ALG)


def _variant(alg: object) -> str | None:
    if not isinstance(alg, str):
        return "no-text"
    return "spelling" if alg.upper() == ALG else _FAMILIES.get(alg[:2].upper())
