"""What only several tokens side by side can show."""

from simulator.contract.catalogue.breach import failure, warning
from simulator.core.catalogue import Wording

BREACHES = (
    failure(
        "token_repeated",
        "fresh-token",
        line="the same token twice",
        message="The same token was handed out {found} times to one user.",
        hint="Make a token for each request: keep it in no variable, session or cache.",
        variants={
            "other": Wording(
                "Two users got the same token.",
                "One person can read the other's conversations. Keep no token in anything that requests share.",
            )
        },
        making="A token that is made once and kept.",
    ),
    failure(
        "randomness_repeated",
        "fresh-token",
        line="two tokens share what must be random",
        message="Two tokens have the same {found}, which must be random for each.",
        hint="Let the JOSE library choose both for each token, as it does unless told otherwise.",
        making="An initialization vector that is a constant.",
    ),
    warning(
        "expiry_stands_still",
        "fresh-token",
        line="new tokens with the same exp",
        message="The tokens are new, but exp stays the same for {elapsed}: it is computed once.",
        hint="Compute exp where a token is made, from the time of that moment.",
        making="exp is computed when the backend starts.",
    ),
    warning(
        "lifetime_short",
        "token-lifetime",
        line="a token that expires almost at once",
        message="A token is valid for {left} more when it arrives.",
        hint="Give it a minute, as iAdvize recommends: a slow connection needs some of it.",
        making="A lifetime of five seconds.",
    ),
    warning(
        "token_large",
        "token-size",
        line="a token that does not fit a header",
        message="A token has {found} characters; many servers refuse a header line of more than {expected}.",
        hint="Put nothing into the claims but the user id and the eight fields of visitorData.",
        making="A claim that holds the whole basket.",
    ),
)
