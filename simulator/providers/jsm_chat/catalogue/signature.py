"""Mistakes of the signature: which secret made it, if not the project's."""

from simulator.core.catalogue import Wording
from simulator.providers.jsm_chat.catalogue.entry import entry, forced

_AS_IT_STANDS = "Use the text of the secret key as it stands, in UTF-8"
MISTAKES = (
    entry(
        "secret_key_missing",
        "signature",
        line="the project has no secret key",
        message="This project has no secret key, so no token can be verified.",
        hint=(
            "Generate one: POST /_simulator/sites/{site}/rotations. Or set the one that your backend has:"
            ' PUT /_simulator/sites/{site} with {{"secretKey": "…"}}.'
        ),
        making='PUT a project with {"secretKey": null}.',
        in_token=False,
    ),
    entry(
        "signature_of_other_site",
        "signature",
        line="signed with another project's secret key",
        message='The secret key of the project "{found}" made the signature.',
        hint=(
            "Each project has a secret key of its own: take this project's, or log in to the other one with"
            ' <chat-widget project="{found}">.'
        ),
        recipe="token",
        making="A token signed with the secret key of another project.",
    ),
    entry(
        "secret_key_retired",
        "signature",
        line="signed with a secret key that was replaced",
        message="The signature is of a secret key that this project had before.",
        hint="Give your backend the new secret key; the old one ended when the new one was generated.",
        recipe="token",
        making="A token signed with the secret key before the last rotation.",
    ),
    entry(
        "secret_key_recoded",
        "signature",
        line="the secret key was decoded or encoded before it signed",
        message="The secret key was decoded or encoded before it signed: {found}.",
        hint=_AS_IT_STANDS + ".",
        variants={
            "base64-decoded": Wording(
                "The signature was made with the base64-decoded secret key.",
                _AS_IT_STANDS
                + ": Node.js new TextEncoder().encode(secret) instead of Buffer.from(secret, 'base64'), Java"
                " secret.getBytes(UTF_8) instead of Decoders.BASE64.decode(secret), PHP $secret instead of"
                " base64_decode($secret), Python secret instead of base64.b64decode(secret), .NET"
                " Encoding.UTF8.GetBytes(secret) instead of Convert.FromBase64String(secret).",
            ),
            "hex-decoded": Wording(
                "The signature was made with the bytes that the secret key spells in hexadecimal.",
                _AS_IT_STANDS + "; jsrsasign takes hexadecimal for bytes unless it is given {{utf8: secret}}.",
            ),
            "base64-encoded": Wording(
                "The signature was made with the secret key encoded in base64 once more.", _AS_IT_STANDS + "."
            ),
        },
        recipe="token",
        making="A token signed with the base64-decoded secret key.",
    ),
    entry(
        "secret_key_altered",
        "signature",
        line="white space or quotes came with the secret key, or went",
        message="The signature was made with the secret key and something around it: {found}.",
        hint=_AS_IT_STANDS + ".",
        variants={
            "added": Wording(
                "The signature was made with the secret key and {found} behind it.",
                "Trim the secret key where your backend reads it: a file or a shell added {found}.",
            ),
            "before": Wording(
                "The signature was made with {found} before the secret key.",
                "Remove {found} where your backend reads the secret key.",
            ),
            "quotes": Wording(
                "The signature was made with the secret key in quotes ({found}).",
                "Remove the quotes: an .env file or a container's env_file took them for a part of the value.",
            ),
            "trimmed": Wording(
                "The signature was made with the secret key without the white space around it.",
                "The project's secret key has white space at an end, which your backend trims: set it again without.",
            ),
        },
        recipe="token",
        making="A token signed with the secret key and a line feed.",
    ),
    entry(
        "signature_mismatch",
        "signature",
        line="no known secret key made the signature",
        message="The signature is of no secret key that this project has or had.",
        hint=(
            "Compare the fingerprint of the secret key that your backend uses with {expected}: the first 12 characters"
            ' of its SHA-256 in hexadecimal (printf %s "$SECRET" | sha256sum). Then look for what changes the token'
            " after it was signed."
        ),
        variants={
            **forced("secret-key-rotated", "the token is refused as if the secret key had been replaced."),
            "empty": Wording("The signature is empty.", "Hand over all three parts; the third is the signature."),
            "empty-secret": Wording(
                "The signature was made with an empty secret key.",
                "The variable that should hold the secret key is empty in your backend; let it fail at its start.",
            ),
            "length": Wording(
                "The signature has {found} bytes; HS256 makes 32.",
                "Sign with HS256, as the header says, and let the library put the token together.",
            ),
            "name": Wording(
                'The signature was made with the text "{found}" for a secret key.',
                "Your backend uses a placeholder: give it the project's own secret key.",
            ),
        },
        recipe="token",
        making="A token signed with a secret key that nobody knows.",
    ),
)
