"""The outcome of a contract test."""

from dataclasses import dataclass
from typing import Any, TypedDict

from simulator.contract.tokens import Judged
from simulator.core.verdict import FAILED, WARNING, Check, CheckJson, Outcome, check_json


@dataclass(frozen=True, slots=True)
class Result:
    """A check, what else it saw, and whether a baseline knows all of its warnings."""

    check: Check
    also: tuple[Check, ...] = ()
    is_known: bool = False

    @property
    def is_breach(self) -> bool:
        """Whether it breaks the contract: it failed, or has a warning that no baseline knows."""
        return self.check.outcome == FAILED or (self.check.outcome == WARNING and not self.is_known)


@dataclass(frozen=True, slots=True)
class Report:
    """All checks in their order.

    ``surplus`` are the codes of the baseline that nothing had, ``refused`` is the first token that did not pass its
    verdict.
    """

    results: tuple[Result, ...]
    surplus: tuple[str, ...] = ()
    seconds: float = 0
    refused: Judged | None = None

    @property
    def passed(self) -> bool:
        """Whether the contract is kept."""
        return not any(result.is_breach for result in self.results)

    @property
    def breaches(self) -> tuple[Result, ...]:
        """What broke it."""
        return tuple(result for result in self.results if result.is_breach)


class ResultJson(TypedDict):
    """A check under its public names, shaped as a verdict's; ``inBaseline``: all of its warnings are known."""

    name: str
    outcome: Outcome
    code: str | None
    message: str
    hint: str | None
    found: Any
    expected: Any
    inBaseline: bool
    alsoFound: list[CheckJson]


class ReportJson(TypedDict):
    """A report under its public names."""

    passed: bool
    checks: list[ResultJson]


def report_json(report: Report) -> ReportJson:
    """What ``--json`` prints."""
    return {"passed": report.passed, "checks": [_result_json(result) for result in report.results]}


def _result_json(result: Result) -> ResultJson:
    return {
        **check_json(result.check),
        "inBaseline": result.is_known,
        "alsoFound": [check_json(also) for also in result.also],
    }
