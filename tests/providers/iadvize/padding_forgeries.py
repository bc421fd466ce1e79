"""Signatures whose padding a careless reader lets pass, made with the brand's own key so that only padding is wrong.

RFC 8017, section 9.2: 00 01 FF … FF 00, the DigestInfo of SHA-256, the digest; nothing else, and nothing after it.
"""

import hashlib
from collections.abc import Callable

from tests import forge

SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
SIZE = 256
Forgery = Callable[[bytes], bytes]


def PKCS1_TYPE_1(content: bytes) -> bytes:  # noqa: N802 - the standard's name
    return b"\0\1" + b"\xff" * (SIZE - 3 - len(content)) + b"\0" + content


def padded(signer: forge.KeyPair, forgery: Forgery) -> str:
    """A token whose signature opens to what the forgery makes of the digest."""
    signing_input = forge.jws(forge.claims(), signature=b"").rpartition(".")[0]
    opened = forgery(hashlib.sha256(signing_input.encode("ascii")).digest())
    numbers = signer.private.private_numbers()
    raised = pow(int.from_bytes(opened, "big"), numbers.d, signer.modulus)
    return forge.token(signature=raised.to_bytes(SIZE, "big"))


def _early(digest: bytes) -> bytes:
    """Bleichenbacher 2006: short padding, then the digest, then junk that a cube root could absorb."""
    opening = b"\0\1" + b"\xff" * 8 + b"\0" + SHA256_PREFIX + digest
    return opening + b"\x5a" * (SIZE - len(opening))


FORGERIES: dict[str, Forgery] = {
    "the digest early, junk after it": _early,
    "the digest early, zeros after it": lambda digest: _early(digest).replace(b"\x5a", b"\0"),
    "one junk byte after the digest": lambda digest: PKCS1_TYPE_1(SHA256_PREFIX + digest + b"\0"),
    "no DigestInfo": PKCS1_TYPE_1,
    "a DigestInfo without NULL": lambda digest: PKCS1_TYPE_1(
        bytes.fromhex("302f300b0609608648016503040201") + b"\4\x20" + digest
    ),
    "junk in the parameters": lambda digest: PKCS1_TYPE_1(
        bytes.fromhex("3039300d060960864801650304020105080a0b0c0d0e0f0a0b0420") + digest
    ),
    "long-form lengths": lambda digest: PKCS1_TYPE_1(
        bytes.fromhex("308131300d060960864801650304020105000420") + digest
    ),
    "SHA-512's DigestInfo": lambda digest: PKCS1_TYPE_1(
        bytes.fromhex("3031300d060960864801650304020305000420") + digest
    ),
    "type 2 padding": lambda digest: b"\0\2" + PKCS1_TYPE_1(SHA256_PREFIX + digest)[2:],
    "type 0 padding": lambda digest: (SHA256_PREFIX + digest).rjust(SIZE, b"\0"),
    "a hole in the padding": lambda digest: _punched(PKCS1_TYPE_1(SHA256_PREFIX + digest)),
    "no separator": lambda digest: b"\0\1" + (SHA256_PREFIX + digest).rjust(SIZE - 2, b"\xff"),
    "another digest": lambda digest: PKCS1_TYPE_1(SHA256_PREFIX + digest[::-1]),
    "the digest twice": lambda digest: PKCS1_TYPE_1(SHA256_PREFIX + digest + SHA256_PREFIX + digest),
}


def _punched(block: bytes) -> bytes:
    return block[:50] + b"\xfe" + block[51:]
