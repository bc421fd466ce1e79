"""The simulator's own session token, which a tag keeps as ``jwtIdentity``.

Documented: iAdvize's is a JWS that iAdvize makes. Chosen: ours is HS256 with a secret that follows from the
simulator's private key, so that every process with that key reads it, and signing costs next to nothing.
"""

import hmac
from functools import lru_cache

import msgspec

from simulator.core import base64url, strict_json
from simulator.core.session import Session
from simulator.providers.iadvize.keys import PrivateKey

_HEADER = base64url.encode(b'{"alg":"HS256","typ":"JWT"}')
_encode = msgspec.json.Encoder().encode
_PARTS = 3


def secret_of(key: PrivateKey) -> bytes:
    """The secret that identities are signed with."""
    return key.secret(b"iadvize-simulator identity")


def issue(session: Session, secret: bytes) -> str:
    """The identity of a session."""
    claims = {
        "iss": "iadvize-simulator",
        "sid": session.session_id,
        "site": session.site_id,
        "vuid": session.visitor_id,
        "sub": session.user_id,
        "iat": int(session.opened_at),
        "exp": session.expires_at,
    }
    signing_input = f"{_HEADER}.{base64url.encode(_encode(claims))}"
    return f"{signing_input}.{base64url.encode(_signature(signing_input.encode(), secret))}"


def session_id_in(identity: str, site_id: str, secret: bytes) -> str | None:
    """The id of the site's session that a genuine identity names; None for anything else."""
    parts = identity.split(".")
    if len(parts) != _PARTS or parts[0] != _HEADER:
        return None
    expected = _signature(f"{parts[0]}.{parts[1]}".encode("utf-8", "replace"), secret)
    try:
        if not hmac.compare_digest(expected, base64url.decode(parts[2])):
            return None
        claims = strict_json.parse_object(base64url.decode(parts[1])).value
    except ValueError:
        return None
    return str(claims["sid"]) if claims["site"] == site_id else None


def _signature(signing_input: bytes, secret: bytes) -> bytes:
    signing = _keyed(secret).copy()
    signing.update(signing_input)
    return signing.digest()


@lru_cache(maxsize=16)  # to begin with the secret takes longer than all that follows
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod="sha256")
