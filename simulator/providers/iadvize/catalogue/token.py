"""Mistakes of the site, and of the text before anything is decoded."""

from simulator.core.catalogue import Mistake, Wording
from simulator.providers.iadvize.catalogue.forced import mode_alone

MISTAKES = (
    Mistake(
        "site_unknown",
        "site",
        line="the page's sid names no site",
        message='There is no site "{found}" here.',
        hint=(
            "Set iAdvizeInterface.config.sid to one of {expected}, or create this one: PUT /_simulator/sites/{{id}}"
            " with the brand's public key."
        ),
        variants={
            "nearest": Wording(
                hint='Did you mean "{nearest}"? Set iAdvizeInterface.config.sid to it, or create this site:'
                " PUT /_simulator/sites/{{id}} with the brand's public key."
            ),
            "in-settings": Wording(
                'There is no site "{found}" in the settings.',
                "explain asks no server: it knows the sites of simulator.toml or --config, here {expected}. Write yours"
                " there, under [[sites]]. A site of a running server is asked about with"
                " POST /_simulator/sites/{found}/explanations (or /verdicts).",
            ),
            "in-settings-nearest": Wording(
                'There is no site "{found}" in the settings.',
                'Did you mean "{nearest}"? explain asks no server: it knows the sites of simulator.toml or --config.'
                " A site of a running server is asked about with POST /_simulator/sites/{found}/explanations"
                " (or /verdicts).",
            ),
        },
        making="Activate with a sid that no site has.",
        in_token=False,
    ),
    Mistake(
        "authentication_disabled",
        "site",
        line="the site has authentication switched off",
        message='The site "{site}" does not accept authenticated visitors.',
        hint=(
            'Switch it on: PUT /_simulator/sites/{site} with {{"authenticationEnabled": true}}.'
            " In production, ask iAdvize to activate authentication for the project."
        ),
        making="PUT the site with authenticationEnabled false.",
        in_token=False,
    ),
    mode_alone("website_not_set_up", "site", "website-not-set-up", "every token is refused, whatever it holds."),
    Mistake(
        "token_missing",
        "compact-form",
        line="no token: absent, null or empty",
        message="There is no token: what was handed over is {found}.",
        hint=(
            "Return {{authenticationOption: {{type: 'SECURED_AUTHENTICATION', token}}}} from the provider, with the"
            " token awaited. Often the fetch of the token failed, or its answer has the token under another name."
        ),
        recipe="hand-over",
        making="An empty string.",
    ),
    Mistake(
        "token_too_large",
        "compact-form",
        line="longer than 65,536 characters",
        message="The token has {found} characters; at most {expected} are read.",
        hint="Put only the user id and visitorData into the claims: the documented fields, each a short string.",
        recipe="claims",
        making="A claim so long that the token passes 65,536 characters.",
    ),
    Mistake(
        "token_decorated",
        "compact-form",
        line="Bearer, quotes or white space around the token",
        message="There is something around the token: {found}.",
        hint="Hand over the token alone.",
        variants={
            "bearer": Wording(
                'The token starts with "{found}", which belongs in an Authorization header only.',
                "Hand over the token alone: remove the prefix where the page builds authenticationOption.",
            ),
            "bytes": Wording(
                "The token is Python's bytes as they are printed: {found}… with the quote at the end.",
                "Make a text of it before it goes into the answer: token.decode(). str() and f-strings print the b and"
                " the quotes, too.",
            ),
            "quotes": Wording(
                "The token is in quotes ({found}).",
                "Read the backend's answer as JSON (await response.json()), not as text, or send the token as plain"
                " text.",
            ),
            "space": Wording(
                "The token has {blank} at its {end}.",
                "Trim it where it is made; often it was printed with a line break (echo, println) or read from a file.",
            ),
        },
        recipe="hand-over",
        making="A good token behind Bearer and a space.",
    ),
    Mistake(
        "token_json_serialization",
        "compact-form",
        line="JSON instead of the compact form",
        message="The token is JSON text, not the compact form.",
        hint="Serialize the JWE in its compact form: five base64url parts joined by dots.",
        variants={
            "carrier": Wording(
                "This is the whole JSON answer; the token is its member {member}.",
                "Hand over that member alone: const {{ token }} = await response.json().",
            ),
            "jwe": Wording(
                "The token is a JWE in JSON serialization.",
                "Ask your library for the compact one: Node.js CompactEncrypt, Java serialize(), PHP CompactSerializer,"
                " Python encrypt_compact or serialize(compact=True), .NET JWT.Encode.",
            ),
            "jws": Wording(
                "The token is a JWS in JSON serialization, and nothing is encrypted.",
                "Sign in the compact form, then encrypt that text for iAdvize, in the compact form too.",
            ),
        },
        recipe="whole-token",
        making="A good token in the flattened JSON serialization of RFC 7516.",
    ),
    Mistake(
        "token_not_encrypted",
        "compact-form",
        line="three parts: a JWS, encryption forgotten",
        message="The token has three parts: it is signed but not encrypted.",
        hint="Encrypt the signed token for iAdvize's public key: RSA-OAEP-256 with A256GCM gives five parts.",
        variants={
            "signed": Wording(
                "The token is {found}: signed as iAdvize wants it, but not encrypted.",
                "One step is missing: encrypt this text for iAdvize's public key with RSA-OAEP-256 and A256GCM, and"
                " hand over the result, which has five parts.",
            ),
            "signed-otherwise": Wording(
                "The token is {found} and not encrypted.",
                "Two steps are missing: sign with RS256 and the brand's private key (not with alg {alg}), then encrypt"
                " that for iAdvize's public key with RSA-OAEP-256 and A256GCM.",
            ),
            "wrong-order": Wording(
                "The token is signed around an encrypted one: the two steps were done in the wrong order.",
                "Sign the claims first, then encrypt the signed token; the outside must be the JWE with five parts.",
            ),
        },
        recipe="encrypt",
        making="The signed token itself.",
    ),
    Mistake(
        "token_part_count",
        "compact-form",
        line="neither three nor five parts",
        message="The token has {found} parts; a JWE in compact form has five.",
        hint="Copy the token whole, with its four dots.",
        variants={
            "none": Wording(
                "There is no dot in the token, so it has {found} part; a JWE in compact form has five.",
                "This looks like something else: a session id, an opaque access token, or a single part of a token.",
            ),
            "written-out": Wording(
                'The token is the text "{text}": something that is no token was written out as one.',
                "Await the backend's answer, and take the token from the member that has it: const {{ token }} = await"
                " response.json(). Where there is none, let the provider throw.",
            ),
            "page": Wording(
                'This is a page, not a token: it begins with "<".',
                "Look at what the endpoint answered: often the sign-in was over and a login page came, or the address"
                " is wrong. Check response.ok before the body is read.",
            ),
            "pem": Wording(
                "This is a key or a certificate (PEM), not a token.",
                "Hand over the token that the backend makes with its keys; a private key never leaves it.",
            ),
            "percent": Wording(
                "The token's dots are percent-encoded (%2E).",
                "Decode it once (decodeURIComponent) or don't encode it: every character of a token may stand in a"
                " URL.",
            ),
            "encoded-twice": Wording(
                "The token was base64-encoded once more as a whole.",
                "Drop the outer base64: a compact token is plain text already.",
            ),
            "four": Wording(
                "The token has four of its five parts; most likely the last was lost in copying.",
                "Copy the token whole; all four dots must be there, even where nothing stands between two of them.",
            ),
            "more": Wording(
                "The token has {found} parts; a JWE in compact form has five.",
                "Look for two tokens joined by a dot, or text appended to the token.",
            ),
        },
        recipe="hand-over",
        making="A good token without its last part.",
    ),
    Mistake(
        "token_not_base64url",
        "compact-form",
        line="a character that base64url does not have",
        message="Part {number} (the {part}) has {named} at character {offset}, which base64url does not have.",
        hint="Encode with base64url (- and _, no padding), and hand the token over unchanged.",
        variants={
            "padding": Wording(
                "Part {number} (the {part}) is padded with '=' at character {offset}.",
                "Use the base64url encoding without padding; JOSE libraries do it by themselves, so look for code that"
                " encodes parts by hand.",
            ),
            "standard": Wording(
                "Part {number} (the {part}) has {named} at character {offset}: this is standard base64, not base64url.",
                "Replace + with - and / with _ and drop the '=', or let the JOSE library serialize the token.",
            ),
            "space": Wording(
                "There is {named} inside part {number} (the {part}), at character {offset}.",
                "The token was wrapped into lines or pasted with a break; join it again.",
            ),
            "percent": Wording(
                "Part {number} (the {part}) has '%' at character {offset}: the token was percent-encoded.",
                "Decode it once (decodeURIComponent) or don't encode it: every character of a token may stand in a"
                " URL.",
            ),
            "length": Wording(
                "Part {number} (the {part}) has {length} characters, a length that base64url never has.",
                "Characters were lost or added there; copy the token whole.",
            ),
            "trailing-bits": Wording(
                "The last character of part {number} (the {part}), '{found}', carries bits that must be zero.",
                "The character was changed, or the end of that part was cut; copy the token whole.",
            ),
        },
        recipe="hand-over",
        making="A good token whose encrypted key is in standard base64 with padding.",
    ),
    Mistake(
        "token_truncated",
        "compact-form",
        line="cut short: the last part is not a whole tag",
        message="The token ends too early: its last part holds {found} of {expected} bytes.",
        hint=(
            "Its end was lost, often by a limit on a column, a header or a cookie, or by selecting with the mouse."
            " Compare the length where it is made with the length where it arrives."
        ),
        recipe="hand-over",
        making="A good token without its last ten characters.",
    ),
)
