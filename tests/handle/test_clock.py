"""A site's clock as Python code moves it."""

from datetime import UTC, datetime, timedelta

import pytest

import simulator


def test_an_hour_and_a_minute_later_the_session_has_expired(site: simulator.IAdvizeSite) -> None:
    site.activate(site.mint())
    site.clock.advance(minutes=61)
    assert [session["state"] for session in site.sessions()] == ["expired"]


def test_a_token_expires_by_it_too(site: simulator.IAdvizeSite) -> None:
    token = site.mint(lifetime_seconds=60)
    site.clock.advance(seconds=61)
    site.assert_rejected(token, "token_expired")
    site.clock.advance(seconds=-10)
    site.assert_accepted(token)


def test_all_arguments_of_a_timedelta_count(site: simulator.IAdvizeSite) -> None:
    site.clock.freeze(0)
    site.clock.advance(weeks=1, days=1, hours=1, minutes=1, seconds=1, milliseconds=500, microseconds=250_000)
    site.clock.advance(timedelta(days=1))
    assert site.clock.timestamp == 9 * 86_400 + 3661.75


def test_frozen_it_stands_and_can_still_be_moved(site: simulator.IAdvizeSite) -> None:
    at = datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)
    site.clock.freeze(at)
    assert (site.clock.now, site.clock.now, site.clock.is_frozen) == (at, at, True)
    site.clock.advance(minutes=1)
    assert site.clock.now == at + timedelta(minutes=1)


@pytest.mark.parametrize("at", [1774745970, 1774745970.0, "2026-03-29T01:59:30+01:00"])
def test_a_moment_can_be_given_in_other_ways(site: simulator.IAdvizeSite, at: float | str) -> None:
    site.clock.freeze(at)
    assert site.clock.timestamp == 1774745970


def test_it_can_be_frozen_where_it_stands(site: simulator.IAdvizeSite) -> None:
    site.clock.advance(days=2)
    site.clock.freeze()
    first = site.clock.now
    assert site.clock.now == first
    assert timedelta(days=1) < first - datetime.now(UTC) < timedelta(days=3)


def test_a_reset_brings_back_real_time(site: simulator.IAdvizeSite) -> None:
    site.clock.freeze(0)
    site.clock.reset()
    assert not site.clock.is_frozen
    assert abs(site.clock.now - datetime.now(UTC)) < timedelta(minutes=1)


def test_no_other_site_notices(server: simulator.Server, site: simulator.IAdvizeSite) -> None:
    site.clock.freeze(0)
    with server.site() as other:
        assert not other.clock.is_frozen


def test_a_bare_number_does_not_say_what_it_counts(site: simulator.IAdvizeSite) -> None:
    with pytest.raises(TypeError, match=r"write advance\(seconds=61\)"):
        site.clock.advance(61)  # type: ignore[arg-type]  # what somebody without a type checker writes


def test_a_moment_without_a_time_zone_does_not_say_when(site: simulator.IAdvizeSite) -> None:
    with pytest.raises(ValueError, match="tzinfo=UTC"):
        site.clock.freeze(datetime(2026, 3, 29))  # noqa: DTZ001 - the mistake


def test_a_moment_that_no_calendar_has_is_refused(site: simulator.IAdvizeSite) -> None:
    with pytest.raises(simulator.SimulatorError) as caught:
        site.clock.freeze("yesterday")
    assert caught.value.field == "frozenAt"
