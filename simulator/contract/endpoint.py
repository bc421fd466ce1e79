"""What the answers say, before anybody looks into the tokens.

Each function yields what is wrong and returns the facts that the check tells where nothing is.
"""

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from simulator.contract.ask import is_logged_in
from simulator.contract.client import LOOPBACK
from simulator.contract.observed import Answer, NoAnswer, Observed, Sample
from simulator.contract.plan import Plan
from simulator.contract.token_in import DEFAULT_PATH
from simulator.core.catalogue import shown
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.core.wording import duration

Facts = Mapping[str, object]
_PEOPLE = {"user": "the user", "other": "the other user"}
_UNAUTHORIZED = (401, 403)
_BROKEN = 500
_PRIVATE_NAMES = ("localhost", "internal", "local", "test")
_CLOCK_SECONDS = 5


def transport(plan: Plan) -> Step[Facts]:
    """Whether the way there is encrypted."""
    parts = urlsplit(plan.user.token.url)
    if parts.scheme == "https":
        return {"transport": "The endpoint is asked over https, and its certificate is trusted."}
    host = parts.hostname or ""
    if host in LOOPBACK:
        return {"transport": "Plain http, on this machine alone."}
    if not _is_private(host):
        yield Finding("transport_unencrypted", "http", "https")
    return {"transport": "Plain http, within a private network."}


def _is_private(host: str) -> bool:
    """Whether the host's name or address leads nowhere beyond a private network, as a compose service's does."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.rpartition(".")[2] in _PRIVATE_NAMES


def login(observed: Observed) -> Step[Facts]:
    """Whether each login was answered with success."""
    for who, answer in observed.logins:
        facts = {"who": _PEOPLE[who]}
        if isinstance(answer, NoAnswer):
            variant = "refused" if answer.kind == "refused" else "no-answer"
            yield Finding("login_failed", answer.detail, "an answer", variant, facts)
        elif not is_logged_in(answer):
            yield Finding("login_failed", named(answer.status), "success", None, facts)
    answers = [answer for _, answer in observed.logins if isinstance(answer, Answer)]
    return {"statuses": ", ".join(dict.fromkeys(named(answer.status) for answer in answers))}


def status(plan: Plan, observed: Observed) -> Step[Facts]:
    """Whether each request as a user was answered with success."""
    for sample in observed.samples:
        answer = sample.answer
        if isinstance(answer, NoAnswer):
            yield Finding("no_answer", answer.detail, "an answer", None if answer.kind == "other" else answer.kind)
        elif not answer.is_ok:
            yield _unsuccessful(answer, plan)
    return {"requests": _counted(len(observed.samples), "request")}


def _unsuccessful(answer: Answer, plan: Plan) -> Finding:
    found = named(answer.status)
    facts = {"method": plan.user.token.method, "target": answer.stopped_at or ""}
    sign_in = "sign-in" if plan.signs_in else "no-sign-in"
    variants = {401: sign_in, 403: sign_in, 404: "not-found", 405: "method", 429: "too-many"}
    variant = variants.get(answer.status, "broken" if answer.status >= _BROKEN else None)
    if answer.stopped_at:
        variant = "loop" if answer.followed else "elsewhere"
    return Finding("status_unsuccessful", found, "200", variant, facts)


def token(plan: Plan, observed: Observed) -> Step[Facts]:
    """Whether each successful answer has a token in its place."""
    for sample in served(observed):
        if sample.found.token is None:
            facts = {"seen": sample.found.seen or "nothing", "path": sample.found.path}
            yield Finding("token_absent", sample.found.seen or None, "a token", sample.found.problem, facts)
    is_text = any(body_kind(answer) == "text" for answer in answers_of(observed))
    place = "the whole body" if is_text else f"the member {plan.token_path or DEFAULT_PATH}"
    return {"place": place}


def content_type(observed: Observed) -> Step[Facts]:
    """Whether the content type fits the body."""
    said = ""
    for answer in answers_of(observed):
        kind = body_kind(answer)
        value = answer.header("content-type") or ""
        essence = value.partition(";")[0].strip().lower()
        is_json = essence == "application/json" or essence.endswith("+json")
        fits = is_json if kind == "json" else essence in ("text/plain", "application/jwt", "application/jose")
        said = shown(value)
        if not fits:
            expected = "application/json" if kind == "json" else "text/plain"
            body = "JSON" if kind == "json" else "a bare token"
            yield Finding("content_type_wrong", said or None, expected, None if value else "missing", {"body": body})
    return {"type": said}


def cache_control(observed: Observed) -> Step[Facts]:
    """Whether anything may keep a token."""
    said = ""
    for answer in answers_of(observed):
        value = answer.header("cache-control")
        rules = _directives(value or "")
        said = shown(value or "")
        if "no-store" in rules:
            continue
        if "public" in rules or rules.get("s-maxage", "0") != "0":
            yield Finding("cache_shared", said, "no-store")
        else:
            yield Finding("cache_allowed", said or None, "no-store", None if value else "missing")
    return {"value": said}


def _directives(value: str) -> dict[str, str]:
    pairs = (piece.strip().lower().partition("=") for piece in value.split(","))
    return {name.strip(): text.strip(' "') for name, _, text in pairs if name}


def cross_origin(observed: Observed) -> Step[Facts]:
    """Whether other origins may read an answer."""
    for sample in observed.foreign:
        if isinstance(sample.answer, NoAnswer) or not sample.answer.is_ok:
            continue
        allowed = (sample.answer.header("access-control-allow-origin") or "").strip()
        if allowed not in ("*", sample.origin):
            continue
        with_cookies = (sample.answer.header("access-control-allow-credentials") or "").strip().lower() == "true"
        if with_cookies and allowed != "*":
            yield Finding("cors_anybody", allowed, "no such header", None, {"origin": sample.origin})
        else:
            yield Finding("cors_wide", allowed, "no such header")
    return {}


def signed_out(plan: Plan, sample: Sample, user_id: str | None) -> Step[Facts]:
    """Whether somebody who is not signed in is refused; ``user_id`` is whom the token names that they got."""
    answer = sample.answer
    if isinstance(answer, NoAnswer):
        yield Finding("signed_out_broken", answer.detail, "401 Unauthorized", "no-answer")
        return {}
    found = named(answer.status)
    if sample.found.token is not None:
        kept = f" ({', '.join(plan.sent_signed_out)})" if plan.sent_signed_out else ""
        facts = {"kept": kept, "for_whom": f' for the user "{shown(user_id)}"' if user_id else ""}
        yield Finding("signed_out_served", found, "401 Unauthorized", None if plan.signs_in else "nothing", facts)
    elif answer.is_ok:
        yield Finding("signed_out_unclear", found, "401 Unauthorized")
    elif answer.status >= _BROKEN:
        yield Finding("signed_out_broken", found, "401 Unauthorized")
    elif answer.status not in _UNAUTHORIZED and not answer.stopped_at:
        yield Finding("signed_out_unclear", found, "401 Unauthorized", "other-reason")
    return {"status": found}


def answer_time(plan: Plan, observed: Observed) -> Step[Facts]:
    """Whether an answer took long."""
    slowest = max((answer.seconds for answer in answers_of(observed)), default=0)
    words = duration(slowest)
    if slowest > plan.slow_seconds:
        yield Finding("answer_slow", round(slowest, 3), plan.slow_seconds, None, {"found_words": words})
    return {"slowest": words}


def clock(observed: Observed) -> Step[Facts]:
    """Whether the endpoint's clock and this machine's agree; a Date has whole seconds."""
    apart = [answer.at - date for answer in answers_of(observed) if (date := _date(answer)) is not None]
    if not apart:
        return {"apart": ""}
    worst = max(apart, key=abs)
    if abs(worst) > _CLOCK_SECONDS:
        facts = {"found_words": duration(worst), "side": "behind" if worst > 0 else "ahead of"}
        yield Finding("clock_apart", round(abs(worst)), _CLOCK_SECONDS, None, facts)
    return {"apart": duration(max(1, round(abs(worst))))}


def says_the_time(observed: Observed) -> bool:
    """Whether any answer has a Date."""
    return any(_date(answer) is not None for answer in answers_of(observed))


def _date(answer: Answer) -> float | None:
    try:
        return parsedate_to_datetime(answer.header("date") or "").timestamp()
    except ValueError:
        return None


def served(observed: Observed) -> Iterator[Sample]:
    """The samples that were answered with success."""
    for sample in observed.samples:
        if isinstance(sample.answer, Answer) and sample.answer.is_ok:
            yield sample


def answers_of(observed: Observed) -> Iterator[Answer]:
    """The answers that have a token in them."""
    for sample in served(observed):
        if isinstance(sample.answer, Answer) and sample.found.token is not None:
            yield sample.answer


def body_kind(answer: Answer) -> str:
    """``json`` or ``text``."""
    return "json" if answer.body.lstrip()[:1] in (b"{", b"[", b'"') else "text"


def named(code: int) -> str:
    """A status with its name."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"
