"""The seven checks, in the order in which a verdict lists them, and what only the last one says."""

from simulator.core.catalogue import CheckName, Wording
from simulator.providers.jsm_chat.catalogue.entry import FORCED, entry

CUSTOMER = "customer"
CHECKS = (
    CheckName("site", "The project is known and has auto-login on."),
    CheckName("compact-form", "Three base64url parts: the compact form of a signed token."),
    CheckName("jws-header", "The header says HS256 and JWT."),
    CheckName("signature", "The project's secret key made the signature."),
    CheckName("claims", "The claims name the customer by e-mail and display name."),
    CheckName("lifetime", "The token is valid at this moment."),
    CheckName(CUSTOMER, "Nothing keeps this customer from logging in."),
)
MISTAKES = (
    entry(
        "customer_pending",
        CUSTOMER,
        line="the failure mode customer-pending: a new customer is being created",
        message="A new customer is being created, which takes a while.",
        hint=(
            "Nothing is wrong with the token. Catch the exception of loginWithToken and log in again a little later,"
            " with a fresh token: a new customer's creation can take up to a minute."
        ),
        variants={FORCED: Wording("The failure mode customer-pending is on: a new customer is being created.")},
        making="Arm the failure mode customer-pending and log in with an e-mail address that is new.",
        in_token=False,
    ),
)
