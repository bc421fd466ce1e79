from jwcrypto import jwk


def load_iadvize_key(line: str) -> jwk.JWK:
    # from_pem wants armour; the line is what stands between it.
    # Configured, not written here: iAdvize's own key in production, the simulator's
    # in development.
    pem = f"-----BEGIN PUBLIC KEY-----\n{line}\n-----END PUBLIC KEY-----\n"
    return jwk.JWK.from_pem(pem.encode())
