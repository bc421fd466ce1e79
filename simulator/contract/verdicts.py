"""The eight checks of a verdict over several tokens: each says the worst that any token had."""

from collections.abc import Iterator, Sequence

from simulator.contract.findings import result_of, skipped
from simulator.contract.report import Result
from simulator.contract.tokens import Judged
from simulator.core.catalogue import FAILURE
from simulator.core.verdict import FAILED, PASSED, WARNING, Check, Outcome
from simulator.providers.iadvize.catalogue import CATALOGUE

_NOT_REACHED = "Not reached: an earlier check failed."


def verdict_checks(tokens: Sequence[Judged], baseline: frozenset[str]) -> Iterator[Result]:
    """One result for each check of a verdict."""
    for name in (check.name for check in CATALOGUE.checks):
        findings = _findings(name, tokens)
        if findings:
            yield result_of(findings, baseline)
        elif any(_outcome(name, judged) == PASSED for judged in tokens):
            yield Result(CATALOGUE.passed[name])
        else:
            yield skipped(name, _NOT_REACHED)


def _outcome(name: str, judged: Judged) -> Outcome:
    return next(check.outcome for check in judged.verdict.checks if check.name == name)


def _findings(name: str, tokens: Sequence[Judged]) -> list[Check]:
    """Each code once, in the words that the first token got, with how many had it where not all did."""
    first: dict[str, Check] = {}
    counts: dict[str, int] = {}
    for judged in tokens:
        codes: set[str] = set()
        for check in _seen(name, judged):
            first.setdefault(str(check.code), check)
            codes.add(str(check.code))
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    return [_counted(check, counts[code], len(tokens)) for code, check in first.items()]


def _seen(name: str, judged: Judged) -> Iterator[Check]:
    yield from (check for check in judged.verdict.checks if check.name == name and check.code)
    for also in judged.verdict.also_found:
        if also.check == name:
            outcome: Outcome = FAILED if CATALOGUE[also.code].severity == FAILURE else WARNING
            yield Check(name, outcome, also.message, also.code, also.hint)


def _counted(check: Check, count: int, total: int) -> Check:
    if count == total:
        return check
    message = f"{check.message} (In {count} of {total} tokens.)"
    return Check(check.name, check.outcome, message, check.code, check.hint, check.found, check.expected)
