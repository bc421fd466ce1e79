"""What is wrong with a header that cannot be read."""

from simulator.core.jose_header import Unreadable, read
from simulator.core.refusal import Finding

__all__ = ["Unreadable", "read", "unreadable"]

_SHORT = {"alg": ("algorithm", "Alg", "ALG", "keyAlgorithm"), "enc": ("encryption", "encoding", "Enc", "ENC", "cipher")}


def unreadable(code: str, raw: bytes, expected: str, error: Unreadable) -> Finding:
    """The finding that says why a header cannot be read."""
    found = raw[:80].decode("utf-8", "replace")
    missing = next((name for name in _SHORT if name not in error.members), None) if error.members else None
    instead = next((name for name in error.members if name in _SHORT.get(missing or "", ())), None)
    facts = {"problem": str(error), "missing": missing, "instead": instead}
    return Finding(code, found, expected, "renamed" if instead else None, facts)
