"""When a token begins and ends, on the site's clock."""

from typing import Any, TypeGuard

from simulator.core.clock import offset_words
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.core.site import Site
from simulator.core.wording import duration, timestamp

MILLISECONDS_FROM = 1e11
LONG_SECONDS = 300
_HALF_HOUR = 1800  # the step in which time zones differ, but for three
_NEARLY = 120
_MOVED = "moved"


def examine(claims: dict[str, Any], site: Site, now: float, *, reused: bool, offset: float) -> Step[None]:
    """What is wrong with the token's times, and whether it has been used.

    ``offset`` is how many seconds the site's clock is ahead of real time; what it alone brings about is said to be its
    doing. Which claims exist is documented, how strictly each is read is chosen.
    """
    yield from _exp(claims, site, now, offset)
    yield from _nbf(claims, site.rules.leeway_seconds, now, offset)
    issued = claims.get("iat")
    if _is_number(issued) and issued > now + site.rules.leeway_seconds:
        facts = {"ahead": duration(issued - now), "issued": timestamp(issued), "now": timestamp(now)}
        facts["moved"] = offset_words(offset)
        is_moved = issued <= now - offset + site.rules.leeway_seconds
        variant = _MOVED if is_moved else _ahead_variant(claims, issued, now)
        yield Finding("issued_in_future", issued, now, variant, facts)
    if reused:
        yield Finding("token_reused", "a token that has opened a session before", "a fresh token for each activation")


def expires_at(claims: dict[str, Any]) -> float | None:
    """``exp`` where it is a number of seconds, else None."""
    exp = claims.get("exp")
    return exp if _is_number(exp) else None


def _exp(claims: dict[str, Any], site: Site, now: float, offset: float) -> Step[None]:
    if "exp" not in claims:
        if site.rules.require_exp:
            yield Finding("exp_missing", None, "exp in epoch seconds")
        return
    exp = claims["exp"]
    if not _is_number(exp):
        variant = "text" if isinstance(exp, str) else None
        yield Finding("exp_not_number", exp, "a number of seconds", variant)
        return
    if exp > MILLISECONDS_FROM:
        yield Finding("exp_in_milliseconds", exp, exp // 1000, facts={"meant": timestamp(exp / 1000)})
        return
    if now >= exp + site.rules.leeway_seconds:
        yield _expired(exp, site, now, offset)
        return
    left = exp - now
    if left > site.session_lifetime_seconds:
        facts = {"left": duration(left), "session": duration(site.session_lifetime_seconds)}
        unremarked = min(LONG_SECONDS, site.session_lifetime_seconds)
        yield Finding("lifetime_beyond_session", left, unremarked, facts=facts)
    elif left > LONG_SECONDS:
        yield Finding("lifetime_long", left, LONG_SECONDS, facts={"left": duration(left)})


def _expired(exp: float, site: Site, now: float, offset: float) -> Finding:
    late = now - exp
    facts = {"late": duration(late), "exp": timestamp(exp), "now": timestamp(now), "moved": offset_words(offset)}
    is_moved = now - offset < exp + site.rules.leeway_seconds
    variant = _MOVED if is_moved else "long-ago" if late > 365 * 86_400 else "clock" if late > LONG_SECONDS else None
    return Finding("token_expired", exp, now, variant, facts)


def _nbf(claims: dict[str, Any], leeway: float, now: float, offset: float) -> Step[None]:
    if "nbf" not in claims:
        return
    nbf = claims["nbf"]
    if not _is_number(nbf):
        yield Finding("nbf_not_number", nbf, "a number of seconds", "text" if isinstance(nbf, str) else None)
    elif now < nbf - leeway:
        facts = {"wait": duration(nbf - now), "nbf": timestamp(nbf), "now": timestamp(now)}
        facts["moved"] = offset_words(offset)
        variant = _MOVED if now - offset >= nbf - leeway else _ahead_variant(claims, nbf, now)
        yield Finding("token_not_yet_valid", nbf, now, variant, facts)


def _ahead_variant(claims: dict[str, Any], time: float, now: float) -> str | None:
    """Why a time may lie ahead: where exp is as it should be, the backend's clock cannot be what is wrong."""
    if time > MILLISECONDS_FROM:
        return "milliseconds"
    exp = claims.get("exp")
    if not _is_number(exp) or not now < exp <= now + LONG_SECONDS:
        return None
    off_by = (time - now) % _HALF_HOUR
    return "zone" if time - now > _NEARLY and min(off_by, _HALF_HOUR - off_by) < _NEARLY else "alone"


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
