"""Compact JWS (RFC 7515, section 3.1) whose header may lie about how it was signed."""

from collections.abc import Callable

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.forge.encoding import Document, b64, document
from tests.forge.keyring import KeyPair, elliptic_key, key

RS256_HEADER = b'{"alg":"RS256"}'


def jws(
    payload: Document,
    *,
    header: Document = RS256_HEADER,
    signer: KeyPair | None = None,
    alg: str = "RS256",
    secret: bytes = b"",
    signature: bytes | None = None,
) -> str:
    """Header, payload, signature; ``alg`` is how it is really signed, ``signature`` what stands there instead."""
    signing_input = f"{b64(document(header))}.{b64(document(payload))}"
    made = sign(alg, signing_input, signer or key("brand"), secret) if signature is None else signature
    return f"{signing_input}.{b64(made)}"


def sign(alg: str, signing_input: str, signer: KeyPair, secret: bytes = b"") -> bytes:
    """The signature under one of the algorithms of RFC 7518, section 3.1."""
    data = signing_input.encode("ascii")
    if alg in _HMAC:
        code = hmac.HMAC(secret, _HMAC[alg])
        code.update(data)
        return code.finalize()
    if alg == "ES256":
        r, s = decode_dss_signature(elliptic_key().sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    if alg == "none":
        return b""
    return _RSA[alg](data, signer)


def _pkcs1(digest: hashes.HashAlgorithm) -> Callable[[bytes, KeyPair], bytes]:
    return lambda data, signer: signer.private.sign(data, padding.PKCS1v15(), digest)


def _pss(digest: hashes.HashAlgorithm) -> Callable[[bytes, KeyPair], bytes]:
    scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
    return lambda data, signer: signer.private.sign(data, scheme, digest)


_HMAC: dict[str, hashes.HashAlgorithm] = {
    "HS256": hashes.SHA256(),
    "HS384": hashes.SHA384(),
    "HS512": hashes.SHA512(),
}
_RSA: dict[str, Callable[[bytes, KeyPair], bytes]] = {
    "RS1": _pkcs1(hashes.SHA1()),  # noqa: S303 - a signature that must be refused
    "RS256": _pkcs1(hashes.SHA256()),
    "RS384": _pkcs1(hashes.SHA384()),
    "RS512": _pkcs1(hashes.SHA512()),
    "PS256": _pss(hashes.SHA256()),
}
