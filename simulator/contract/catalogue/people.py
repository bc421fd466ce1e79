"""What can be wrong with whom the tokens name."""

from simulator.contract.catalogue.breach import failure, warning
from simulator.core.catalogue import Wording

_OPAQUE = (
    "Use an id that says nothing and cannot be counted up, such as a UUID that is stored with the account. One that is"
    " in use already cannot be changed without losing the history: accept it in a baseline then."
)

BREACHES = (
    failure(
        "user_id_unstable",
        "user-id-stable",
        line="one person, several user ids",
        message="One user has {count} user ids: {found}.",
        hint="Use the account's own id, which stays the same for ever; iAdvize takes each id for another person.",
        variants={
            "session": Wording(
                "After a login anew the same user has another user id: {found}.",
                "It looks like a session's id. Use the account's own, which stays the same for ever.",
            )
        },
        making="A random user id for each token.",
    ),
    failure(
        "user_id_placeholder",
        "user-id-opaque",
        line="a user id that stands for nobody",
        message='The user id is "{found}", which looks like a missing value that became a text.',
        hint="Check where the backend reads the person's id; for somebody who is not signed in, make no token.",
        making="String(null) as the user id.",
    ),
    warning(
        "user_id_guessable",
        "user-id-opaque",
        line="a user id of digits alone, or an e-mail address",
        message="The user id is a bare number, so that others can be guessed by counting.",
        hint=_OPAQUE,
        variants={
            "email": Wording("The user id is an e-mail address, which changes, and which others know."),
        },
        making="The primary key of the table of customers.",
    ),
    failure(
        "user_id_shared",
        "other-user",
        line="two people, one user id",
        message='Two users have the same user id, "{found}": each can read the other\'s conversations.',
        hint="Take the user id from the session of the request, never from a global variable, a constant or a cache.",
        making="A user id that is a constant.",
    ),
    warning(
        "visitor_data_shared",
        "other-user",
        line="two people, one e-mail address",
        message="Two users have different user ids and the same e-mail address in visitorData.",
        hint="Look whether the profile is taken from a cache that requests share; test accounts may do so by design.",
        making="A profile that is kept in a global variable.",
    ),
    warning(
        "visitor_data_placeholder",
        "visitor-data",
        line="a missing value that became a text",
        message='The field "{field}" of visitorData is "{found}": a missing value that became a text.',
        hint="Leave out a field that has no value.",
        making="String(undefined) as the first name.",
    ),
    warning(
        "visitor_data_blank",
        "visitor-data",
        line="a field that is empty",
        message='The field "{field}" of visitorData is blank, which an advisor sees as an empty entry.',
        hint="Leave out a field that has no value.",
        making="An empty phone number.",
    ),
    warning(
        "visitor_data_email",
        "visitor-data",
        line="an e-mail address that is none",
        message='The field "email" of visitorData is "{found}", which is no address.',
        hint="Look whether two fields were mixed up.",
        making="A name in the field of the e-mail address.",
    ),
)
