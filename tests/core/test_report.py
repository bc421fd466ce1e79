"""A verification under way: which check fails, what is told besides, and how long each took."""

from collections.abc import Iterator

from simulator.core.catalogue import WARNING, Catalogue, CheckName, Mistake, Wording
from simulator.core.refusal import Finding, Refusal
from simulator.core.report import MAX_ALSO_FOUND, Report, Step

FORCED = {"forced": Wording("Forced.", "Wait.")}


def mistake(code: str, check: str, severity: str = "failure") -> Mistake:
    return Mistake(code, check, code, f"{code} {{found}}", "Mend it.", "", severity=severity, variants=FORCED)


TRIP = Catalogue(
    [CheckName("door", "Open."), CheckName("road", "Dry."), CheckName("end", "Near.")],
    [
        mistake("shut", "door"),
        mistake("wet", "road", WARNING),
        mistake("closed", "road"),
        mistake("far", "end"),
    ],
)


def step(*codes: str, refused: str = "", value: str = "read") -> Step[str]:
    """Sees these in turn, then is refused or returns what it read."""
    for code in codes:
        yield Finding(code, code.upper())
    if refused:
        raise Refusal(refused, found=refused.upper())
    return value


def outcomes(report: Report) -> list[tuple[str, str | None]]:
    return [(check.outcome, check.code) for check in report.checks]


def also(report: Report) -> list[str]:
    return [seen.code for seen in report.also_found]


def test_what_no_step_remarks_on_passes() -> None:
    report = Report(TRIP)
    assert [report.run(name, step()) for name in ("door", "road", "end")] == ["read"] * 3
    assert outcomes(report) == [("passed", None)] * 3
    assert [check.message for check in report.checks] == ["Open.", "Dry.", "Near."]
    assert (report.code, report.also_found, report.seconds) == (None, (), {})


def test_a_warning_is_remarked_on_and_goes_on() -> None:
    report = Report(TRIP)
    assert report.run("door", step()) == "read"
    assert report.run("road", step("wet")) == "read"
    report.run("end", step())
    assert outcomes(report) == [("passed", None), ("warning", "wet"), ("passed", None)]
    assert report.checks[1].message == "wet WET"
    assert report.checks[1].found == "WET"
    assert report.code is None


def test_the_first_failure_is_the_code_and_later_ones_are_told_besides() -> None:
    report = Report(TRIP)
    report.run("door", step("shut"))
    report.run("road", step("wet"))
    assert report.run("end", step(refused="far")) is None
    assert outcomes(report) == [("failed", "shut"), ("skipped", None), ("skipped", None)]
    assert report.code == "shut"
    assert also(report) == ["wet", "far"]
    assert report.also_found[1].message == "far FAR"
    assert report.also_found[1].check == "end"


def test_a_failure_goes_before_a_warning_of_the_same_check_in_whatever_order_they_were_seen() -> None:
    for codes in (("wet", "closed"), ("closed", "wet")):
        report = Report(TRIP)
        report.run("road", step(*codes))
        assert report.code == "closed"
        assert also(report) == ["wet"]


def test_what_was_seen_before_a_refusal_is_told_besides() -> None:
    report = Report(TRIP)
    assert report.run("road", step("wet", refused="closed")) is None
    assert report.code == "closed"
    assert also(report) == ["wet"]


def test_what_is_told_besides_stands_in_the_order_of_the_catalogue() -> None:
    report = Report(TRIP)
    report.run("door", step("shut"))
    report.run("end", step("far"))
    report.run("road", step("closed"))
    assert also(report) == ["closed", "far"]


def test_what_is_told_besides_is_bounded_and_counted() -> None:
    report = Report(TRIP)
    report.run("door", step(*["shut"] * (MAX_ALSO_FOUND + 4)))
    assert len(report.also_found) == MAX_ALSO_FOUND
    assert report.also_found[-1].message == "shut SHUT 3 more were seen."
    exact = Report(TRIP)
    exact.run("door", step(*["shut"] * (MAX_ALSO_FOUND + 1)))
    assert {seen.message for seen in exact.also_found} == {"shut SHUT"}


def test_a_forced_mistake_is_found_in_its_own_check_alone() -> None:
    report = Report(TRIP, "closed")
    assert [report.run(name, step()) for name in ("door", "road", "end")] == ["read"] * 3
    assert outcomes(report) == [("passed", None), ("failed", "closed"), ("skipped", None)]
    assert report.checks[1].message == "Forced."
    assert also(report) == []


def test_a_forced_mistake_hides_nothing() -> None:
    report = Report(TRIP, "closed")
    report.run("road", step("wet"))
    assert report.code == "closed"
    assert also(report) == ["wet"]


def test_the_time_of_each_check_is_measured_from_the_end_of_the_one_before() -> None:
    def ticks() -> Iterator[float]:
        yield from (10.0, 10.5, 12.5, 13.0)

    report = Report(TRIP, stopwatch=ticks().__next__)
    for name in ("door", "road", "end"):
        report.run(name, step())
    assert report.seconds == {"door": 0.5, "road": 2.0, "end": 0.5}
