"""Mistakes of the signed token inside: its form, its header, its signature."""

from simulator.core.catalogue import Mistake, Wording
from simulator.providers.iadvize.catalogue.forced import forced
from simulator.providers.iadvize.catalogue.in_each_language import in_each_language

_SIGN = "Sign with RS256 and the brand's private key"

MISTAKES = (
    Mistake(
        "inner_not_jws",
        "jws-header",
        line="encrypted, but no signed token inside",
        message="What was encrypted is not a compact JWS but {found}.",
        hint="Sign the claims first (RS256), then encrypt the three base64url parts that come out.",
        variants={
            "claims": Wording(
                "The claims were encrypted without being signed.",
                "One step is missing: sign the claims with RS256 and the brand's private key, then encrypt that text."
                " A class that encrypts claims, such as jose's EncryptJWT, is the wrong one: SignJWT, then"
                " CompactEncrypt.",
            ),
            "json-serialization": Wording(
                "What was encrypted is a JWS in its JSON serialization.",
                "Sign in the compact form: header.payload.signature.",
            ),
            "nested": Wording(
                "The token was encrypted twice: inside the JWE is another JWE.",
                "Sign the claims, then encrypt the signed token once.",
            ),
            "decorated": Wording(
                "Inside is a JWS with something added: quotes, a prefix, white space or padding.",
                "Encrypt the bytes of the compact JWS and nothing else; don't pass it through a JSON encoder first.",
            ),
            "empty": Wording("Nothing was encrypted: the content is empty."),
        },
        recipe="whole-token",
        making="The claims encrypted without a signature.",
    ),
    Mistake(
        "jws_header_unreadable",
        "jws-header",
        line="the inner header is not a JSON object with alg",
        message="The signed token's header cannot be read: {problem}.",
        hint="Let the JOSE library write it; it should decode to {expected}.",
        variants={
            "renamed": Wording(
                'The inner header has "{instead}" where "{missing}" belongs.',
                'Rename it "{missing}"; the header should decode to {expected}.',
            )
        },
        recipe="sign",
        making="An inner header without alg.",
    ),
    Mistake(
        "jws_unsigned",
        "jws-header",
        line="alg none: no signature",
        message='The inner token says alg "{found}": nobody signed it.',
        hint=_SIGN + "; an unsigned token could come from anybody.",
        recipe="sign",
        making="An inner token with alg none and an empty signature.",
    ),
    Mistake(
        "jws_alg_unsupported",
        "jws-header",
        line="not signed with RS256",
        message="The inner token's alg is {found}; iAdvize takes only {expected}.",
        hint=f"{_SIGN}: {in_each_language('RS256')}.",
        variants={
            "hmac": Wording(
                "The inner token's alg is {found}, which signs with a shared secret; iAdvize has only the brand's"
                " public key and takes {expected}.",
            ),
            "public-key-as-secret": Wording(
                "The inner token is signed with {found}, with the brand's public key as the secret: anybody who knows"
                " that key could have made it.",
                _SIGN + "; a public key is no secret.",
            ),
            "pss": Wording("The inner token's alg is {found}, RSA with PSS padding; iAdvize takes {expected}."),
            "ecdsa": Wording("The inner token's alg is {found}, on an elliptic curve; iAdvize takes {expected}."),
            "eddsa": Wording("The inner token's alg is {found}, on an Edwards curve; iAdvize takes {expected}."),
            "rsa-other": Wording("The inner token's alg is {found}, RSA with another hash; iAdvize takes {expected}."),
            "spelling": Wording('The inner token\'s alg is spelt "{found}"; a token must say exactly "{expected}".'),
            "no-text": Wording("The inner token's alg is {found}, which is not a string; iAdvize takes {expected}."),
        },
        recipe="sign",
        making="An inner token signed with PS256.",
    ),
    Mistake(
        "jws_critical_header",
        "jws-header",
        line="crit in the inner header",
        message="The inner header requires extensions (crit is {found}); none is supported.",
        hint="Leave crit (and b64) out of the header; a token for iAdvize needs no extension.",
        recipe="sign",
        making="An inner token whose header has crit.",
    ),
    Mistake(
        "brand_key_missing",
        "signature",
        line="the site has no public key of the brand",
        message="The site has no brand public key, so no signature can be checked.",
        hint=(
            'Give it one: PUT /_simulator/sites/{{id}} with {{"brandPublicKeys": ["-----BEGIN PUBLIC KEY-----…"]}}.'
            " In production, send the public key to iAdvize."
        ),
        recipe="brand-public-key",
        variants=forced("brand-key-unknown", "the signature is checked as if the site had no key."),
        making="PUT the site with brandPublicKeys [].",
        in_token=False,
    ),
    Mistake(
        "signature_of_other_site",
        "signature",
        line="signed with the key of another site",
        message='The token was signed with the key of the site "{found}", not with one of this site\'s.',
        hint=(
            "Two set-ups are mixed up: either the page's sid should be \"{found}\", or the backend has that site's"
            " private key (thumbprint {thumbprint})."
        ),
        recipe="sign",
        making="A token signed with another site's private key; it takes a second site whose key the simulator holds.",
    ),
    Mistake(
        "signature_mismatch",
        "signature",
        line="the signature was not made with the brand's key",
        message="The signature was made with none of the site's keys (thumbprints {expected}).",
        hint=(
            "The backend signs with another private key than the one whose public half the site has, or the signed"
            " text was changed. Compare: openssl pkey -in private.pem -pubout must print one of the site's"
            " brandPublicKeys."
        ),
        variants={
            "empty": Wording(
                "The signature is empty, although the header says RS256.",
                _SIGN + "; the last part of the inner token must not be empty.",
            ),
            "retired": Wording(
                "The token was signed with the key {found}, which this site had until it was replaced.",
                "The backend still signs with the old key. Give it the new one, or keep both in brandPublicKeys until"
                " every backend has changed.",
            ),
            "length": Wording(
                "The signature has {length} bytes, as a key of {bits} bits makes it; the site's keys make {wanted}.",
                "The backend signs with another key, or the signature was cut. Compare: openssl pkey -in private.pem"
                " -pubout must print one of the site's brandPublicKeys.",
            ),
        },
        recipe="brand-public-key",
        making="A token signed with a key that nobody knows.",
    ),
)
