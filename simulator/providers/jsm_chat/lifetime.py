"""When a token begins and ends, on the project's clock."""

from typing import Any, TypeGuard

from simulator.core.clock import offset_words
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.core.site import Rules
from simulator.core.wording import duration, timestamp

MILLISECONDS_FROM = 1e11
LONG_SECONDS = 300  # the documented example's five minutes
_FRACTION = 1  # the example reads the clock twice, so that exp can lie a moment past five minutes
_YEAR_SECONDS = 365 * 86_400
_MOVED = "moved"
_MILLISECONDS = "milliseconds"


def examine(claims: dict[str, Any], rules: Rules, now: float, *, reused: bool, offset: float) -> Step[None]:
    """What is wrong with the token's times, and whether it has been used.

    ``offset`` is how many seconds the project's clock is ahead of real time; what it alone brings about is said to be
    its doing.

    Which claims exist, that they are seconds and that they may have fractions is documented; the rest is chosen.
    """
    yield from _exp(claims, rules, now, offset)
    yield from _nbf(claims, rules.leeway_seconds, now, offset)
    yield from _iat(claims, rules.leeway_seconds, now, offset)
    if reused:
        yield Finding("token_reused", "a token that has opened a session before", "a fresh token for each login")


def expires_at(claims: dict[str, Any]) -> float | None:
    """``exp`` where it is a number, else None."""
    exp = claims.get("exp")
    return exp if _is_number(exp) else None


def _exp(claims: dict[str, Any], rules: Rules, now: float, offset: float) -> Step[None]:
    if "exp" not in claims:
        if rules.require_exp:
            yield Finding("exp_missing", None, "exp in epoch seconds")
        return
    exp = claims["exp"]
    if not _is_number(exp):
        yield Finding("exp_not_number", exp, "a number of seconds", "text" if isinstance(exp, str) else None)
    elif exp > MILLISECONDS_FROM:
        yield Finding("exp_in_milliseconds", exp, exp // 1000, facts={"meant": timestamp(exp / 1000)})
    elif now >= exp + rules.leeway_seconds:
        late = now - exp
        is_moved = now - offset < exp + rules.leeway_seconds
        variant = (
            _MOVED if is_moved else "long-ago" if late > _YEAR_SECONDS else "clock" if late > LONG_SECONDS else None
        )
        facts = {"late": duration(late), "exp": timestamp(exp), "now": timestamp(now), "moved": offset_words(offset)}
        yield Finding("token_expired", exp, now, variant, facts)
    elif exp - now > LONG_SECONDS + _FRACTION:
        yield Finding("lifetime_long", exp - now, LONG_SECONDS, facts={"left": duration(exp - now)})


def _nbf(claims: dict[str, Any], leeway: float, now: float, offset: float) -> Step[None]:
    if "nbf" not in claims:
        return
    nbf = claims["nbf"]
    if not _is_number(nbf):
        yield Finding("nbf_not_number", nbf, "a number of seconds")
    elif now < nbf - leeway:
        facts = {"wait": duration(nbf - now), "nbf": timestamp(nbf), "now": timestamp(now)}
        facts["moved"] = offset_words(offset)
        is_moved = now - offset >= nbf - leeway
        variant = _MOVED if is_moved else _MILLISECONDS if nbf > MILLISECONDS_FROM else None
        yield Finding("token_not_yet_valid", nbf, now, variant, facts)


def _iat(claims: dict[str, Any], leeway: float, now: float, offset: float) -> Step[None]:
    iat = claims.get("iat")
    if not _is_number(iat):
        yield Finding("iat_missing", iat, "iat in epoch seconds")
    elif iat > now + leeway + _FRACTION:
        facts = {"ahead": duration(iat - now), "issued": timestamp(iat), "now": timestamp(now)}
        facts["moved"] = offset_words(offset)
        is_moved = iat <= now - offset + leeway + _FRACTION
        variant = _MOVED if is_moved else _MILLISECONDS if iat > MILLISECONDS_FROM else None
        yield Finding("issued_in_future", iat, now, variant, facts)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
