"""Mistakes of the envelope: the outer header and the encryption."""

from simulator.core.catalogue import Mistake, Wording
from simulator.providers.iadvize.catalogue.forced import forced
from simulator.providers.iadvize.catalogue.in_each_language import in_each_language

_NAMES = in_each_language("RSA-OAEP-256")
_ALG_HINT = f"Encrypt the key with RSA-OAEP-256: {_NAMES}."
_ENC_HINT = f"Encrypt the content with A256GCM: {in_each_language('A256GCM')}."

MISTAKES = (
    Mistake(
        "jwe_header_unreadable",
        "jwe-header",
        line="the outer header is not a JSON object with alg and enc",
        message="The outer header cannot be read: {problem}.",
        hint="Let the JOSE library write it; it should decode to {expected}.",
        variants={
            "renamed": Wording(
                'The outer header has "{instead}" where "{missing}" belongs.',
                'Rename it "{missing}"; the header should decode to {expected}.',
            )
        },
        recipe="encrypt",
        making="An outer header without enc.",
    ),
    Mistake(
        "jwe_alg_unsupported",
        "jwe-header",
        line="the key is not encrypted with RSA-OAEP-256",
        message="The outer header's alg is {found}; iAdvize takes only {expected}.",
        hint=_ALG_HINT,
        variants={
            "oaep-sha1": Wording(
                "The outer header's alg is {found}, which is OAEP with SHA-1; iAdvize takes {expected}.",
                f"Use the variant with SHA-256: {_NAMES}.",
            ),
            "oaep-other": Wording(
                "The outer header's alg is {found}, OAEP with another hash; iAdvize takes {expected}.", _ALG_HINT
            ),
            "spelling": Wording(
                'The outer header\'s alg is spelt "{found}"; a token must say exactly "{expected}".',
                "RSA_OAEP_256 is the name of a Java constant, which iAdvize's own documentation shows. Use the"
                f" library's constant, not its name as a string: {_NAMES}.",
            ),
            "pkcs1": Wording(
                "The outer header's alg is {found}: PKCS #1 v1.5 padding, which is broken; iAdvize takes {expected}.",
                _ALG_HINT,
            ),
            "symmetric": Wording(
                "The outer header's alg is {found}, which needs a shared secret; iAdvize takes {expected} with its"
                " public key.",
                _ALG_HINT,
            ),
            "signature": Wording(
                "The outer header's alg is {found}, which signs and does not encrypt; iAdvize takes {expected} there.",
                "RS256 belongs in the inner, signed token. " + _ALG_HINT,
            ),
            "no-text": Wording("The outer header's alg is {found}, which is not a string; iAdvize takes {expected}."),
        },
        recipe="encrypt",
        making="A token encrypted with RSA-OAEP, the variant with SHA-1.",
    ),
    Mistake(
        "jwe_enc_unsupported",
        "jwe-header",
        line="the content is not encrypted with A256GCM",
        message="The outer header's enc is {found}; iAdvize takes only {expected}.",
        hint=_ENC_HINT,
        variants={
            "cbc": Wording(
                "The outer header's enc is {found}, a CBC mode (many libraries' default); iAdvize takes {expected}."
            ),
            "shorter": Wording("The outer header's enc is {found}, with a shorter key; iAdvize takes {expected}."),
            "spelling": Wording('The outer header\'s enc is spelt "{found}"; a token must say exactly "{expected}".'),
            "no-text": Wording("The outer header's enc is {found}, which is not a string; iAdvize takes {expected}."),
        },
        recipe="encrypt",
        making="A token encrypted with A128GCM.",
    ),
    Mistake(
        "jwe_compressed",
        "jwe-header",
        line="zip: the content is compressed",
        message="The outer header asks for decompression (zip is {found}).",
        hint="Encrypt without compression: leave zip out of the header, and the library's option for it off.",
        recipe="encrypt",
        making="A token whose content is deflated before it is encrypted.",
    ),
    Mistake(
        "jwe_critical_header",
        "jwe-header",
        line="crit in the outer header",
        message="The outer header requires extensions (crit is {found}); none is supported.",
        hint="Leave crit out of the header; a token for iAdvize needs no extension.",
        recipe="encrypt",
        making="A token whose outer header has crit.",
    ),
    Mistake(
        "key_unwrap_failed",
        "decryption",
        line="encrypted for another key",
        message="The token was encrypted for a key other than this simulator's, or its second part was damaged.",
        hint=(
            "Encrypt for the key that GET /_simulator/key?format=der answers, or `iadvize-simulator key` in the folder"
            " where the simulator was started (thumbprint {thumbprint}). Most likely the backend still has iAdvize's"
            " production key, or the key of another data directory; or it was encrypted for the brand's own key. If the"
            " key is right, compare the second part of the token where it is made and where it arrives."
        ),
        variants=forced("iadvize-key-rotated", "the token is decrypted as if the key were another.")
        | {
            "length": Wording(
                "The encrypted key has {found}, so it was made for a key of {bits} bits; this simulator's takes"
                " {expected}.",
                "Another key was used (or the second part was cut): encrypt for the one that"
                " GET /_simulator/key?format=der answers, thumbprint {thumbprint}.",
            ),
            "kid": Wording(
                "The token says that it was encrypted for the key {found}; this simulator's is {expected}.",
                "Configure the key that GET /_simulator/key?format=der answers, or `iadvize-simulator key` in the"
                " folder where the simulator was started; each environment has its own, and iAdvize's production key"
                " opens nothing here.",
            ),
            "brand-key": Wording(
                "The token was encrypted for the brand's own key instead of iAdvize's.",
                "The two keys were swapped: sign with the brand's private key, encrypt for the one that"
                " GET /_simulator/key?format=der answers.",
            ),
            "rotated": Wording(
                "The token was encrypted for the key {found}, which iAdvize has replaced on this site by {expected}.",
                "Give the backend the new key, which GET /_simulator/key?site={{id}} answers. It should read iAdvize's"
                " key where it can be changed without a new release.",
            ),
            "cek": Wording(
                "The content key inside does not have the {expected} that A256GCM takes.",
                "Let the JOSE library make the content key; don't pass one of your own.",
            ),
        },
        recipe="load-iadvize-key",
        making="A token encrypted for a key that nobody holds.",
    ),
    Mistake(
        "ciphertext_tampered",
        "decryption",
        line="changed after it was encrypted",
        message=(
            "The content key could be decrypted, but the authentication tag does not match: the header, the"
            " initialization vector, the ciphertext ({size} bytes) or the tag was changed after encryption."
        ),
        hint=(
            "Hand the token over unchanged. Compare it where it is made and where it arrives, character by character;"
            " a changed letter case, a lost character or a rewritten header all end here."
        ),
        variants={
            "iv": Wording(
                "The initialization vector has {found} bytes; A256GCM takes {expected}.",
                "Let the JOSE library make it; if it does, characters of the third part were lost or added on the way.",
            ),
            "tag": Wording(
                "The authentication tag has {found} bytes; A256GCM makes {expected}.",
                "Look for something that was appended to the token.",
            ),
        },
        recipe="hand-over",
        making="A good token with one bit of its ciphertext flipped.",
    ),
)
