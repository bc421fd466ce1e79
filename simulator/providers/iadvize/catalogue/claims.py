"""Mistakes in what the brand says of its customer."""

from simulator.core.catalogue import WARNING, Mistake, Wording
from simulator.providers.iadvize.catalogue.forced import mode_alone

_RENAME = 'Name the claim exactly "{expected}".'

MISTAKES = (
    Mistake(
        "claims_unreadable",
        "claims",
        line="the payload is not a JSON object",
        message="The signed payload cannot be read as claims: {problem}.",
        hint=(
            "Sign one JSON object in UTF-8. Pass the library the claims themselves, not a string that it encodes once"
            " more."
        ),
        recipe="claims",
        making="A signed payload that is a JSON array.",
    ),
    Mistake(
        "claims_duplicate_member",
        "claims",
        line="a member appears twice",
        message='The member "{found}" appears twice in one object, so readers may disagree about its value.',
        hint="Write each member once; look for code that builds the JSON by joining strings.",
        recipe="claims",
        making="Claims in which the user id appears twice.",
    ),
    Mistake(
        "user_id_unprefixed",
        "claims",
        line="the user id has no prefix",
        message='The user id is in the claim "{found}", without iAdvize\'s prefix.',
        hint=_RENAME + " iAdvize reads no other.",
        recipe="claims",
        making="The user id in userId.",
    ),
    Mistake(
        "user_id_prefix_wrong",
        "claims",
        line="the user id's prefix is misspelt",
        message='The user id is in the claim "{found}", which is not quite the right name.',
        hint=_RENAME,
        variants={
            "http": Wording('"{found}" has http where https belongs.'),
            "www": Wording('"{found}" has www. where nothing belongs.'),
            "slash": Wording('"{found}" lacks the slash between iadvize.com and userId.'),
            "case": Wording('"{found}" differs in upper and lower case.'),
            "percent": Wording(
                '"{found}" is percent-encoded.',
                _RENAME + " It only looks like a URL; nothing in it is to be encoded.",
            ),
            "backslash": Wording(
                '"{found}" has a backslash in it.',
                _RENAME + " JSON may write \\/ for /, but here the backslash itself was escaped.",
            ),
            "domain": Wording('The prefix of "{found}" is not "https://iadvize.com/".'),
        },
        recipe="claims",
        making="The user id under http://iadvize.com/userId.",
    ),
    Mistake(
        "user_id_missing",
        "claims",
        line="no user id at all",
        message="No claim names the user; the claims are {found}.",
        hint=(
            'Add "{expected}": the person\'s id in your system, a string that never changes and is never given to'
            " anyone else."
        ),
        variants={
            "renamed": Wording(
                '"{found}" is not a claim that iAdvize knows, and no other names the user.',
                'If it holds the user id, rename it "{expected}"; otherwise add that claim.',
            )
        },
        recipe="claims",
        making="Claims without a user id.",
    ),
    Mistake(
        "user_id_not_string",
        "claims",
        line="the user id is not a string",
        message="The user id is {kind}; it must be a string.",
        hint=(
            "Convert it to a string where the claims are made. For a visitor who is not signed in, make no token at"
            " all."
        ),
        variants={
            "number": Wording(
                "The user id is the number {found}; it must be a string.",
                'Write it as "{found}": String(id), String.valueOf(id), (string) $id, str(id), id.ToString().',
            )
        },
        recipe="user-id",
        making="A number as the user id.",
    ),
    Mistake(
        "user_id_empty",
        "claims",
        line="the user id is empty or blank",
        message="The user id is empty.",
        hint=(
            "The backend put an empty string there: check where it reads the person's id. For a visitor who is not"
            " signed in, make no token; the page activates with type ANONYMOUS instead."
        ),
        recipe="user-id",
        making="An empty string as the user id.",
    ),
    Mistake(
        "user_id_too_long",
        "claims",
        line="the user id has more than 255 characters",
        message="The user id has {found} characters; iAdvize takes at most {expected}.",
        hint="Use a shorter stable id; for a long one, a hash of it (SHA-256 in hex has 64 characters).",
        recipe="user-id",
        making="A user id of 256 characters.",
    ),
    Mistake(
        "user_id_changed",
        "claims",
        line="a renewal names another user",
        message='The session belongs to the user "{expected}"; the token is for "{found}".',
        hint=(
            "Call logout() before another person signs in; the provider must return a token for the person whose"
            " session is renewed."
        ),
        recipe="fresh-token",
        making="Renew a session with another user's token.",
        in_token=False,
    ),
    mode_alone("renewal_refused", "claims", "renewal-refused", "no session is renewed."),
    mode_alone("visitor_mismatch", "claims", "visitor-mismatch", "an identity of another user is refused."),
    Mistake(
        "visitor_data_unprefixed",
        "claims",
        line="visitorData without its prefix",
        severity=WARNING,
        message='The visitor data is in the claim "{found}", where it is ignored.',
        hint=_RENAME,
        recipe="visitor-data",
        making="The visitor data in visitorData.",
    ),
    Mistake(
        "visitor_data_not_object",
        "claims",
        line="visitorData is not an object",
        message="visitorData is {kind}; it must be an object.",
        hint=(
            "Leave it out, or make it an object of strings: firstName, lastName, email, phoneNumber, address, zipCode,"
            " city, country."
        ),
        variants={
            "json-text": Wording(
                "visitorData is a string that holds JSON: it was encoded twice.",
                "Put the object itself into the claims; don't call JSON.stringify, json_encode or json.dumps on it.",
            )
        },
        recipe="visitor-data",
        making="The visitor data as JSON in a string.",
    ),
    Mistake(
        "visitor_data_field_not_string",
        "claims",
        line="a field of visitorData is not a string",
        message='The field "{field}" of visitorData is {kind}; every field must be a string.',
        hint="Write the value in quotes, and leave out a field that has none.",
        recipe="visitor-data",
        making="A zip code that is a number.",
    ),
    Mistake(
        "visitor_data_field_unknown",
        "claims",
        line="a field that visitorData does not have",
        severity=WARNING,
        message='visitorData has no field "{found}"; it is ignored.',
        hint="The documented fields are {fields}.",
        variants={"nearest": Wording(hint='Did you mean "{nearest}"? The documented fields are {fields}.')},
        recipe="visitor-data",
        making="A first name in firstname.",
    ),
    Mistake(
        "issuer_missing",
        "claims",
        line="no iss",
        severity=WARNING,
        message="The token has no iss; the documented example carries the brand's URL there.",
        hint=(
            'Add iss with your site\'s URL, such as "https://www.shop.example"; it is compared with nothing. Whether'
            " iAdvize refuses a token without it is not known."
        ),
        recipe="claims",
        making="Claims without iss.",
    ),
)
