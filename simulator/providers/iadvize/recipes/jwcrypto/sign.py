import json

from jwcrypto import jwk, jws


def load_brand_key(pem: str) -> jwk.JWK:
    # -----BEGIN PRIVATE KEY-----: the pair whose public half iAdvize has.
    return jwk.JWK.from_pem(pem.encode())


def sign(claims: dict[str, object], brand_key: jwk.JWK) -> str:
    token = jws.JWS(json.dumps(claims))
    token.add_signature(brand_key, protected={"alg": "RS256"})
    return token.serialize(compact=True)
