from joserfc import jwe
from joserfc.jwk import RSAKey


def encrypt(signed: str, iadvize_key: RSAKey) -> str:
    # signed: the three parts of the JWS. "RSA-OAEP" is another algorithm than
    # "RSA-OAEP-256", which joserfc makes only if it is named in algorithms.
    return jwe.encrypt_compact(
        {"alg": "RSA-OAEP-256", "enc": "A256GCM"},
        signed,
        iadvize_key,
        algorithms=["RSA-OAEP-256", "A256GCM"],
    )
