"""What fuzzing drives: bytes in, and a complaint where the verifier breaks one of its promises."""

import json
from functools import cache

from simulator.core.site import Site
from simulator.core.verdict import verdict_json
from simulator.providers.iadvize.keys import PublicKey, load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests import forge

_INNER, _CLAIMS, _PARTS = 1, 2, 3


@cache
def basis() -> Basis:
    """A site with one brand key, at a fixed time."""
    brand: PublicKey = load_public_key(forge.key("brand").public_pem())
    ours = load_private_key(forge.key("simulator").private_pem())
    return Basis(Site("fuzz", verification_keys=(brand.pem,)), (brand,), ours, forge.NOW)


@cache
def _good() -> str:
    return forge.token(forge.claims())


def token_of(data: bytes) -> tuple[str, bool]:
    """A token, and whether the brand made it.

    The first byte says how deep the rest goes: no search breaks through signature and encryption by itself.
    """
    kind, rest = (data[0] % 4, data[1:]) if data else (0, b"")
    if kind == _INNER:
        return str(forge.jwe(rest)), False
    if kind == _CLAIMS:
        return forge.token(rest), True
    if kind == _PARTS:
        good = _good()
        at = int.from_bytes(rest[:2], "big") % len(good)
        return good[:at] + rest[2:].decode("latin-1") + good[at + max(1, len(rest) - 2) :], False
    return rest.decode("utf-8", "surrogateescape"), False  # a token from JSON may hold half of a surrogate pair


def check(data: bytes) -> None:
    """Raise where the verifier raises, contradicts itself, or accepts what nobody signed."""
    token, is_genuine = token_of(data)
    verdict = verify(token, basis())
    failed = [one for one in verdict.checks if one.outcome == "failed"]
    if verdict.accepted != (not failed):
        raise AssertionError("a verdict that contradicts its checks")
    if verdict.accepted and not is_genuine and token != _good():
        raise AssertionError("a token was accepted that nobody made")
    if len(verdict.checks) != 8:
        raise AssertionError("not eight checks")
    json.dumps(verdict_json(verdict), allow_nan=False).encode()
