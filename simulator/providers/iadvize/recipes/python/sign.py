from joserfc import jwt
from joserfc.jwk import RSAKey


def load_brand_key(pem: str) -> RSAKey:
    # -----BEGIN PRIVATE KEY-----: the pair whose public half iAdvize has.
    return RSAKey.import_key(pem)


def sign(claims: dict[str, object], brand_key: RSAKey) -> str:
    # Not HS256, PS256 or none.
    return jwt.encode({"alg": "RS256"}, claims, brand_key)
