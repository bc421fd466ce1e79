"""Every failure mode, as a page sees it: a documented reason or none, never a hang, and all is well afterwards."""

import pytest

from simulator.core import fault
from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import FAILURE, SUCCESS, Device, Tab

SERVER_ERROR = "Failed to fetch authentication with a server error"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"
ONE_AND_THREE_RETRIES = ["jane"] * 4

BROKEN = [name for name, mode in fault.MODES.items() if mode.replaces_answer]
REFUSED = [name for name, mode in fault.MODES.items() if mode.point == fault.ACTIVATION]
ONE_BY_ONE = {"slow", "session-expired", "session-revoked", "renewal-refused", "visitor-mismatch", "tag-unavailable"}


@pytest.fixture
def tab(device: Device) -> Tab:
    return device.open()


def test_every_mode_is_tested_here() -> None:
    assert {*BROKEN, *REFUSED, *ONE_BY_ONE} == set(fault.MODES)


@pytest.mark.parametrize(
    ("mode", "reason"), [*((mode, SERVER_ERROR) for mode in BROKEN), *((mode, NOT_SET_UP) for mode in REFUSED)]
)
def test_the_page_gets_the_reason_survives_a_flake_and_recovers(
    mode: str, reason: str, tab: Tab, site: ControlledSite, shop: Shop
) -> None:
    site.arm(mode, delayMs=10)
    failed = tab.sign_in()["authentication"]
    assert (failed["status"], failed["reason"]) == (FAILURE, reason)
    assert shop.asked_for == ONE_AND_THREE_RETRIES
    assert site.sessions() == []
    tab.stops()

    site.disarm()
    site.arm(mode, times=2, delayMs=10)
    shop.asked_for.clear()
    tab.signed_in()
    assert len(shop.asked_for) == 3
    tab.sign_out()

    site.arm(mode, delayMs=10)
    site.disarm()
    tab.signed_in()
    assert len(site.sessions("active")) == 1


def test_slow_succeeds_later(tab: Tab, site: ControlledSite, shop: Shop) -> None:
    site.arm("slow", delayMs=1500)
    assert tab.page.evaluate("performance.now()") > 0
    took = tab.page.evaluate(
        "async () => { const from = performance.now(); await shop.signIn('jane'); return performance.now() - from; }"
    )
    assert took > 1500
    assert shop.asked_for == ["jane"]
    tab.is_live()


def test_session_expired_makes_the_tag_renew(tab: Tab, site: ControlledSite, shop: Shop) -> None:
    tab.signed_in()
    site.arm("session-expired", times=1)
    until(lambda: shop.asked_for == ["jane"] * 2 and site.session()["state"] == "active")
    tab.is_live()


def test_session_revoked_stops_the_tag_until_it_is_removed(tab: Tab, site: ControlledSite) -> None:
    tab.signed_in()
    site.arm("session-revoked")
    tab.stops()
    tab.sign_in()
    tab.stops()
    site.disarm()
    tab.signed_in()
    tab.is_live()


def test_renewal_refused_stops_the_tag_after_three_retries(tab: Tab, site: ControlledSite, shop: Shop) -> None:
    tab.signed_in()
    site.arm("renewal-refused")
    site.let_sessions_expire()
    tab.stops()
    assert shop.asked_for == ["jane", *ONE_AND_THREE_RETRIES]
    assert until(lambda: site.session()["state"] == "closed")
    site.disarm()
    tab.signed_in()
    tab.is_live()


def test_renewal_refused_twice_is_survived_by_the_third_try(tab: Tab, site: ControlledSite, shop: Shop) -> None:
    tab.signed_in()
    site.arm("renewal-refused", times=2)
    site.let_sessions_expire()
    until(lambda: site.session()["state"] == "active")
    assert shop.asked_for == ["jane"] * 4
    tab.is_live()


def test_visitor_mismatch_refuses_whoever_comes_with_another_ones_identity(
    device: Device, site: ControlledSite
) -> None:
    device.open().signed_in("jane").page.close()
    site.arm("visitor-mismatch")
    tab = device.open()
    failed = tab.sign_in("john")["authentication"]
    assert (failed["status"], failed["reason"]) == (FAILURE, NOT_SET_UP)
    assert tab.sign_in("jane")["authentication"]["status"] == SUCCESS
    tab.sign_out()
    site.disarm()
    tab.signed_in("john")


def test_tag_unavailable_fires_the_scripts_error_event(device: Device, site: ControlledSite) -> None:
    site.arm("tag-unavailable")
    tab = device.blank()
    tab.page.goto(tab.shop.origin)
    tab.page.wait_for_function("shop.scriptErrors === 1")
    assert tab.page.evaluate("Promise.race([shop.tag, Promise.resolve('not there')])") == "not there"
    site.disarm()
    tab.page.reload()
    tab.signed_in()
