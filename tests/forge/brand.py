"""What a brand's backend makes: claims, signed by the brand, encrypted for iAdvize's stand-in."""

from typing import Any

from tests.forge.encoding import Document
from tests.forge.envelope import DOCUMENTED_HEADER, jwe
from tests.forge.keyring import KeyPair
from tests.forge.signature import RS256_HEADER, jws

NOW = 1_760_000_000.0
PREFIX = "https://iadvize.com/"
USER_ID = PREFIX + "userId"
VISITOR_DATA = PREFIX + "visitorData"

OMIT: Any = object()


def claims(**changes: Any) -> dict[str, Any]:
    """A minute's worth of faultless claims; ``user_id`` and ``visitor_data`` are the prefixed two, OMIT removes one."""
    faultless: dict[str, Any] = {
        "iss": "https://www.example-bank.test",
        "exp": NOW + 60,
        USER_ID: "customer-0042",
        VISITOR_DATA: {"firstName": "Jane", "lastName": "Doe"},
    }
    named = {"user_id": USER_ID, "visitor_data": VISITOR_DATA}
    changed = faultless | {named.get(name, name): value for name, value in changes.items()}
    return {name: value for name, value in changed.items() if value is not OMIT}


def token(
    payload: Document | None = None,
    *,
    jws_header: Document = RS256_HEADER,
    jws_alg: str = "RS256",
    signer: KeyPair | None = None,
    secret: bytes = b"",
    signature: bytes | None = None,
    jwe_header: Document = DOCUMENTED_HEADER,
    jwe_alg: str = "RSA-OAEP-256",
    enc: str = "A256GCM",
    recipient: KeyPair | None = None,
    cek: bytes | None = None,
    iv: bytes | None = None,
    deflated: bool = False,
) -> str:
    """A faultless token, but for what the arguments say; `jws()` and `jwe()` explain each of them."""
    inner = jws(
        claims() if payload is None else payload,
        header=jws_header,
        signer=signer,
        alg=jws_alg,
        secret=secret,
        signature=signature,
    )
    return str(
        jwe(
            inner,
            header=jwe_header,
            alg=jwe_alg,
            enc=enc,
            recipient=recipient,
            cek=cek,
            iv=iv,
            deflated=deflated,
        )
    )
