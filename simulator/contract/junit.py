"""A report as JUnit XML: a test suite with one test case for each check."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from simulator.contract.report import Report, Result
from simulator.core.verdict import FAILED, SKIPPED, WARNING, Check

_SUITE = "iadvize-simulator contract"
_CLASS = "iadvize-simulator.contract"
# What XML 1.0 cannot say at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(report: Report) -> str:
    """The XML, in the form that Jenkins, GitLab and pytest share."""
    cases = len(report.results)
    skipped = sum(result.check.outcome == SKIPPED for result in report.results)
    failures = len(report.breaches)
    counts = {"tests": str(cases), "failures": str(failures), "errors": "0"}
    seconds = f"{report.seconds:.3f}"
    root = Element("testsuites", {"name": _SUITE, **counts, "time": seconds})
    suite = SubElement(root, "testsuite", {"name": _SUITE, **counts, "skipped": str(skipped), "time": seconds})
    for result in report.results:
        _case(suite, result)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def _case(suite: Element, result: Result) -> None:
    check = result.check
    # What is measured is the whole exchange; no check has a time of its own.
    case = SubElement(suite, "testcase", {"name": check.name, "classname": _CLASS, "time": "0"})
    if result.is_breach:
        kind = "failure" if check.outcome == FAILED else "warning"
        message = _xml(f"{check.code}: {check.message}")
        failure = SubElement(case, "failure", {"type": f"{kind}.{check.code}", "message": message})
        failure.text = _xml(told(result))
    elif check.outcome == SKIPPED:
        SubElement(case, "skipped", {"message": _xml(check.message)})
    elif check.outcome == WARNING:
        SubElement(case, "system-out").text = _xml(f"In the baseline:\n{told(result)}")


def told(result: Result) -> str:
    """All that a check says, as plain text."""
    return "\n\n".join(_told(check) for check in (result.check, *result.also))


def _told(check: Check) -> str:
    lines = [f"{check.code}: {check.message}"]
    if check.found is not None or check.expected is not None:
        lines += [f"found: {check.found}", f"expected: {check.expected}"]
    if check.hint:
        lines.append(f"help: {check.hint}")
    return "\n".join(lines)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
