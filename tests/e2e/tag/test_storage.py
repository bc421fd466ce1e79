"""Browsers that let the tag keep nothing, and visitors who haven't allowed it."""

import pytest

from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import PAGES, Shop
from tests.e2e.tag.visit import SUCCESS, Device, Tab


def without(device: Device, *blocked: str) -> Tab:
    for script in blocked:
        device.context.add_init_script(path=PAGES / script)
    return device.open()


@pytest.mark.parametrize("blocked", ["block-local-storage.js", "full-local-storage.js"])
def test_without_local_storage_a_cookie_brings_the_visitor_back(
    blocked: str, device: Device, site: ControlledSite
) -> None:
    tab = without(device, blocked).signed_in()
    tab.page.reload()
    tab.signed_in()
    assert site.session()["state"] == "active"


def test_without_any_storage_the_tag_works_from_memory(device: Device, site: ControlledSite, shop: Shop) -> None:
    tab = without(device, "block-local-storage.js", "block-cookies.js").signed_in()
    tab.says("Good morning")
    site.let_sessions_expire()
    until(lambda: site.session()["state"] == "active")
    assert shop.asked_for == ["jane"] * 2
    tab.sign_out()
    tab.stops()
    assert tab.errors == []


def test_in_a_frame_without_an_origin_too(device: Device, site: ControlledSite) -> None:
    tab = device.blank()
    tab.page.goto(f"{tab.shop.origin}/in-a-sandbox.html")
    frame = tab.page.frames[1]
    assert frame.evaluate("() => { try { return localStorage.length } catch (reason) { return reason.name } }") == (
        "SecurityError"
    )
    assert frame.evaluate("shop.signIn('jane')")["authentication"]["status"] == SUCCESS
    frame.evaluate("shop.signOut()")
    assert site.session()["state"] == "closed"
    assert tab.errors == []


def kept(tab: Tab) -> list[str]:
    names: list[str] = tab.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return names + [str(cookie.get("name")) for cookie in tab.page.context.cookies()]


@pytest.fixture
def asked_first(device: Device, shop: Shop) -> Tab:
    shop.config = {"useExplicitCookiesConsent": True}
    return device.open()


def test_nothing_is_kept_before_consent(asked_first: Tab) -> None:
    asked_first.signed_in()
    assert kept(asked_first) == []
    asked_first.sign_out()
    assert kept(asked_first) == []


def test_consent_keeps_the_visitor(asked_first: Tab, site: ControlledSite) -> None:
    asked_first.signed_in()
    asked_first.page.evaluate("shop.set('visitor:cookiesConsent', true)")
    assert (asked_first.record() or {})["vuid"] == site.session()["visitorId"]
    asked_first.page.reload()
    asked_first.page.evaluate("shop.set('visitor:cookiesConsent', true)")
    asked_first.signed_in()
    assert site.session()["state"] == "active"


@pytest.mark.parametrize("config", [{"useExplicitCookiesConsent": True}, {}])
def test_consent_withdrawn_leaves_nothing_behind(config: dict[str, bool], device: Device, shop: Shop) -> None:
    shop.config = config
    tab = device.open()
    tab.page.evaluate("shop.set('visitor:cookiesConsent', true)")
    tab.signed_in()
    tab.page.evaluate("shop.set('visitor:cookiesConsent', false)")
    assert kept(tab) == []
    tab.is_live()
