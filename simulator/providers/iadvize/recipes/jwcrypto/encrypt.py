from jwcrypto import jwe, jwk


def encrypt(signed: str, iadvize_key: jwk.JWK) -> str:
    # signed: the three parts of the JWS. "RSA-OAEP" is another algorithm.
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
    token = jwe.JWE(signed.encode(), protected=header, recipient=iadvize_key)
    return token.serialize(compact=True)
