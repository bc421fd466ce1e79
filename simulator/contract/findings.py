"""From what a step finds to what a check says."""

from collections.abc import Iterable, Mapping

from simulator.contract.catalogue import BREACHES
from simulator.contract.report import Result
from simulator.core.catalogue import FAILURE
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, Check, Outcome

_PASSED = {check.name: check.passed for check in BREACHES.checks}


def outcome_of(name: str, step: Step[Mapping[str, object]], baseline: frozenset[str]) -> Result:
    """The check of that name; each code is told once."""
    findings: dict[str, Finding] = {}
    facts = _collected(step, findings)
    if not findings:
        return Result(Check(name, PASSED, _PASSED[name].format_map(facts)))
    return result_of((_check(name, finding) for finding in findings.values()), baseline)


def _collected(step: Step[Mapping[str, object]], findings: dict[str, Finding]) -> Mapping[str, object]:
    """What the step returns; the first finding of each code goes into ``findings``."""
    try:
        while True:
            finding = next(step)
            findings.setdefault(finding.code, finding)
    except StopIteration as end:
        facts: Mapping[str, object] = end.value
        return facts


def skipped(name: str, why: str) -> Result:
    """A check that could not run."""
    return Result(Check(name, SKIPPED, why))


def result_of(checks: Iterable[Check], baseline: frozenset[str]) -> Result:
    """One result: a failure comes before a warning, and what a baseline knows comes last."""
    ordered = sorted(checks, key=lambda check: (check.outcome != FAILED, check.code in baseline))
    known = all(check.outcome == WARNING and check.code in baseline for check in ordered)
    return Result(ordered[0], tuple(ordered[1:]), known)


def _check(name: str, finding: Finding) -> Check:
    mistake = BREACHES[finding.code]
    message, hint = mistake.say(finding)
    outcome: Outcome = FAILED if mistake.severity == FAILURE else WARNING
    return Check(name, outcome, message, finding.code, hint, finding.found, finding.expected)
