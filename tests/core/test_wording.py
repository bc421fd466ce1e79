"""Times, durations and types, as people say them."""

import time
from collections.abc import Iterator

import pytest

from simulator.core.wording import duration, nearest, plain_types, timestamp

HOUR, DAY, YEAR = 3600, 86_400, 31_557_600


@pytest.fixture
def far_from_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (0.25, "250 milliseconds"),
        (0.999, "999 milliseconds"),
        (1, "1 second"),
        (59.4, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (-61, "1 minute 1 second"),
        (1799, "29 minutes 59 seconds"),
        (1801, "30 minutes"),
        (7199, "2 hours"),
        (HOUR + 60, "1 hour 1 minute"),
        (DAY - 1, "1 day"),
        (DAY + HOUR + 59, "1 day 1 hour"),
        (2 * DAY + 10 * HOUR + 40 * 60, "2 days 11 hours"),
        (2 * YEAR - HOUR, "730 days 11 hours"),
        (2 * YEAR, "2 years"),
        (2.6 * YEAR, "3 years"),
        (5000 * YEAR, "5,000 years"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("epoch", "written"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_760_000_000.75, "2025-10-09T08:53:20Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
        (253_402_300_800, "2.53402e+11"),
        (-1, "-1"),
        (1.7e308, "1.7e+308"),
    ],
)
@pytest.mark.usefixtures("far_from_greenwich")
def test_a_time_is_written_in_utc_wherever_the_machine_is(epoch: float, written: str) -> None:
    assert timestamp(epoch) == written


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("Expected `float`, got `str`", "expected a number, got a text"),
        ("Expected `int`, got `bool`", "expected a whole number, got true or false"),
        ("Expected `object | null`", "expected `object | null`"),
        ("Expected `array`, got `object`", "expected a list, got an object"),
        (f"Invalid enum value '{'x' * 41}'", f"invalid enum value '{'x' * 40}…'"),
        (f"Invalid enum value '{'x' * 40}'", f"invalid enum value '{'x' * 40}'"),
        ("", ""),
    ],
)
def test_a_validator_s_types_are_said_in_words(problem: str, said: str) -> None:
    assert plain_types(problem) == said


def test_a_misspelt_name_is_told_what_was_meant_or_else_what_there_is() -> None:
    assert nearest("srever-error", ["timeout", "server-error"]) == 'did you mean "server-error"?'
    assert nearest("rain", iter(["timeout", "server-error"])) == "known: timeout, server-error."
