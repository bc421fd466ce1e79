"""Mistakes of the project, and of the text before anything is decoded."""

from simulator.core.catalogue import Wording
from simulator.providers.jsm_chat.catalogue.entry import entry

MISTAKES = (
    entry(
        "site_unknown",
        "site",
        line="the widget names a project that is not here",
        message='There is no project "{found}" here.',
        hint=(
            'Give the widget one of {expected}: <chat-widget project="…">. Or create this one:'
            ' PUT /_simulator/sites/{{id}} with {{"provider": "jsm-chat"}}.'
        ),
        variants={
            "nearest": Wording(
                hint='Did you mean "{nearest}"? Give it to the widget: <chat-widget project="{nearest}">. Or create'
                ' this project: PUT /_simulator/sites/{{id}} with {{"provider": "jsm-chat"}}.'
            ),
            "other-provider": Wording(
                '"{found}" is a site of {nearest}, and no project of Chat for JSM.',
                'Create a project: POST /_simulator/sites with {{"provider": "jsm-chat"}}.',
            ),
        },
        making="Log in to a project that does not exist.",
        in_token=False,
    ),
    entry(
        "authentication_disabled",
        "site",
        line="the project has auto-login switched off",
        message='Auto-login is switched off for the project "{site}".',
        hint=(
            'Switch it on: PUT /_simulator/sites/{site} with {{"authenticationEnabled": true}}. In production, enable'
            " Auto Login in the project's settings."
        ),
        making="PUT the site with authenticationEnabled false.",
        in_token=False,
    ),
    entry(
        "token_missing",
        "compact-form",
        line="no token: absent, null or empty",
        message="There is no token: loginWithToken was given {found}.",
        hint=(
            "Await the token before you hand it over: await chatWidget.loginWithToken(await fetchToken()). Often the"
            " fetch of the token failed, or its answer has the token under another name."
        ),
        recipe="login",
        making="An empty string.",
    ),
    entry(
        "token_too_large",
        "compact-form",
        line="longer than 65,536 characters",
        message="The token has {found} characters; at most {expected} are read.",
        hint="Put only email, displayName, iat and exp into the claims.",
        recipe="token",
        making="A claim so long that the token passes 65,536 characters.",
    ),
    entry(
        "token_decorated",
        "compact-form",
        line="Bearer, quotes or white space around the token",
        message="There is something around the token: {found}.",
        hint="Hand over the token alone.",
        variants={
            "bearer": Wording(
                'The token starts with "{found}", which belongs in an Authorization header only.',
                "Hand loginWithToken the token alone, without the prefix.",
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
        recipe="login",
        making='"Bearer " before a good token.',
    ),
    entry(
        "token_json_serialization",
        "compact-form",
        line="JSON instead of the compact form",
        message="The token is JSON, with the members {found}.",
        hint="Hand over the compact form: three base64url parts joined by dots.",
        variants={
            "carrier": Wording(
                "The token is inside JSON, with the members {found}.",
                "Take the token out of the answer first: its member {member} looks like it.",
            )
        },
        recipe="login",
        making='A good token inside {"token": …}.',
    ),
    entry(
        "token_encrypted",
        "compact-form",
        line="an encrypted token (JWE), as iAdvize takes it",
        message="The token has five parts: it is encrypted (JWE), and Chat for JSM takes a signed one of three.",
        hint=(
            "Sign with HS256 and the project's secret key, and don't encrypt. A token for iAdvize belongs to a site of"
            " iAdvize."
        ),
        recipe="token",
        making="Five parts whose header says RSA-OAEP-256, as iAdvize's tokens have them.",
    ),
    entry(
        "token_part_count",
        "compact-form",
        line="another number of parts than three",
        message="The token has {found} parts; a signed token has three, joined by dots.",
        hint="Hand over the whole text that the library returned.",
        variants={
            "one": Wording(
                "The token has no dots, so it is no signed token.",
                "Hand over what the library's sign function returned; perhaps this is the secret key, or a session id.",
            ),
            "unsigned": Wording(
                "The token has two parts: the signature is missing.",
                "Hand over all three parts; the third is the signature.",
            ),
        },
        recipe="token",
        making="The first two parts of a good token.",
    ),
    entry(
        "token_not_base64url",
        "compact-form",
        line="a character or an ending that base64url cannot have",
        message="The {part} has {named} at character {offset} of the token, which base64url does not have.",
        hint="Let the library encode the parts: base64url without padding (RFC 7515, section 2).",
        variants={
            "padding": Wording(
                "The {part} is padded with = at character {offset} of the token.",
                "Strip the padding: a token's base64url has none (RFC 7515, section 2).",
            ),
            "standard": Wording(
                "The {part} has {named} at character {offset} of the token: that is base64, not base64url.",
                "Write - for + and _ for /, and strip the padding.",
            ),
            "percent": Wording(
                "The {part} has a % at character {offset} of the token.",
                "Decode it once more: the token went through a URL.",
            ),
            "space": Wording(
                "The {part} has {named} at character {offset} of the token.",
                "Keep the token in one piece; a + that became a space went through a form or a URL.",
            ),
            "length": Wording(
                "The {part} has {length} characters, a length that base64url cannot have.",
                "Something is missing: hand over the token whole.",
            ),
            "trailing-bits": Wording(
                "The last character of the {part} says more than the bytes it stands for.",
                "Something was changed at the end of the {part}: hand over the token as the library returned it.",
            ),
        },
        recipe="token",
        making="Padding after the signature.",
    ),
    entry(
        "token_truncated",
        "compact-form",
        line="cut off: a signature shorter than 32 bytes",
        message="The signature has {found} bytes; HS256 makes {expected}.",
        hint="Hand over the token whole: a column, a header or a log cut it off.",
        recipe="login",
        making="A good token without its last ten characters.",
    ),
)
