import base64
import os
import time

from joserfc import jwe, jwt
from joserfc.jwk import RSAKey

# Parsed once: the brand's own private key (PEM), iAdvize's public key (one line).
BRAND_KEY = RSAKey.import_key(os.environ["BRAND_PRIVATE_KEY"])
IADVIZE_KEY = RSAKey.import_key(base64.b64decode(os.environ["IADVIZE_PUBLIC_KEY"]))


def chat_token(user_id: str, visitor_data: dict[str, str]) -> str:
    claims = {
        "iss": "https://shop.example",  # your site
        "exp": int(time.time()) + 60,
        "https://iadvize.com/userId": user_id,
        "https://iadvize.com/visitorData": visitor_data,
    }
    signed = jwt.encode({"alg": "RS256"}, claims, BRAND_KEY)

    # Encrypt what is signed, never the claims: three parts go in, five come out.
    return jwe.encrypt_compact(
        {"alg": "RSA-OAEP-256", "enc": "A256GCM"},
        signed,
        IADVIZE_KEY,
        algorithms=["RSA-OAEP-256", "A256GCM"],
    )
