"""Mistakes of the claims: who the customer is."""

from simulator.core.catalogue import Wording
from simulator.providers.jsm_chat.catalogue.entry import entry

_EMAIL = 'Write the customer\'s address into the claim email: {{"email": "jane@example.com"}}.'
_NAME = 'Write the name that agents shall see into the claim displayName: {{"displayName": "Jane Doe"}}.'
MISTAKES = (
    entry(
        "claims_unreadable",
        "claims",
        line="the claims are no JSON object",
        message="The claims cannot be read: {problem}.",
        hint="Sign a JSON object in UTF-8 with email, displayName, iat and exp.",
        recipe="token",
        making="An array for claims.",
    ),
    entry(
        "claims_duplicate_member",
        "claims",
        line="a claim stands twice",
        message='The claims have the member "{found}" more than once, so they can be read in more than one way.',
        hint="Write each claim once; build the claims as an object and let the library write the JSON.",
        recipe="token",
        making="Claims with email twice.",
    ),
    entry(
        "email_missing",
        "claims",
        line="no email",
        message="The claims have no email, only {found}.",
        hint=_EMAIL,
        variants={
            "renamed": Wording(
                'The claims have no email, but "{found}".', "Call it email, in lower case and without a prefix."
            ),
            "none": Wording("The claims have no email; they are empty."),
        },
        recipe="token",
        making="Claims without email.",
    ),
    entry(
        "email_not_string",
        "claims",
        line="email is no text",
        message="email is {kind}: {found}.",
        hint=_EMAIL,
        variants={
            "list": Wording("email is a list: {found}.", "Write one address, as a text, without the list around it.")
        },
        recipe="token",
        making="email null.",
    ),
    entry(
        "email_empty",
        "claims",
        line="email is empty",
        message="email is empty.",
        hint="Ask for a token only for customers who have an address; the field that you read it from is empty.",
        recipe="token",
        making="email of no characters.",
    ),
    entry(
        "email_malformed",
        "claims",
        line="email is no address",
        message='email is "{found}", which is no address.',
        hint=_EMAIL,
        variants={
            "space": Wording('email is "{found}", with white space in it.', "Trim it, and write the address alone."),
            "named": Wording(
                'email is "{found}", an address with a name beside it.',
                "Write the address alone into email, and the name into displayName.",
            ),
            "no-at": Wording('email is "{found}", which has no @.', "Write an address; a user name or an id is none."),
        },
        recipe="token",
        making="email without an @.",
    ),
    entry(
        "email_too_long",
        "claims",
        line="email has more than 254 characters",
        message="email has {found} characters; an address has at most {expected}.",
        hint="Write the customer's own address, as mail servers take it (RFC 5321, section 4.5.3.1).",
        recipe="token",
        making="email of 255 characters.",
    ),
    entry(
        "display_name_missing",
        "claims",
        line="no displayName",
        message="The claims have no displayName.",
        hint=_NAME,
        variants={
            "renamed": Wording(
                'The claims have no displayName, but "{found}".', "Call it displayName, with a capital N in the middle."
            )
        },
        recipe="token",
        making="Claims without displayName.",
    ),
    entry(
        "display_name_not_string",
        "claims",
        line="displayName is no text",
        message="displayName is {kind}: {found}.",
        hint=_NAME,
        recipe="token",
        making="displayName with a first and a last name as an object.",
    ),
    entry(
        "display_name_empty",
        "claims",
        line="displayName is empty",
        message="displayName is empty.",
        hint="Fall back to something that agents can read, the address for one, where your user has no name.",
        recipe="token",
        making="displayName of white space.",
    ),
)
