import base64

from joserfc.jwk import RSAKey


def load_iadvize_key(line: str) -> RSAKey:
    # The line is the base64 of a DER key (SPKI), without PEM armour.
    # Configured, not written here: iAdvize's own key in production, the simulator's
    # in development.
    return RSAKey.import_key(base64.b64decode(line))
