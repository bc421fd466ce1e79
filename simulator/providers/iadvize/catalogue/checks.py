"""The eight checks, in the order in which a verdict lists them."""

from simulator.core.catalogue import CheckName

CHECKS = (
    CheckName("site", "The site is known and has authentication on."),
    CheckName("compact-form", "Five base64url parts: the compact form of a JWE."),
    CheckName("jwe-header", "The outer header says RSA-OAEP-256 and A256GCM."),
    CheckName("decryption", "It was encrypted for this key, and nothing was changed on the way."),
    CheckName("jws-header", "Inside is a compact JWS, and its header says RS256."),
    CheckName("signature", "The brand's key made the signature."),
    CheckName("claims", "The claims name the user the way iAdvize expects."),
    CheckName("lifetime", "The token is valid at this moment."),
)
