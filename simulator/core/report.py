"""A verification under way: runs the steps in order and keeps what each of them saw."""

from collections.abc import Callable, Generator
from typing import TypeVar

from msgspec.structs import replace

from simulator.core.catalogue import FAILURE, Catalogue
from simulator.core.refusal import Finding, Refusal
from simulator.core.verdict import FAILED, WARNING, AlsoFound, Check, Outcome

Value = TypeVar("Value")
MAX_ALSO_FOUND = 20  # a hostile token can be wrong in thousands of places
Step = Generator[Finding, None, Value]


class Report:
    """Collects the outcome of each check of one catalogue.

    A step yields what is wrong and returns what it read; raising Refusal says that there is nothing to return.
    Steps after a failure may still run where they have something to read: what they see is ``also_found``. ``forced``
    is the code of a mistake that is found in any case, for a failure mode. ``stopwatch`` reads seconds of real time.
    """

    def __init__(
        self, catalogue: Catalogue, forced: str | None = None, stopwatch: Callable[[], float] | None = None
    ) -> None:
        self._catalogue = catalogue
        self._forced = catalogue[forced] if forced else None
        self._stopwatch = stopwatch
        self._lap = stopwatch() if stopwatch else 0.0
        self.seconds: dict[str, float] = {}
        self._checks: list[Check] = []
        self._also: list[Finding] = []
        self.code: str | None = None

    def run(self, name: str, step: Step[Value]) -> Value | None:
        """What the step read, or None where it read nothing."""
        findings: list[Finding] | None = None
        value: Value | None = None
        try:
            findings = [next(step)]
            while True:
                findings.append(next(step))
        except StopIteration as end:
            value = end.value
        except Refusal as refusal:
            findings = [*(findings or ()), refusal.finding]
        if self._forced and self._forced.check == name:
            findings = [*(findings or ()), Finding(self._forced.code, variant="forced")]
        if findings:
            self._record(name, findings)
        elif self.code is None:
            self._checks.append(self._catalogue.passed[name])
        if self._stopwatch:
            before, self._lap = self._lap, self._stopwatch()
            self.seconds[name] = self._lap - before
        return value

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every check in its order: passed, warned or failed up to the first failure, skipped after it."""
        checks = (*self._checks, *self._catalogue.skipped[len(self._checks) :])
        return self._catalogue.all_passed if checks == self._catalogue.all_passed else checks

    @property
    def also_found(self) -> tuple[AlsoFound, ...]:
        """All findings that are not the code of their check, in the order in which they are looked for."""
        if not self._also:
            return ()
        found = sorted(self._also, key=lambda finding: self._catalogue.order[finding.code])
        also = [self._also_found(finding) for finding in found[:MAX_ALSO_FOUND]]
        if len(found) > MAX_ALSO_FOUND:
            last = also[-1]
            also[-1] = replace(last, message=f"{last.message} {len(found) - MAX_ALSO_FOUND} more were seen.")
        return tuple(also)

    def _record(self, name: str, findings: list[Finding]) -> None:
        if len(findings) > 1:
            findings.sort(key=lambda finding: self._catalogue.order[finding.code])
        if self.code is None:
            failures = [finding for finding in findings if self._fails(finding)]
            first = (failures or findings)[0]
            self._checks.append(self._check(name, first))
            self.code = first.code if failures else None
            findings.remove(first)
        self._also.extend(findings)

    def _also_found(self, finding: Finding) -> AlsoFound:
        mistake = self._catalogue[finding.code]
        message, hint = mistake.say(finding)
        return AlsoFound(mistake.check, finding.code, message, hint)

    def _fails(self, finding: Finding) -> bool:
        return self._catalogue[finding.code].severity == FAILURE

    def _check(self, name: str, finding: Finding) -> Check:
        message, hint = self._catalogue[finding.code].say(finding)
        outcome: Outcome = FAILED if self._fails(finding) else WARNING
        return Check(name, outcome, message, finding.code, hint, finding.found, finding.expected)
