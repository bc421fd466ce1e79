"""What a text is that somebody takes for a brand's public key."""

from collections.abc import Mapping
from typing import Any, TypedDict

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import PublicKey, load_public_key


class KeyReportJson(TypedDict):
    """What a key is and whether a site can check signatures with it; what it lacks otherwise.

    ``form`` is the form in which it came, ``thumbprint`` that of RFC 7638 with SHA-256.
    """

    serves: bool
    what: str
    form: str | None
    bits: int | None
    thumbprint: str | None
    pem: str | None
    code: str | None
    message: str | None


def key_report(key: str | Mapping[str, Any]) -> KeyReportJson:
    """The report on PEM, one line of base64 DER, or a JWK."""
    try:
        public = load_public_key(key)
    except Refusal as refusal:
        return {
            "serves": False,
            "what": str(refusal.finding.found),
            "form": None,
            "bits": None,
            "thumbprint": None,
            "pem": None,
            "code": refusal.code,
            "message": key_refusal_message(refusal),
        }
    bits = _bits(public)
    return {
        "serves": True,
        "what": f"an RSA public key of {bits} bits",
        "form": _form(key),
        "bits": bits,
        "thumbprint": public.thumbprint,
        "pem": public.pem,
        "code": None,
        "message": None,
    }


def _bits(public: PublicKey) -> int:
    return public.verifying.key_size


def _form(key: str | Mapping[str, Any]) -> str:
    if isinstance(key, Mapping) or key.lstrip().startswith("{"):
        return "JWK"
    if "-----BEGIN RSA PUBLIC KEY-----" in key:
        return "PEM (PKCS#1)"
    return "PEM (SPKI)" if "-----BEGIN" in key else "base64 DER (SPKI)"
