"""What becomes of a report: text, JSON, JUnit XML, annotations."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.contract.catalogue import BREACHES
from simulator.contract.github import annotations
from simulator.contract.junit import junit_xml
from simulator.contract.report import Report, Result, report_json
from simulator.contract.text import About, render_report
from simulator.core.explanation import Style
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, Check
from tests import forge
from tests.contract.backend import JANE, Backend
from tests.contract.bad_backends import BAD, Claims
from tests.contract.conftest import Tested

SCHEMA = Path(__file__).parent.parent / "vectors" / "junit-10.xsd"
KNOWN = frozenset({"issuer_missing"})
ABOUT = About("GET http://127.0.0.1/chat-token", "for the site shop", "asked for 3 tokens as one user")


def all_of(*results: Result) -> Report:
    """A report in which every check passed but for these."""
    special = {result.check.name: result for result in results}
    passed = {check.name: Result(Check(check.name, PASSED, "Fine.")) for check in BREACHES.checks}
    return Report(tuple((passed | special).values()), seconds=2.5)


HOSTILE = "\x1b[31mred\x00 <b>&\ud800 \u202e 100%\r\n::error::x, y: z"


def hostile() -> Report:
    failed = Check("token", FAILED, HOSTILE, "token_absent", f"{HOSTILE} (docs/contract.md#token_absent)", HOSTILE, 1)
    return all_of(Result(failed, (failed,)), Result(Check("login", SKIPPED, HOSTILE)))


def valid(xml: str, folder: Path) -> None:
    file = folder / "contract.xml"
    file.write_text(xml, "utf-8")
    done = subprocess.run(["xmllint", "--noout", "--schema", SCHEMA, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["answers null", "encrypts with SHA-1", "says text/html"])
def test_junit_keeps_to_the_common_schema(tested: Tested, tmp_path: Path, name: str) -> None:
    valid(junit_xml(tested(BAD[name][0]())), tmp_path)


def test_junit_keeps_to_the_schema_whatever_an_endpoint_says(tmp_path: Path) -> None:
    valid(junit_xml(hostile()), tmp_path)


def test_the_schema_would_notice(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="testcase"):
        valid(junit_xml(hostile()).replace('classname="', 'klass="'), tmp_path)


def test_junit_has_a_case_for_each_check(tested: Tested) -> None:
    suite = ElementTree.fromstring(junit_xml(tested(BAD["answers null"][0]())))[0]  # noqa: S314 - our own
    assert [case.get("name") for case in suite] == [check.name for check in BREACHES.checks]
    assert (suite.get("tests"), suite.get("failures")) == (str(len(suite)), "1")
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))


def test_a_warning_fails_its_case_unless_it_is_known(tested: Tested) -> None:
    backend = BAD["has no iss"][0]
    open_one = ElementTree.fromstring(junit_xml(tested(backend())))  # noqa: S314 - our own
    assert [failure.get("type") for failure in open_one.iter("failure")] == ["warning.issuer_missing"]
    known = ElementTree.fromstring(junit_xml(tested(backend(), known=KNOWN)))  # noqa: S314 - our own
    assert list(known.iter("failure")) == []
    assert "issuer_missing" in str(next(known.iter("system-out")).text)


def test_json_has_the_checks_in_the_shape_of_a_verdicts(tested: Tested) -> None:
    shown = json.loads(json.dumps(report_json(tested(BAD["encrypts with SHA-1"][0]()))))
    assert shown.keys() == {"passed", "checks"}
    assert shown["passed"] is False
    names = ["name", "outcome", "code", "message", "hint", "found", "expected", "inBaseline", "alsoFound"]
    assert all(list(check) == names for check in shown["checks"])


def test_a_known_warning_passes_and_is_still_told(tested: Tested) -> None:
    report = tested(BAD["has no iss"][0](), known=KNOWN)
    assert report.passed
    check = next(check for check in report_json(report)["checks"] if check["code"] == "issuer_missing")
    assert (check["outcome"], check["inBaseline"]) == ("warning", True)
    assert "issuer_missing (in the baseline)" in render_report(report, ABOUT, Style())


class TwoWarnings(Backend):
    def claims(self, user_id: str) -> dict[str, object]:
        claims = super().claims(user_id)
        del claims["iss"]
        return claims | {"https://iadvize.com/visitorData": {"firstname": "Jane"}}


def test_what_is_known_hides_nothing_else_of_the_same_check(tested: Tested) -> None:
    report = tested(TwoWarnings(), known=KNOWN)
    assert [result.check.code for result in report.breaches] == ["visitor_data_field_unknown"]
    report = tested(TwoWarnings(), known=frozenset({"visitor_data_field_unknown"}))
    assert [result.check.code for result in report.breaches] == ["issuer_missing"]
    assert tested(TwoWarnings(), known=KNOWN | {"visitor_data_field_unknown"}).passed


def test_of_one_check_a_failure_is_told_before_a_warning(tested: Tested) -> None:
    numbered_and_null = Claims(**{forge.USER_ID: lambda user_id: "1042" if user_id == JANE else "null"})
    (breach,) = tested(numbered_and_null).breaches
    assert (breach.check.code, [also.code for also in breach.also]) == ("user_id_placeholder", ["user_id_guessable"])


def test_what_a_baseline_no_longer_needs_is_told(tested: Tested) -> None:
    report = tested(Backend(), known=KNOWN)
    assert report.passed
    assert "No longer needed in the baseline: issuer_missing." in render_report(report, ABOUT, Style())


def test_annotations_name_each_breach_in_one_line(tested: Tested) -> None:
    assert list(annotations(tested(Backend()))) == []
    (error,) = annotations(tested(BAD["encrypts with SHA-1"][0]()))
    assert error.startswith("::error title=jwe-header%3A jwe_alg_unsupported::The outer header's alg is RSA-OAEP")
    (warning,) = annotations(tested(BAD["has no iss"][0]()))
    assert warning.startswith("::warning title=claims%3A issuer_missing::")


def test_nothing_that_an_endpoint_says_is_a_workflow_command() -> None:
    lines = list(annotations(hostile()))
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert all(line.startswith("::error title=token%3A token_absent::") for line in lines)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_report_fits_the_terminal_and_nothing_in_it_drives_it(width: int) -> None:
    text = render_report(hostile(), ABOUT, Style(width))
    assert not set(text) & set("\x1b\x00\u202e\r")
    assert max(map(len, text.splitlines())) <= max(width, 60)


def test_a_report_can_do_without_unicode() -> None:
    report = all_of(Result(Check("token", WARNING, "Hm.", "token_large", "Do.")))
    assert render_report(report, ABOUT, Style(unicode=False)).isascii()


def test_a_report_ends_with_what_broke_it(tested: Tested) -> None:
    text = render_report(tested(BAD["shares a profile"][0]()), ABOUT, Style())
    assert text.endswith("1 warning, 1 skipped\n    visitor_data_shared (other-user)")
