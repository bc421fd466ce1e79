"""A report as annotations of a GitHub Actions run: workflow commands, one in a line."""

from collections.abc import Iterator

from simulator.contract.report import Report
from simulator.core.verdict import FAILED

_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_TEXT, **str.maketrans({":": "%3A", ",": "%2C"})}


def annotations(report: Report) -> Iterator[str]:
    """An error for each failure, a warning for each warning that no baseline knows."""
    for result in report.breaches:
        for check in (result.check, *result.also):
            level = "error" if check.outcome == FAILED else "warning"
            title = f"{check.name}: {check.code}".translate(_IN_PROPERTY)
            text = f"{check.message}\n{check.hint}" if check.hint else check.message
            yield f"::{level} title={title}::{text.translate(_IN_TEXT)}"
