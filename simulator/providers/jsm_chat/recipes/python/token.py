import time

from joserfc import jwt
from joserfc.jwk import OctKey


def chat_token(user: dict[str, str], secret_key: str) -> str:
    """``secret_key`` is the text from the project's settings, as it stands there."""
    now = time.time()
    claims = {
        "email": user["email"],
        "displayName": user["displayName"],
        "iat": now,
        "exp": now + 60 * 5,  # seconds: five minutes from now
    }
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(secret_key))
