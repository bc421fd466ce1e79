"""Keys as people have them (PEM, one line of base64 DER, JWK), parsed once into what the verifier works with."""

import base64
import binascii
import json
import re
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from simulator.core import base64url
from simulator.core.discreet import Discreet
from simulator.core.refusal import Refusal

MIN_BITS = 2048
MAX_BITS = 16_384
GENERATED_BITS = 2048  # documented: the docs' example
EXPECTED_PUBLIC = "an RSA public key of at least 2048 bits, as SPKI PEM, one line of base64 DER, or a JWK"
EXPECTED_PRIVATE = "an RSA private key of at least 2048 bits, as unencrypted PKCS#8 PEM"
KID_MARK = "iadvize-simulator:"  # so that nobody takes a key of ours for iAdvize's or a brand's own
_PEM_LABEL = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----")
# Keys made just now: validating one takes as long as making it, and a test suite has a new one in each test.
_GENERATED: deque[str] = deque(maxlen=100)
_LOAD_ERRORS = (ValueError, TypeError, UnsupportedAlgorithm)


class PublicKey(Discreet, frozen=True, eq=False):
    """An RSA public key. ``pem`` is its canonical SPKI form, ``thumbprint`` that of RFC 7638 with SHA-256."""

    unseen: ClassVar = ("verifying",)

    pem: str
    thumbprint: str
    modulus_bytes: int
    verifying: rsa.RSAPublicKey

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and self.pem == other.pem

    def __hash__(self) -> int:
        return hash(self.pem)


class PrivateKey(Discreet, frozen=True, eq=False):
    """An RSA private key and its public half, which tells keys apart."""

    unseen: ClassVar = ("unwrapping",)

    public: PublicKey
    unwrapping: rsa.RSAPrivateKey

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PrivateKey) and self.public == other.public

    def __hash__(self) -> int:
        return hash(self.public)

    def secret(self, purpose: bytes) -> bytes:
        """A secret that follows from the key, so that every process with the key has it; another for each purpose."""
        der = self.unwrapping.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return _sha256(purpose + b"\0" + der)


def load_public_key(text: str | Mapping[str, Any]) -> PublicKey:
    """The brand's public key from PEM, bare base64 DER or a JWK; raises Refusal that says what it is instead."""
    if isinstance(text, Mapping):
        return _from_jwk(text)
    stripped = text.strip()
    if stripped.startswith("{"):
        try:
            members = json.loads(stripped)
        except (ValueError, RecursionError):
            raise Refusal("key_unreadable", found="text that starts like a JWK but is no JSON") from None
        return _from_jwk(members)
    return _load_public_text(stripped)


@lru_cache(maxsize=4096)
def _load_public_text(text: str) -> PublicKey:
    label = _PEM_LABEL.search(text)
    if label:
        return _from_pem(text, label.group(1))
    if text.startswith(("ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-")):
        raise Refusal("key_unreadable", found="an OpenSSH public key")
    return _from_der(_base64_der(text))


def _from_pem(text: str, label: str) -> PublicKey:
    if "CERTIFICATE REQUEST" in label:
        raise Refusal("key_is_certificate", found="a certificate request")
    if "CERTIFICATE" in label:
        raise Refusal("key_is_certificate", found="a certificate")
    if "PRIVATE KEY" in label:
        raise Refusal("key_is_private", found=f"a private key ({label})")
    if "\\n" in text:
        raise Refusal("key_unreadable", found="PEM whose line breaks are the two characters \\n")
    try:
        return _checked(serialization.load_pem_public_key(text.encode()))
    except _LOAD_ERRORS:
        raise Refusal("key_unreadable", found=f"PEM ({label}) whose content is damaged") from None


def _base64_der(text: str) -> bytes:
    if not text:
        raise Refusal("key_unreadable", found="an empty text")
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("key_unreadable", found="text that is neither PEM, base64 nor a JWK") from None


def _from_der(der: bytes) -> PublicKey:
    try:
        return _checked(serialization.load_der_public_key(der))
    except _LOAD_ERRORS:
        raise _name_der(der) from None


def _name_der(der: bytes) -> Refusal:
    try:
        serialization.load_der_private_key(der, None)
    except _LOAD_ERRORS:
        pass
    else:
        return Refusal("key_is_private", found="a private key (base64 DER)")
    from cryptography import x509  # noqa: PLC0415 - slow, and only a wrong key needs it

    try:
        x509.load_der_x509_certificate(der)
    except _LOAD_ERRORS:
        return Refusal("key_unreadable", found="base64 of something that is no key")
    return Refusal("key_is_certificate", found="a certificate (base64 DER)")


def _from_jwk(members: Mapping[str, Any]) -> PublicKey:
    if "kty" not in members:
        what = "a set of JWKs, where one alone is wanted" if "keys" in members else "JSON without kty, so no JWK"
        raise Refusal("key_unreadable", found=what)
    if members["kty"] != "RSA":
        raise Refusal("key_not_rsa", found=f"a JWK of type {json.dumps(members['kty'])}")
    if "d" in members:
        raise Refusal("key_is_private", found="a private key (JWK with d)")
    _check_jwk_purpose(members)
    try:
        n, e = (int.from_bytes(base64url.decode(members[name])) for name in ("n", "e"))
        return _checked(rsa.RSAPublicNumbers(e, n).public_key())
    except (KeyError, AttributeError, *_LOAD_ERRORS):
        raise Refusal("key_unreadable", found="a JWK whose n or e is missing or damaged") from None


def _check_jwk_purpose(members: Mapping[str, Any]) -> None:
    if members.get("use", "sig") != "sig":
        raise Refusal("key_purpose", found=f'a JWK with "use": {json.dumps(members["use"])}')
    operations = members.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        raise Refusal("key_purpose", found=f'a JWK with "key_ops": {json.dumps(operations)}')
    if members.get("alg", "RS256") != "RS256":
        raise Refusal("key_purpose", found=f'a JWK with "alg": {json.dumps(members["alg"])}')


def _checked(key: object) -> PublicKey:
    if not isinstance(key, rsa.RSAPublicKey):
        raise Refusal("key_not_rsa", found=f"{_name_key(key)} public key")
    _check_size(key.key_size)
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    return _known(pem)


@lru_cache(maxsize=4096)
def _known(pem: str) -> PublicKey:
    key = serialization.load_pem_public_key(pem.encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError(pem)
    return PublicKey(pem, _thumbprint(key), (key.key_size + 7) // 8, key)


def _thumbprint(key: rsa.RSAPublicKey) -> str:
    """RFC 7638: the members that a key of this kind must have, in the order of their names, without a space."""
    members = json.dumps({"e": _member(key, "e"), "kty": "RSA", "n": _member(key, "n")}, separators=(",", ":"))
    return base64url.encode(_sha256(members.encode()))


def _sha256(data: bytes) -> bytes:
    """By what is loaded anyway: hashlib would load a second OpenSSL."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    return digest.finalize()


def _member(key: rsa.RSAPublicKey, name: str) -> str:
    number: int = getattr(key.public_numbers(), name)
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8))


def _check_size(bits: int, variant: str | None = None) -> None:
    if bits < MIN_BITS:
        raise Refusal("key_too_short", found=f"an RSA key of {bits} bits", variant=variant)
    if bits > MAX_BITS:
        raise Refusal("key_too_long", found=f"an RSA key of {bits} bits", variant=variant)


def _name_key(key: object) -> str:
    name = type(key).__name__.lower()
    known = {"ec": "an EC", "ed25519": "an Ed25519", "ed448": "an Ed448", "dsa": "a DSA", "x25519": "an X25519"}
    return next((words for prefix, words in known.items() if name.startswith(prefix)), "another kind of")


@lru_cache(maxsize=4096)
def load_private_key(pem: str, *, made_here: bool = False) -> PrivateKey:
    """A private key from unencrypted PEM (PKCS#8 as documented, PKCS#1 too); raises Refusal.

    Whether its numbers fit together is looked at unless it was ``made_here``, as that takes long.
    """
    label = _PEM_LABEL.search(pem)
    if label is None:
        raise Refusal("key_unreadable", found="text that is no PEM", variant="private")
    if "CERTIFICATE" in label.group(1):
        raise Refusal("key_is_certificate", found="a certificate", variant="private")
    if "PUBLIC" in label.group(1):
        raise Refusal("key_is_public", found="a public key", variant="private")
    try:
        trusted = made_here or pem in _GENERATED
        key = serialization.load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=trusted)
    except TypeError:
        raise Refusal("key_is_encrypted", found="a private key behind a passphrase", variant="private") from None
    except (ValueError, UnsupportedAlgorithm):
        found = f"PEM ({label.group(1)}) whose content is damaged"
        raise Refusal("key_unreadable", found=found, variant="private") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise Refusal("key_not_rsa", found=f"{_name_key(key)} private key", variant="private")
    _check_size(key.key_size, "private")
    return _with_public_half(key)


def _with_public_half(key: rsa.RSAPrivateKey) -> PrivateKey:
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return PrivateKey(_known(public.decode()), key)


def generate_private_key() -> str:
    """A fresh RSA private key as PKCS#8 PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=GENERATED_BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    _GENERATED.append(pem)
    return pem


def base64_der(key: PublicKey) -> str:
    """The key as iAdvize publishes its own: one line of base64 DER (SPKI), with no armour. Documented."""
    return "".join(key.pem.split("-----")[2].split())


def public_jwk(key: PublicKey, use: str) -> dict[str, Any]:
    """The simulator's key as a JWK whose ``kid`` is its marked thumbprint; ``use`` is ``enc`` or ``sig``."""
    alg = "RSA-OAEP-256" if use == "enc" else "RS256"
    n, e = (_member(key.verifying, name) for name in ("n", "e"))
    return {"kty": "RSA", "use": use, "alg": alg, "kid": KID_MARK + key.thumbprint, "n": n, "e": e}
