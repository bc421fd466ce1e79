"""The cryptography of one token: unwrap the key, open the JWE, check the JWS. Foreign errors end here.

Directly on ``cryptography``: a JOSE library's objects take a third of the throughput, and read base64url and headers
more loosely than is wanted here. tests/interop/test_jwcrypto.py holds what is said here against jwcrypto's objects.
"""

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace

from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step
from simulator.providers.iadvize.compact_form import TAG_BYTES, CompactJwe
from simulator.providers.iadvize.keys import KID_MARK, PrivateKey, PublicKey

CEK_BYTES = 32
IV_BYTES = 12
_HASH = SHA256()
_OAEP_256 = OAEP(MGF1(_HASH), _HASH, None)  # RFC 7518, 4.3: RSA-OAEP-256
_RS256 = PKCS1v15()  # RFC 7518, 3.3: RS256, with the same hash
_FOREIGN = (ValueError, TypeError, InvalidTag, InvalidSignature)


def open_jwe(
    jwe: CompactJwe, key: PrivateKey, kid: object, brand_keys: tuple[PublicKey, ...] = ()
) -> Step[bytes | None]:
    """The plaintext; a failed unwrap is told apart from a tag that doesn't match.

    ``kid`` is what the header says of the key; it chooses none, and only helps to say what went wrong.
    """
    cek: bytes | None = None
    try:
        cek = _unwrap(jwe.encrypted_key, key)
    except Refusal as refusal:
        yield _with_kid(refusal.finding, kid, key.public, brand_keys)
    if len(jwe.iv) != IV_BYTES:
        raise Refusal("ciphertext_tampered", found=len(jwe.iv), expected=IV_BYTES, variant="iv")
    if len(jwe.tag) != TAG_BYTES:
        raise Refusal("ciphertext_tampered", found=len(jwe.tag), expected=TAG_BYTES, variant="tag")
    if cek is None:
        return None
    try:
        return AESGCM(cek).decrypt(jwe.iv, jwe.ciphertext + jwe.tag, jwe.protected)
    except _FOREIGN:
        raise Refusal(
            "ciphertext_tampered",
            found="a tag that does not match",
            expected="the tag of exactly these parts",
            size=len(jwe.ciphertext),
        ) from None


def unwraps(jwe: CompactJwe, key: PrivateKey) -> bool:
    """Whether the content key was encrypted for this key, whatever it is."""
    try:
        _unwrap(jwe.encrypted_key, key)
    except Refusal as refusal:
        return refusal.finding.variant == "cek"
    return True


def _unwrap(encrypted_key: bytes, key: PrivateKey) -> bytes:
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
        cek = key.unwrapping.decrypt(encrypted_key, _OAEP_256)
    except _FOREIGN:
        found = "a key wrapped for another key, or damaged"
        raise Refusal("key_unwrap_failed", found=found, expected=ours.thumbprint, thumbprint=ours.thumbprint) from None
    if len(cek) != CEK_BYTES:
        raise Refusal("key_unwrap_failed", found="another length", expected=f"{CEK_BYTES} bytes", variant="cek")
    return cek


def _with_kid(finding: Finding, kid: object, ours: PublicKey, brand_keys: tuple[PublicKey, ...]) -> Finding:
    if finding.variant == "cek" or not isinstance(kid, str) or _names(kid, ours):
        return finding
    variant = "brand-key" if any(_names(kid, key) for key in brand_keys) else "kid"
    return replace(finding, found=kid, expected=ours.thumbprint, variant=variant)


def _names(kid: str, key: PublicKey) -> bool:
    return kid.removeprefix(KID_MARK) == key.thumbprint


def signature_matches(signing_input: bytes, signature: bytes, key: PublicKey) -> bool:
    """Whether the RS256 signature was made by the key's private half."""
    if len(signature) != key.modulus_bytes:
        return False
    try:
        key.verifying.verify(signature, signing_input, _RS256, _HASH)
    except _FOREIGN:
        return False
    return True
