"""Judging what was observed: every check of the contract, on a straight line and without I/O."""

from collections.abc import Callable, Iterator, Mapping

from simulator.contract import endpoint, people, tokens
from simulator.contract.catalogue import BREACHES
from simulator.contract.findings import outcome_of, skipped
from simulator.contract.observed import Answer, Observed
from simulator.contract.plan import Plan
from simulator.contract.report import Report, Result
from simulator.contract.tokens import Judged
from simulator.contract.verdicts import verdict_checks
from simulator.core.report import Step
from simulator.core.verdict import Verdict

Verify = Callable[[str, float], Verdict]
_NO_LOGIN = "No login was asked for."
_NOT_SIGNED_IN = "Not asked: the login failed."
_NO_ANSWER = "Not asked: there was no answer."
_NO_TOKEN = "There was no token to look at."  # noqa: S105 - a sentence
_NOTHING_READ = "No token could be read that far."
_ONE_TOKEN = "One token alone cannot be compared: raise --samples."  # noqa: S105 - a sentence
_NOBODY_ELSE = "Nobody else was signed in: say how with --other-header or --other-login-body."
_NO_DATE = "No answer has a Date."


def judge(plan: Plan, observed: Observed, verify: Verify, baseline: frozenset[str] = frozenset()) -> Report:
    """The report. ``verify`` gives the verdict on a token at an epoch time; ``baseline`` are known codes."""
    judged = tuple(_judged(observed, verify))
    results = (
        *_endpoint(plan, observed, verify, baseline),
        *_tokens(judged, baseline),
        *_people(plan, observed, judged, baseline),
    )
    codes = {check.code for result in results for check in (result.check, *result.also)}
    surplus = tuple(sorted(code for code in baseline if code not in codes))
    order = {check.name: place for place, check in enumerate(BREACHES.checks)}
    refused = next((one for one in judged if not one.verdict.accepted), None)
    ordered = tuple(sorted(results, key=lambda result: order[result.check.name]))
    return Report(ordered, surplus, observed.seconds, refused)


def _judged(observed: Observed, verify: Verify) -> Iterator[Judged]:
    for sample in endpoint.served(observed):
        if sample.found.token is not None and isinstance(sample.answer, Answer):
            verdict = verify(sample.found.token, sample.answer.at)
            yield Judged(sample.who, sample.found.token, verdict, sample.answer.at)


def _endpoint(plan: Plan, observed: Observed, verify: Verify, baseline: frozenset[str]) -> Iterator[Result]:
    def run(name: str, step: Step[Mapping[str, object]], why_not: str | None = None) -> Result:
        return skipped(name, why_not) if why_not else outcome_of(name, step, baseline)

    has_failed = _NOT_SIGNED_IN if not observed.samples else None
    no_success = has_failed or (None if any(endpoint.served(observed)) else "No answer was a success.")
    no_token = has_failed or (None if any(endpoint.answers_of(observed)) else _NO_TOKEN)
    yield run("transport", endpoint.transport(plan))
    yield run("login", endpoint.login(observed), None if observed.logins else _NO_LOGIN)
    yield run("status", endpoint.status(plan, observed), has_failed)
    yield run("token", endpoint.token(plan, observed), no_success)
    yield run("content-type", endpoint.content_type(observed), no_token)
    yield run("cache-control", endpoint.cache_control(observed), no_token)
    yield run("cross-origin", endpoint.cross_origin(observed), no_token)
    yield _signed_out(plan, observed, verify, baseline)
    yield run("answer-time", endpoint.answer_time(plan, observed), no_token)
    no_date = None if endpoint.says_the_time(observed) else _NO_DATE
    yield run("clock", endpoint.clock(observed), no_token or no_date)


def _signed_out(plan: Plan, observed: Observed, verify: Verify, baseline: frozenset[str]) -> Result:
    sample = observed.signed_out
    if sample is None:
        return skipped("signed-out", _NO_ANSWER if observed.samples else _NOT_SIGNED_IN)
    if sample.found.token is None and not any(endpoint.served(observed)):
        return skipped("signed-out", "Whoever is signed in is not served either, so that this says nothing.")
    token, answer = sample.found.token, sample.answer
    user_id = verify(token, answer.at).user_id if token is not None and isinstance(answer, Answer) else None
    return outcome_of("signed-out", endpoint.signed_out(plan, sample, user_id), baseline)


def _tokens(judged: tuple[Judged, ...], baseline: frozenset[str]) -> Iterator[Result]:
    if not judged:
        for name in (check.name for check in BREACHES.checks if check.name in _OF_TOKENS):
            yield skipped(name, _NO_TOKEN)
        return
    yield from verdict_checks(judged, baseline)
    if len(judged) > 1:
        yield outcome_of("fresh-token", tokens.fresh_token(judged), baseline)
    else:
        yield skipped("fresh-token", _ONE_TOKEN)
    dated = tokens.dates(judged)
    if dated:
        yield outcome_of("token-lifetime", tokens.token_lifetime(dated), baseline)
    else:
        yield skipped("token-lifetime", "No token says when it expires, or it has expired.")
    yield outcome_of("token-size", tokens.token_size(judged), baseline)


def _people(plan: Plan, observed: Observed, judged: tuple[Judged, ...], baseline: frozenset[str]) -> Iterator[Result]:
    why_not = _NO_TOKEN if not judged else _NOTHING_READ
    mine = [one for one in judged if one.who == "user" and one.verdict.user_id]
    theirs = [one for one in judged if one.who == "other" and one.verdict.user_id]
    if len(mine) > 1:
        again = observed.signed_in_again
        yield outcome_of("user-id-stable", people.user_id_stable(mine, signed_in_again=again), baseline)
    else:
        yield skipped("user-id-stable", _ONE_TOKEN if mine else why_not)
    if mine:
        yield outcome_of("user-id-opaque", people.user_id_opaque(judged), baseline)
    else:
        yield skipped("user-id-opaque", why_not)
    if mine and theirs:
        yield outcome_of("other-user", people.other_user(judged), baseline)
    else:
        yield skipped("other-user", why_not if plan.other else _NOBODY_ELSE)
    if any(one.verdict.claims for one in judged):
        yield outcome_of("visitor-data", people.visitor_data(judged), baseline)
    else:
        yield skipped("visitor-data", why_not)


_OF_TOKENS = {
    "site",
    "compact-form",
    "jwe-header",
    "decryption",
    "jws-header",
    "signature",
    "claims",
    "lifetime",
    "fresh-token",
    "token-lifetime",
    "token-size",
}
