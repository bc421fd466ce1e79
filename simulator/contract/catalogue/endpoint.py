"""What can be wrong with an answer, before anybody looks into the token."""

from simulator.contract.catalogue.breach import failure, warning
from simulator.core.catalogue import Wording

_NO_STORE = "Send Cache-Control: no-store with every token."

BREACHES = (
    warning(
        "transport_unencrypted",
        "transport",
        line="plain http over the internet",
        message="The endpoint is asked over http, so that whoever stands in between reads the tokens and the sign-in.",
        hint="Serve it over https; plain http is for this machine, or a private network.",
        making="An endpoint on the internet, over http.",
    ),
    failure(
        "login_failed",
        "login",
        line="the login request was not answered with success",
        message="The login of {who} was answered with {found}.",
        hint="Compare the login request with the browser's: --login-url, --login-method, --login-header, --login-body.",
        variants={
            "no-answer": Wording("The login of {who} got no answer: {found}."),
            "refused": Wording(
                "Nobody listens where {who} should log in: {found}.",
                "Start the backend first, and compare host and port of --login-url.",
            ),
        },
        making="A login that wants another password.",
    ),
    failure(
        "no_answer",
        "status",
        line="no answer that can be read",
        message="There was no answer: {found}.",
        hint="Look whether the endpoint runs, and what its log says.",
        variants={
            "refused": Wording(
                "Nobody listens there: {found}.", "Start the backend first, and compare host and port of --token-url."
            ),
            "unknown-host": Wording("There is no such host: {found}.", "Compare the host of --token-url."),
            "certificate": Wording(
                "The certificate is not trusted: {found}.",
                "Name the certificate of your own authority with --ca-file; a page's browser would refuse it, too.",
            ),
            "tls": Wording("No TLS connection came about: {found}.", "Does the port speak https? Compare --token-url."),
            "timeout": Wording(
                "There was no whole answer within {found}.", "Look why it takes so long, or raise --timeout."
            ),
            "closed": Wording("The connection was closed in the middle of the answer: {found}."),
            "not-http": Wording("What was answered is no HTTP: {found}.", "Compare scheme and port of --token-url."),
            "too-large": Wording(
                "The answer is larger than {found}, and no token is.", "Answer the token alone, not a page around it."
            ),
            "compressed": Wording(
                "The answer is compressed in a way that was not asked for: {found}.",
                "Respect Accept-Encoding; the contract test asks for no compression.",
            ),
        },
        making="An endpoint that is not running.",
    ),
    failure(
        "status_unsuccessful",
        "status",
        line="an answer without success",
        message="A request for a token was answered with {found}.",
        hint="Look into the backend's log for that request.",
        variants={
            "sign-in": Wording(
                "A request for a token, signed in, was answered with {found}.",
                "The sign-in was not taken: compare --header, or the login, with what a browser sends.",
            ),
            "no-sign-in": Wording(
                "A request for a token was answered with {found}, and nothing signed it in.",
                "Sign the user in, as a browser would: a cookie or an Authorization with --header, or a login with"
                " --login-url.",
            ),
            "elsewhere": Wording(
                "The endpoint redirects to another origin, {target}, which is not followed.",
                "Ask for the token where it is made, or sign in: a redirect often leads to a login page.",
            ),
            "loop": Wording("The endpoint redirects again and again, at last to {target}."),
            "method": Wording(
                "The endpoint answers {found}: it does not take the method {method}.", "Name another with --method."
            ),
            "not-found": Wording("There is nothing at this address: {found}.", "Compare the path of --token-url."),
            "too-many": Wording(
                "The endpoint limits how often it is asked: {found}.",
                "Ask fewer times with --samples, or more slowly with --interval.",
            ),
            "broken": Wording("The backend failed: {found}.", "Look into its log for that request."),
        },
        making="An endpoint that fails with status 500.",
    ),
    failure(
        "token_absent",
        "token",
        line="a successful answer without a token",
        message="The answer holds no token: {seen}.",
        hint="Answer the token as text, or as JSON under token; --token-path names another place.",
        variants={
            "empty": Wording("The answer's body is empty."),
            "html": Wording(
                "The answer is a page and no token: {seen}",
                "Often that is a login page: sign in with --header or --login-url.",
            ),
            "binary": Wording("The answer is neither text nor JSON: {seen}."),
            "words": Wording("The answer is a text, but no token: {seen}"),
            "no-json": Wording(
                "--token-path is {path}, but the answer is no JSON: {seen}.",
                "Leave --token-path out where the body is the token.",
            ),
            "no-object": Wording("The answer is {seen}, and so has no {path}."),
            "no-member": Wording(
                "The answer has no {path}; it has {seen}.", "Name the token's place with --token-path."
            ),
            "elsewhere": Wording(
                "The answer has no {path}, but something like a token in {seen}.", "Say --token-path {seen}."
            ),
            "not-text": Wording("In the answer, {path} is {seen} and no token."),
            "blank": Wording("In the answer, {path} is an empty text."),
        },
        making='An endpoint that answers {"token": null}.',
    ),
    warning(
        "content_type_wrong",
        "content-type",
        line="a content type that does not fit the body",
        message="The body is {body}, but its content type is {found}.",
        hint="Say {expected}, so that browsers and libraries read it the way it is meant.",
        variants={"missing": Wording("The body is {body}, and no content type is said.")},
        making="JSON as text/html.",
    ),
    failure(
        "cache_shared",
        "cache-control",
        line="caches may hand one person's token to another",
        message="Cache-Control is {found}: a cache may hand one person's token to another.",
        hint=_NO_STORE,
        making="Cache-Control: public, max-age=60.",
    ),
    warning(
        "cache_allowed",
        "cache-control",
        line="no Cache-Control: no-store",
        message="Cache-Control is {found}: a browser may hand out a token again that has been used or has expired.",
        hint=_NO_STORE,
        variants={
            "missing": Wording("No Cache-Control is sent: a browser or a cache in between may keep the token."),
        },
        making="No Cache-Control at all.",
    ),
    failure(
        "cors_anybody",
        "cross-origin",
        line="every page of the web may read a visitor's token",
        message=(
            "Any page may read a visitor's token: the endpoint takes the origin {origin} and lets the visitor's cookies"
            " come along."
        ),
        hint="Allow the origins of your own pages by name, or none: a page of the same origin needs no CORS header.",
        making="Access-Control-Allow-Origin repeats any Origin, with credentials.",
    ),
    warning(
        "cors_wide",
        "cross-origin",
        line="other origins may read what is answered without cookies",
        message="The endpoint lets any origin read its answers (Access-Control-Allow-Origin: {found}).",
        hint="Leave the header out: a page of the same origin needs none, and nobody else needs a token.",
        making="Access-Control-Allow-Origin: *.",
    ),
    failure(
        "signed_out_served",
        "signed-out",
        line="somebody who is not signed in gets a token",
        message="Without a sign-in the endpoint hands out a token{for_whom}.",
        hint=(
            "Take the user from the session and answer 401 where there is none. If it was a sign-in that stayed in the"
            " request{kept}, say so: --signed-out-body replaces the body, and a header of --header is left out."
        ),
        variants={
            "nothing": Wording(
                "The endpoint hands out a token{for_whom} although the request has nothing that signs in.",
                "Take the user from the session and answer 401 where there is none. If the address itself signs in, put"
                " it into a header: addresses end up in logs.",
            )
        },
        making="An endpoint that takes the user id from the query.",
    ),
    failure(
        "signed_out_broken",
        "signed-out",
        line="the backend fails for somebody who is not signed in",
        message="Without a sign-in the backend fails: {found}.",
        hint="Check for the session before the user is read from it, and answer 401.",
        variants={"no-answer": Wording("Without a sign-in there is no answer: {found}.")},
        making="An endpoint that fails with status 500 when there is no session.",
    ),
    warning(
        "signed_out_unclear",
        "signed-out",
        line="somebody who is not signed in gets neither a token nor a refusal",
        message="Without a sign-in the endpoint answers {found}, so that a page cannot tell that nobody is signed in.",
        hint="Answer 401 or 403 where nobody is signed in.",
        variants={
            "other-reason": Wording(
                "Without a sign-in the endpoint answers {found}, which may have another reason.",
                "Answer 401 or 403 where nobody is signed in; if the request lacks a header that does not sign in,"
                " give that one with --keep-header.",
            )
        },
        making='An endpoint that answers 200 with {"token": null} when there is no session.',
    ),
    warning(
        "answer_slow",
        "answer-time",
        line="the answer takes long",
        message="An answer took {found_words}; the chat waits for it on every page.",
        hint="Load the keys once at the start, not for each token; --slow sets from when on it is remarked on.",
        making="An endpoint that reads its keys from a remote vault for each token.",
    ),
    warning(
        "clock_apart",
        "clock",
        line="the endpoint's clock is wrong, or this machine's",
        message="The endpoint's clock is {found_words} {side} this machine's.",
        hint="Synchronise both by NTP: a token lives for a minute, and a clock that is off uses that up.",
        making="A machine whose clock is two minutes late.",
    ),
)
