"""What is said of a key that cannot serve."""

from simulator.core.refusal import Refusal
from simulator.providers.iadvize.keys import EXPECTED_PRIVATE, EXPECTED_PUBLIC

_ADVICE = {
    "key_unreadable": "Copy the whole key again, from BEGIN to END, or its one line of base64.",
    "key_is_private": (
        "Never hand out the private key. Give the public half: openssl pkey -in private.pem -pubout -out public.pem"
    ),
    "key_is_public": "Give the private half, the file that openssl genpkey wrote.",
    "key_is_certificate": "Take the key out of it: openssl x509 -in certificate.pem -pubkey -noout",
    "key_is_encrypted": "Take the passphrase off a copy: openssl pkey -in encrypted.pem -out private.pem",
    "key_not_rsa": "Make an RSA key: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem",
    "key_too_short": "Make a longer one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem",
    "key_too_long": "A key of 2048 to 4096 bits is usual.",
    "key_is_ours": "Give the brand's own: the public half of the key that signs.",
    "key_is_refused": "Make a pair for tests; a key that is used in production has no business here.",
    "key_purpose": 'RS256 verification wants "use": "sig", "key_ops": ["verify"] and "alg": "RS256", or none of them.',
}


def key_refusal_message(refusal: Refusal) -> str:
    """One line: what the key is, what was wanted, and what to do."""
    expected = EXPECTED_PRIVATE if refusal.finding.variant == "private" else EXPECTED_PUBLIC
    advice = _ADVICE[refusal.code]
    if refusal.code == "key_unreadable" and refusal.finding.variant == "private":
        advice = "Give the whole of it, from BEGIN PRIVATE KEY to END PRIVATE KEY."
    return f"This is {refusal.finding.found}; wanted is {expected}. {advice}"
