"""A token taken apart for somebody who wants to see what is wrong with it."""

from simulator.core import base64url
from simulator.core.explanation import Anatomy
from simulator.core.verdict import FAILED, Verdict
from simulator.providers.iadvize.anatomy.drawing import Drawing
from simulator.providers.iadvize.anatomy.outer import decoration, misshapen
from simulator.providers.iadvize.compact_form import CompactJwe, Unencrypted

Outside = CompactJwe | Unencrypted | None


def anatomy(token: str, verdict: Verdict, outside: Outside, plaintext: bytes | None, now: float) -> Anatomy | None:
    """The token's parts with marks where the verdict sees something wrong; None where there is nothing to show.

    ``outside`` is its compact form as far as it has one, ``plaintext`` what the simulator's key opened; ``now`` is in
    epoch seconds.
    """
    failed = next((check for check in verdict.checks if check.name == "compact-form" and check.outcome == FAILED), None)
    shown = decoration(token) if failed and failed.code == "token_decorated" else ()
    size = f"{len(token):,} characters"
    if isinstance(outside, CompactJwe):
        raw = [outside.protected.decode(), *map(base64url.encode, _rest(outside))]
        parts = Drawing(verdict, now).jwe(raw, plaintext)
        return Anatomy(f"The token: {size}, five parts (JWE)", (*shown, *parts))
    if isinstance(outside, Unencrypted):
        parts = Drawing(verdict, now).jws(outside.text, "")
        return Anatomy(f"The token: {size}, three parts (JWS)", (*shown, *parts))
    if shown:
        return Anatomy(f"The token: {size}", shown)
    return misshapen(token, failed) if failed else None


def _rest(jwe: CompactJwe) -> tuple[bytes, ...]:
    return jwe.encrypted_key, jwe.iv, jwe.ciphertext, jwe.tag
