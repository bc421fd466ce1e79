"""Every mistake that a verdict can name: the one table that messages, docs, command line and minting read."""

from simulator.core.catalogue import Catalogue
from simulator.providers.iadvize.catalogue import checks, claims, envelope, inner, lifetime, token

NO_OPTION = "A valid authentication option must be provided"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"

CATALOGUE = Catalogue(
    checks.CHECKS,
    (*token.MISTAKES, *envelope.MISTAKES, *inner.MISTAKES, *claims.MISTAKES, *lifetime.MISTAKES),
)


def reason(code: str | None) -> str | None:
    """What iAdvize would have said, word for word. Documented; that it tells no other causes apart is too."""
    if code is None:
        return None
    return NO_OPTION if code == "token_missing" else NOT_SET_UP
