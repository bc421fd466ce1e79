"""Mistakes of time: when a token begins, when it ends, how often it is used."""

from simulator.core.catalogue import WARNING, Wording
from simulator.providers.jsm_chat.catalogue.entry import entry, forced

_FIVE_MINUTES = "Let exp be now plus five minutes, in seconds since 1970"
_IN_SECONDS = (
    "Divide by 1000: the documented example writes Date.now() / 1000 + 60 * 5. (Java Instant.now().getEpochSecond() +"
    " 300, PHP time() + 300, Python time.time() + 300, .NET DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300.)"
)
_MOVED = (
    "This project's clock was moved or stopped: it is {{moved}}, by which nothing is wrong here. {} the project's clock"
    " (GET /_simulator/sites/{{{{id}}}}/clock), give the project rules.leewaySeconds of as much (at most a day), or"
    " DELETE that clock to go back."
)
MISTAKES = (
    entry(
        "exp_missing",
        "lifetime",
        line="no exp",
        message="The token has no exp, so it would be valid for ever.",
        hint=_FIVE_MINUTES + ".",
        recipe="token",
        making="Claims without exp.",
    ),
    entry(
        "exp_not_number",
        "lifetime",
        line="exp is not a number",
        message="exp is {found}, which is not a number.",
        hint=_FIVE_MINUTES + ".",
        variants={
            "text": Wording(
                'exp is the string "{found}"; it must be a number.',
                _FIVE_MINUTES + ": a JSON number without quotes, not a date.",
            )
        },
        recipe="token",
        making="exp in quotes.",
    ),
    entry(
        "exp_in_milliseconds",
        "lifetime",
        line="exp in milliseconds",
        message="exp is {found}: that many seconds lie in the far future, as milliseconds it is {meant}.",
        hint=_IN_SECONDS,
        recipe="token",
        making="exp multiplied by 1000.",
    ),
    entry(
        "token_expired",
        "lifetime",
        line="expired",
        message="The token expired {late} ago: exp is {exp}, the project's clock says {now}.",
        hint=(
            "Ask your backend for a fresh token right before loginWithToken; don't keep it, and don't render it into a"
            " page."
        ),
        variants={
            **forced("token-expired", "the token is refused as if it were late."),
            "clock": Wording(
                hint="Ask your backend for a fresh token right before loginWithToken. If this one was made just now, a"
                " clock is wrong: compare the backend's with this project's, which may have been moved"
                " (GET /_simulator/sites/{{id}}/clock)."
            ),
            "moved": Wording(
                hint=_MOVED.format("Make the token on")
                + " Where only sessions shall end, the failure mode session-expired needs no clock."
            ),
            "long-ago": Wording(
                hint="exp is not now plus five minutes: perhaps it is a duration instead of a time (exp: 300), or the"
                " token was kept from an old test."
            ),
        },
        recipe="login",
        making="A token whose exp is 30 seconds ago.",
    ),
    entry(
        "nbf_not_number",
        "lifetime",
        line="nbf is not a number",
        message="nbf (not before) is {found}, which is not a number.",
        hint="Leave nbf out: Chat for JSM documents no use of it. If you keep it, write seconds since 1970.",
        making="nbf in quotes.",
    ),
    entry(
        "token_not_yet_valid",
        "lifetime",
        line="nbf lies in the future",
        message="The token becomes valid in {wait}: nbf (not before) is {nbf}, the project's clock says {now}.",
        hint="Leave nbf out, or set the backend's clock right (NTP).",
        variants={
            "moved": Wording(hint=_MOVED.format("Leave nbf out, take it from")),
            "milliseconds": Wording(hint="nbf is in milliseconds: divide by 1000, or leave it out."),
        },
        making="nbf an hour ahead.",
    ),
    entry(
        "iat_missing",
        "lifetime",
        severity=WARNING,
        line="no iat",
        message="The token does not say when it was made: iat (issued at) is missing, or no number ({found}).",
        hint="Write the current time in seconds into iat, as the documented example does.",
        recipe="token",
        making="Claims without iat.",
    ),
    entry(
        "issued_in_future",
        "lifetime",
        severity=WARNING,
        line="iat lies in the future",
        message=(
            "The token says that it was made {ahead} from now: iat (issued at) is {issued}, the project's clock"
            " says {now}."
        ),
        hint="The backend's clock is ahead of this one: set it right (NTP), or its tokens also expire too late.",
        variants={
            "moved": Wording(hint=_MOVED.format("Take iat from")),
            "milliseconds": Wording(
                "iat (issued at) is {found}: that many seconds lie in the far future, so it is in milliseconds.",
                _IN_SECONDS,
            ),
        },
        recipe="token",
        making="iat an hour ahead.",
    ),
    entry(
        "lifetime_long",
        "lifetime",
        severity=WARNING,
        line="valid for more than five minutes",
        message="The token stays valid for {left}; the documented example has five minutes.",
        hint=_FIVE_MINUTES + ": whoever steals a token can log in as this customer until then.",
        recipe="token",
        making="exp six minutes ahead.",
    ),
    entry(
        "token_reused",
        "lifetime",
        severity=WARNING,
        line="the same token has opened a session before",
        message="This very token has opened a session on this project before.",
        hint="Ask your backend for a fresh token for each login; look for a cache, or a token rendered into the page.",
        recipe="login",
        making="A good token, marked as used when it is minted.",
    ),
)
