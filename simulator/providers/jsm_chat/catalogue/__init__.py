"""Every mistake that a verdict can name: the one table that messages, docs, command line and minting read."""

from simulator.core.catalogue import Catalogue
from simulator.providers.jsm_chat.catalogue import checks, claims, header, lifetime, signature, token

# Chosen: that a login throws, and that its message says why, is documented; no message is.
NO_TOKEN = "Auto-login failed: there is no token"  # noqa: S105 - what is said, no secret
NOT_ACCEPTED = "Auto-login failed: the token was not accepted"
PENDING = "Auto-login failed: the customer is being created, try again in a minute"

CATALOGUE = Catalogue(
    checks.CHECKS,
    (
        *token.MISTAKES,
        *header.MISTAKES,
        *signature.MISTAKES,
        *claims.MISTAKES,
        *lifetime.MISTAKES,
        *checks.MISTAKES,
    ),
)


def reason(code: str | None) -> str | None:
    """What the page's exception says where nothing is explained."""
    if code is None:
        return None
    return {"token_missing": NO_TOKEN, "customer_pending": PENDING}.get(code, NOT_ACCEPTED)
