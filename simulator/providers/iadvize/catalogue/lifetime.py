"""Mistakes of time: when a token begins, when it ends, how often it is used."""

from simulator.core.catalogue import WARNING, Mistake, Wording
from simulator.providers.iadvize.catalogue.forced import forced

_ONE_MINUTE = "Let exp be now plus 60, in seconds"
_MOVED = (
    "This site's clock was moved or stopped: it is {{moved}}, by which nothing is wrong here. {} the site's clock (GET"
    " /_simulator/sites/{{{{id}}}}/clock), give the site rules.leewaySeconds of as much (at most a day), or DELETE that"
    " clock to go back."
)

MISTAKES = (
    Mistake(
        "exp_missing",
        "lifetime",
        line="no exp",
        message="The token has no exp, so it would be valid for ever.",
        hint=_ONE_MINUTE + ": one minute is what iAdvize recommends.",
        recipe="expiry",
        making="Claims without exp.",
    ),
    Mistake(
        "exp_not_number",
        "lifetime",
        line="exp is not a number",
        message="exp is {found}, which is not a number.",
        hint=_ONE_MINUTE + " since 1970.",
        variants={
            "text": Wording(
                'exp is the string "{found}"; it must be a number.',
                _ONE_MINUTE + " since 1970: a JSON number without quotes, not a date.",
            )
        },
        recipe="expiry",
        making="exp in quotes.",
    ),
    Mistake(
        "exp_in_milliseconds",
        "lifetime",
        line="exp in milliseconds",
        message="exp is {found}: that many seconds lie in the far future, as milliseconds it is {meant}.",
        hint=(
            "Divide by 1000: exp is in seconds (Node Math.floor(Date.now() / 1000) + 60, Java"
            " Instant.now().getEpochSecond() + 60, PHP time() + 60, Python int(time.time()) + 60, .NET"
            " DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60)."
        ),
        recipe="expiry",
        making="exp multiplied by 1000.",
    ),
    Mistake(
        "token_expired",
        "lifetime",
        line="expired",
        message="The token expired {late} ago: exp is {exp}, the site's clock says {now}.",
        hint=(
            "Make a fresh token for every call of the provider; don't cache it, and don't make it while the page is"
            " rendered."
        ),
        variants=forced("token-expired", "the token is refused as if it were late.")
        | {
            "clock": Wording(
                hint="Make a fresh token for every call of the provider. If this one was made just now, a clock is"
                " wrong: compare the backend's with this site's, which may have been moved"
                " (GET /_simulator/sites/{{id}}/clock)."
            ),
            "moved": Wording(
                hint=_MOVED.format("Make the token on")
                + " Where only sessions shall end, the failure mode session-expired needs no clock."
            ),
            "long-ago": Wording(
                hint="exp is not now plus 60 seconds: perhaps it is a duration instead of a time (exp: 60), or the"
                " token was kept from an old test."
            ),
        },
        recipe="fresh-token",
        making="A token whose exp is 30 seconds ago.",
    ),
    Mistake(
        "nbf_not_number",
        "lifetime",
        line="nbf is not a number",
        message="nbf (not before) is {found}, which is not a number.",
        hint="Leave nbf out: iAdvize documents no use of it. If you keep it, write seconds since 1970.",
        variants={"text": Wording('nbf (not before) is the string "{found}"; it must be a number.')},
        making="nbf in quotes.",
    ),
    Mistake(
        "token_not_yet_valid",
        "lifetime",
        line="nbf lies in the future",
        message="The token becomes valid in {wait}: nbf (not before) is {nbf}, the site's clock says {now}.",
        hint="Leave nbf out, or set the backend's clock right (NTP).",
        variants={
            "moved": Wording(hint=_MOVED.format("Leave nbf out, take it from")),
            "milliseconds": Wording(hint="nbf is in milliseconds: divide by 1000, or leave it out."),
            "alone": Wording(
                hint="Leave nbf out, or write the current time into it. exp is right, so the backend's clock is too."
            ),
            "zone": Wording(
                hint="Leave nbf out, or write the current time into it. exp is right, so the backend's clock is too;"
                " {wait} looks like a time zone that was added."
            ),
        },
        making="nbf an hour ahead.",
    ),
    Mistake(
        "issued_in_future",
        "lifetime",
        line="iat lies in the future",
        severity=WARNING,
        message=(
            "The token says that it was made {ahead} from now: iat (issued at) is {issued}, the site's clock says"
            " {now}."
        ),
        hint="The backend's clock is ahead of this one: set it right (NTP), or its tokens also expire too late.",
        variants={
            "moved": Wording(hint=_MOVED.format("Leave iat out, take it from")),
            "milliseconds": Wording(
                "iat (issued at) is {found}: that many seconds lie in the far future, so it is in milliseconds.",
                "Divide by 1000, or leave iat out.",
            ),
            "alone": Wording(
                hint="Write the current time in seconds into iat, or leave it out. exp is right, so the backend's clock"
                " is too."
            ),
            "zone": Wording(
                hint="Write the current time in seconds into iat, or leave it out. exp is right, so the backend's clock"
                " is too; {ahead} looks like a time zone that was added."
            ),
        },
        making="iat an hour ahead.",
    ),
    Mistake(
        "lifetime_beyond_session",
        "lifetime",
        line="outlives the session that it opens",
        severity=WARNING,
        message="The token stays valid for {left}; the session that it opens lasts {session}.",
        hint=_ONE_MINUTE + ". Whoever steals a token that outlives its session can open the next one.",
        recipe="expiry",
        making="exp further ahead than the site's session lifetime.",
    ),
    Mistake(
        "lifetime_long",
        "lifetime",
        line="valid for more than five minutes",
        severity=WARNING,
        message="The token stays valid for {left}; iAdvize recommends one minute.",
        hint=_ONE_MINUTE + ".",
        recipe="expiry",
        making="exp six minutes ahead.",
    ),
    Mistake(
        "token_reused",
        "lifetime",
        line="the same token has opened a session before",
        severity=WARNING,
        message="This very token has opened a session on this site before.",
        hint=(
            "Make a fresh token whenever the provider is called; look for a cache, a token rendered into the page, or"
            " a variable outside the provider."
        ),
        recipe="fresh-token",
        making="A good token, marked as used when it is minted.",
    ),
)
