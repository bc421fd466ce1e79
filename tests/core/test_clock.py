import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.clock import REAL_TIME, SiteClock, epoch_of, offset_words

SECONDS = st.floats(-1e9, 1e9)


@given(SECONDS)
def test_real_time_is_the_machines(real: float) -> None:
    assert REAL_TIME.now(real) == real


@given(st.lists(SECONDS), SECONDS)
def test_an_advanced_clock_is_ahead_by_the_sum(steps: list[float], real: float) -> None:
    clock = REAL_TIME
    for step in steps:
        clock = clock.advanced(step)
    assert clock.now(real) == pytest.approx(real + sum(steps), abs=1e-3)


@given(SECONDS, SECONDS, SECONDS)
def test_a_frozen_clock_hears_of_no_time_but_what_it_is_advanced(at: float, step: float, real: float) -> None:
    frozen = SiteClock(offset=77).frozen(at)
    assert frozen.now(real) == frozen.now(real + 1) == at
    assert frozen.advanced(step).now(real) == at + step


@pytest.mark.parametrize(
    ("moment", "epoch"),
    [
        ("1970-01-01T00:00:00Z", 0.0),
        ("2000-02-29T23:59:59.25-00:30", 951_870_599.25),
        ("2026-01-31 12:00:00z", 1_769_860_800.0),
    ],
)
def test_a_moment_is_read_as_rfc_3339(moment: str, epoch: float) -> None:
    assert epoch_of(moment) == epoch


@pytest.mark.parametrize("moment", ["", "2026-01-31", "2026-01-31T12:00Z", "2026-13-01T00:00:00Z", "1", "x" * 50])
def test_another_text_is_no_moment(moment: str) -> None:
    assert epoch_of(moment) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert epoch_of(text) is None or isinstance(epoch_of(text), float)


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (0.5, "500 milliseconds ahead of real time"),
        (3600, "1 hour ahead of real time"),
        (-90, "1 minute 30 seconds behind real time"),
    ],
)
def test_a_moved_clock_is_said_to_be_ahead_or_behind(offset: float, said: str) -> None:
    assert offset_words(offset) == said
