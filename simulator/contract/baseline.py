"""A baseline: the codes of warnings that somebody knows of and lives with."""

import difflib
from pathlib import Path

from simulator.contract.catalogue import BREACHES
from simulator.contract.report import Report
from simulator.core.catalogue import WARNING
from simulator.core.verdict import WARNING as WARNED
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.settings import Misconfigured

_MAX_BYTES = 65_536
_HEAD = """\
# Warnings of the contract test that are known and accepted: one code in a line, and behind a # why.
"""


def read_baseline(path: Path) -> frozenset[str]:
    """The codes in the file, one in a line, # before a remark; raises Misconfigured."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_MAX_BYTES).decode("utf-8")
    except OSError as error:
        raise Misconfigured(f"--baseline: {path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise Misconfigured(f"--baseline: {path} is no text in UTF-8.") from None
    lines = enumerate((line.partition("#")[0].strip() for line in text.splitlines()), 1)
    return frozenset(_code(line, f"--baseline: {path}, line {number}") for number, line in lines if line)


def write_baseline(path: Path, report: Report) -> int:
    """Write the codes of the report's warnings; how many there are. Raises Misconfigured."""
    checks = (check for result in report.results for check in (result.check, *result.also))
    codes = dict.fromkeys(check.code for check in checks if check.outcome == WARNED and check.code)
    try:
        path.write_text(_HEAD + "".join(f"{code}\n" for code in codes), "utf-8")
    except OSError as error:
        raise Misconfigured(f"--write-baseline: {path} cannot be written: {error.strerror}.") from None
    return len(codes)


def _code(code: str, place: str) -> str:
    known = {**CATALOGUE.mistakes, **BREACHES.mistakes}
    if code not in known:
        near = difflib.get_close_matches(code, known, n=1)
        advice = f"did you mean {near[0]}?" if near else "docs/contract.md lists them."
        raise Misconfigured(f"{place}: there is no code {code!r}; {advice}")
    if known[code].severity != WARNING:
        raise Misconfigured(f"{place}: {code} is a failure, and a baseline accepts only warnings.")
    return code
