"""The cryptography of one token: unwrap the key, open the JWE, check the JWS. Foreign errors end here.

jwcrypto's engines are used directly: its JWE and JWS objects copy their registry of headers for every token,
which costs a third of the throughput, and read base64url and headers more loosely than is wanted here.
"""

from cryptography.exceptions import InvalidSignature, InvalidTag
from jwcrypto.common import JWException
from jwcrypto.jwa import JWA

from simulator.core.refusal import Refusal
from simulator.core.report import Step
from simulator.providers.iadvize.compact_form import TAG_BYTES, CompactJwe
from simulator.providers.iadvize.keys import PrivateKey, PublicKey

CEK_BYTES = 32
IV_BYTES = 12
_UNWRAP = JWA.keymgmt_alg("RSA-OAEP-256")
_DECRYPT = JWA.encryption_alg("A256GCM")
_VERIFY = JWA.signing_alg("RS256")
# What jwcrypto raises itself, and what it lets through from below.
_FOREIGN = (JWException, ValueError, TypeError, InvalidTag, InvalidSignature)


def open_jwe(jwe: CompactJwe, key: PrivateKey, kid: object) -> Step[bytes]:
    """The plaintext; a failed unwrap is told apart from a tag that doesn't match."""
    cek = _unwrap(jwe.encrypted_key, key, kid)
    if len(jwe.iv) != IV_BYTES:
        raise Refusal("ciphertext_tampered", found=len(jwe.iv), expected=IV_BYTES, variant="iv")
    if len(jwe.tag) != TAG_BYTES:
        raise Refusal("ciphertext_tampered", found=len(jwe.tag), expected=TAG_BYTES, variant="tag")
    yield from ()
    try:
        plaintext: bytes = _DECRYPT.decrypt(cek, jwe.protected.encode("ascii"), jwe.iv, jwe.ciphertext, jwe.tag)
    except _FOREIGN:
        raise Refusal(
            "ciphertext_tampered",
            found="a tag that does not match",
            expected="the tag of exactly these parts",
            size=len(jwe.ciphertext),
        ) from None
    return plaintext


def _unwrap(encrypted_key: bytes, key: PrivateKey, kid: object) -> bytes:
    ours = key.public
    if len(encrypted_key) != ours.modulus_bytes:
        raise Refusal(
            "key_unwrap_failed",
            found=f"{len(encrypted_key)} bytes",
            expected=f"{ours.modulus_bytes} bytes",
            variant="length",
            bits=len(encrypted_key) * 8,
            thumbprint=ours.thumbprint,
        )
    try:
        cek: bytes = _UNWRAP.unwrap(key.jwk, CEK_BYTES * 8, encrypted_key, None)
    except _FOREIGN as error:
        raise _failed_unwrap(error, key, kid) from None
    return cek


def _failed_unwrap(error: Exception, key: PrivateKey, kid: object) -> Refusal:
    ours = key.public.thumbprint
    if type(error).__name__ == "InvalidJWEKeyLength":
        return Refusal("key_unwrap_failed", found="another length", expected=f"{CEK_BYTES} bytes", variant="cek")
    if isinstance(kid, str) and kid != ours:
        return Refusal("key_unwrap_failed", found=kid, expected=ours, variant="kid", thumbprint=ours)
    return Refusal(
        "key_unwrap_failed", found="a key wrapped for another key, or damaged", expected=ours, thumbprint=ours
    )


def signature_matches(signing_input: bytes, signature: bytes, key: PublicKey) -> bool:
    """Whether the RS256 signature was made by the key's private half."""
    if len(signature) != key.modulus_bytes:
        return False
    try:
        _VERIFY.verify(key.jwk, signing_input, signature)
    except _FOREIGN:
        return False
    return True
