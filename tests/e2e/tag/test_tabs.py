"""Two tabs of one visitor."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab


def renewed(site: ControlledSite, since: float) -> bool:
    session = site.session()
    return bool(session["state"] == "active" and session["expiresAt"] > since)


@pytest.fixture
def tabs(device: Device) -> tuple[Tab, Tab]:
    return device.open().signed_in(), device.open().signed_in()


def test_they_share_one_session(tabs: tuple[Tab, Tab], site: ControlledSite) -> None:
    one, other = tabs
    assert one.record() == other.record()
    assert site.session()["state"] == "active"


def test_they_share_one_session_when_they_open_together(device: Device, site: ControlledSite) -> None:
    tabs = [device.open(), device.open()]
    for tab in tabs:
        tab.page.evaluate("window.result = shop.signIn('jane'), true")
    results = [tab.page.evaluate("result") for tab in tabs]
    assert [result["authentication"]["status"] for result in results] == ["authentication-success"] * 2
    assert site.session()["state"] == "active"


def test_logout_in_one_is_seen_in_the_other(tabs: tuple[Tab, Tab], site: ControlledSite) -> None:
    one, other = tabs
    one.sign_out()
    one.stops()
    other.stops()
    assert site.session()["state"] == "closed"


def test_another_visitor_can_sign_in_after_a_logout(tabs: tuple[Tab, Tab], site: ControlledSite) -> None:
    one, other = tabs
    one.sign_out()
    other.stops()
    one.signed_in("john")
    assert [(session["userId"], session["state"]) for session in site.sessions()] == [
        ("john", "active"),
        ("jane", "closed"),
    ]
    assert other.chatbox.count() == 0


def test_they_renew_once_for_both(tabs: tuple[Tab, Tab], site: ControlledSite, shop: Shop) -> None:
    # Twice, so that a second renewal of the first expiry would have been seen.
    for times in (1, 2):
        before = site.session()["expiresAt"]
        site.let_sessions_expire()
        until(partial(renewed, site, before))
        assert shop.asked_for == ["jane"] * (2 + times)
    for tab in tabs:
        tab.is_live()


def test_closing_the_tab_that_renews_leaves_it_to_the_other(
    tabs: tuple[Tab, Tab], site: ControlledSite, shop: Shop
) -> None:
    one, other = tabs
    one.page.close()
    site.let_sessions_expire()
    until(lambda: site.session()["state"] == "active", seconds=15)
    assert shop.asked_for == ["jane"] * 3
    other.is_live()


def test_a_revocation_stops_both_within_10_seconds(tabs: tuple[Tab, Tab], site: ControlledSite) -> None:
    site.revoke(site.session()["id"])
    for tab in tabs:
        tab.stops(seconds=10)


def test_a_revocation_is_learnt_without_the_stream_too(device: Device, site: ControlledSite) -> None:
    device.context.route("**/events?*", lambda route: route.abort())
    tab = device.open().signed_in()
    site.revoke(site.session()["id"])
    tab.stops(seconds=10)


def test_after_a_revocation_activate_needs_no_logout(tabs: tuple[Tab, Tab], site: ControlledSite) -> None:
    one, other = tabs
    revoked = site.session()["id"]
    site.revoke(revoked)
    one.stops()
    other.stops()
    one.signed_in()
    assert [session["id"] for session in site.sessions("active")] != [revoked]
    one.is_live()


def test_two_devices_of_one_user_have_a_session_each(new_device: Callable[[], Device], site: ControlledSite) -> None:
    here, there = new_device().open().signed_in(), new_device().open().signed_in()
    assert len({session["id"] for session in site.sessions("active")}) == 2
    here.sign_out()
    here.stops()
    there.is_live()
    assert len(site.sessions("active")) == 1
