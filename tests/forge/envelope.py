"""Compact JWE (RFC 7516, section 3.1) whose header may lie about how it was encrypted."""

import os
import zlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.forge.encoding import Document, b64, document
from tests.forge.keyring import KeyPair, key

DOCUMENTED_HEADER = b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}'
GCM_TAG = 16
CEK_BYTES = {"A128GCM": 16, "A256GCM": 32, "A256CBC-HS512": 64}
IV_BYTES = {"A128GCM": 12, "A256GCM": 12, "A256CBC-HS512": 16}


@dataclass(frozen=True)
class Envelope:
    """The five parts, as bytes; `dataclasses.replace` damages one of them."""

    header: bytes
    encrypted_key: bytes
    iv: bytes
    ciphertext: bytes
    tag: bytes

    @property
    def parts(self) -> tuple[str, str, str, str, str]:
        """The five parts, as base64url."""
        encoded = [b64(part) for part in (self.header, self.encrypted_key, self.iv, self.ciphertext, self.tag)]
        return (encoded[0], encoded[1], encoded[2], encoded[3], encoded[4])

    def __str__(self) -> str:
        return ".".join(self.parts)


def jwe(
    plaintext: str | bytes,
    *,
    header: Document = DOCUMENTED_HEADER,
    alg: str = "RSA-OAEP-256",
    enc: str = "A256GCM",
    recipient: KeyPair | None = None,
    cek: bytes | None = None,
    encrypted_key: bytes | None = None,
    iv: bytes | None = None,
    deflated: bool = False,
) -> Envelope:
    """The plaintext for the recipient; ``alg`` and ``enc`` are how it is really encrypted, whatever the header says.

    ``encrypted_key`` spares the wrapping: give it with the ``cek`` that it holds.
    """
    protected = document(header)
    data = plaintext.encode("utf-8") if isinstance(plaintext, str) else plaintext
    content_key = os.urandom(CEK_BYTES[enc]) if cek is None else cek
    vector = os.urandom(IV_BYTES[enc]) if iv is None else iv
    wrapped = wrap(content_key, recipient or key("simulator"), alg) if encrypted_key is None else encrypted_key
    ciphertext, tag = encrypt(deflate(data) if deflated else data, b64(protected), content_key, vector, enc)
    return Envelope(protected, wrapped, vector, ciphertext, tag)


def wrap(cek: bytes, recipient: KeyPair, alg: str = "RSA-OAEP-256", label: bytes | None = None) -> bytes:
    """The content key under the recipient's public key (RFC 7518, sections 4.2 and 4.3)."""
    if alg == "RSA1_5":
        return recipient.public.encrypt(cek, padding.PKCS1v15())
    digest = hashes.SHA1() if alg == "RSA-OAEP" else hashes.SHA256()  # noqa: S303 - RSA-OAEP is SHA-1 by definition
    return recipient.public.encrypt(cek, padding.OAEP(padding.MGF1(digest), digest, label))


def encrypt(data: bytes, aad: str, cek: bytes, iv: bytes, enc: str = "A256GCM") -> tuple[bytes, bytes]:
    """Ciphertext and tag; a content key that AES doesn't know is stretched, for keys of a wrong length."""
    if enc == "A256CBC-HS512":
        return _encrypt_cbc(data, aad.encode("ascii"), cek, iv)
    aes_key = cek if len(cek) in (16, 24, 32) else cek.ljust(32, b"\0")[:32]
    sealed = AESGCM(aes_key).encrypt(iv, data, aad.encode("ascii"))
    return sealed[:-GCM_TAG], sealed[-GCM_TAG:]


def deflate(data: bytes) -> bytes:
    """Raw DEFLATE, which is what ``zip`` means (RFC 7516, section 4.1.3)."""
    return zlib.compress(data, 9, -15)


def _encrypt_cbc(data: bytes, aad: bytes, cek: bytes, iv: bytes) -> tuple[bytes, bytes]:
    mac_key, aes_key = cek[:32], cek[32:]
    fill = 16 - len(data) % 16
    encryptor = Cipher(algorithms.AES(aes_key), modes.CBC(iv)).encryptor()
    ciphertext = encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()
    code = hmac.HMAC(mac_key, hashes.SHA512())
    code.update(aad + iv + ciphertext + (8 * len(aad)).to_bytes(8, "big"))
    return ciphertext, code.finalize()[:32]
