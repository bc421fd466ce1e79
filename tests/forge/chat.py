"""What a backend makes for Chat for JSM: claims, signed with a project's secret key."""

from typing import Any

from tests.forge.brand import NOW, OMIT
from tests.forge.encoding import Document
from tests.forge.signature import jws

CHAT_SECRET = "c2l4dGVlbiBncmVlbiBhcHBsZXMgZmVsbCBvdXQh"
CHAT_HEADER = b'{"alg":"HS256","typ":"JWT"}'


def chat_claims(**changes: Any) -> dict[str, Any]:
    """Five minutes' worth of faultless claims with fractions of seconds; OMIT removes one."""
    faultless: dict[str, Any] = {
        "email": "jane.doe@example.com",
        "displayName": "Jane Doe",
        "iat": NOW - 0.25,
        "exp": NOW + 299.75,
    }
    return {name: value for name, value in (faultless | changes).items() if value is not OMIT}


def chat_token(
    payload: Document | None = None,
    *,
    header: Document = CHAT_HEADER,
    secret: str | bytes = CHAT_SECRET,
    alg: str = "HS256",
    signature: bytes | None = None,
) -> str:
    """A faultless token, but for what the arguments say."""
    key = secret.encode() if isinstance(secret, str) else secret
    claims = chat_claims() if payload is None else payload
    return jws(claims, header=header, alg=alg, secret=key, signature=signature)
