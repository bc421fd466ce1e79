"""Mistakes of the token's header."""

from simulator.core.catalogue import WARNING, Wording
from simulator.providers.jsm_chat.catalogue.entry import entry

_WRITE = 'Write {{"alg":"HS256","typ":"JWT"}}'
MISTAKES = (
    entry(
        "jws_header_unreadable",
        "jws-header",
        line="the header is no JSON object with an alg",
        message="The header cannot be read: {problem}.",
        hint=_WRITE + ", or let the library write the header.",
        recipe="token",
        making="A header without alg.",
    ),
    entry(
        "jws_unsigned",
        "jws-header",
        line="alg none: no signature",
        message='The header says alg "{found}": nobody signed this token.',
        hint="Sign with HS256 and the project's secret key.",
        recipe="token",
        making="alg none and an empty signature.",
    ),
    entry(
        "jws_alg_unsupported",
        "jws-header",
        line="another algorithm than HS256",
        message="The header's alg is {found}; Chat for JSM takes HS256.",
        hint="Sign with HS256 and the project's secret key.",
        variants={
            "public-key": Wording(
                hint="{found} signs with a private key. Chat for JSM shares one secret key with your backend instead:"
                " sign with HS256 and that."
            ),
            "hmac": Wording(
                "The header's alg is {found}, the right family with another hash; Chat for JSM takes HS256.",
                "Name HS256 where you sign; some libraries choose {found} by themselves from the length of the key.",
            ),
            "spelling": Wording(
                'The header\'s alg is "{found}"; it is written HS256, in capitals.',
                "Name the algorithm by the library's own constant for HS256.",
            ),
            "no-text": Wording("The header's alg is {found}, which is no text.", _WRITE + "."),
        },
        recipe="token",
        making="A token signed with HS512.",
    ),
    entry(
        "jws_critical_header",
        "jws-header",
        line="crit: extensions that must be understood",
        message="The header's crit demands extensions ({found}) that are not understood here.",
        hint="Leave crit out.",
        recipe="token",
        making="A header with crit.",
    ),
    entry(
        "typ_missing",
        "jws-header",
        severity=WARNING,
        line="no typ in the header",
        message="The header has no typ; the documented one says JWT.",
        hint=_WRITE + "; most libraries do so when they are asked for a JWT.",
        recipe="token",
        making="A header that is alg alone.",
    ),
    entry(
        "typ_unexpected",
        "jws-header",
        severity=WARNING,
        line="another typ than JWT",
        message="The header's typ is {found}; the documented one is JWT.",
        hint=_WRITE + ".",
        recipe="token",
        making="typ at+jwt.",
    ),
)
