"""What matters most, in Firefox."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.firefox_browser import Firefox, FirefoxTab, firefox
from tests.e2e.tag.shop import Shop

SUCCESS = "authentication-success"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    with firefox() as browser:
        yield browser


def is_of_a_closed_stream(error: str) -> bool:
    """Firefox blames the origin for a stream that was closed while it was still connecting; nobody threw anything."""
    return "/events?siteId=" in error and "CORS request did not succeed" in error


@pytest.fixture
def open_tab(browser: Firefox, shop: Shop) -> Iterator[Callable[[], FirefoxTab]]:
    """A maker of tabs on one device; none may leave an error uncaught."""
    device = browser.ask("device")
    tabs: list[FirefoxTab] = []

    def new() -> FirefoxTab:
        tabs.append(FirefoxTab(browser, device, shop.origin))
        return tabs[-1]

    yield new
    uncaught = [error for tab in tabs for error in tab.uncaught() if not is_of_a_closed_stream(error)]
    browser.ask("leave", device=device)
    assert uncaught == []


@pytest.fixture
def tab(open_tab: Callable[[], FirefoxTab]) -> FirefoxTab:
    return open_tab()


def test_activate_and_logout(tab: FirefoxTab, site: ControlledSite) -> None:
    assert tab.sign_in() == SUCCESS
    tab.is_live()
    tab.run("shop.signOut()")
    tab.is_live(live=False)
    assert site.session()["state"] == "closed"
    assert tab.errors() == []


def test_a_refusal_is_explained_in_the_console(tab: FirefoxTab, shop: Shop) -> None:
    shop.backend = lambda user: shop.site.mint(user, mistake="user_id_unprefixed")
    assert tab.sign_in() == NOT_SET_UP
    assert [error for error in tab.errors() if "user_id_unprefixed" in error]
    assert shop.asked_for == ["jane"] * 4


def test_a_reload_and_one_activate_bring_back_the_same_visitor(tab: FirefoxTab, site: ControlledSite) -> None:
    assert tab.sign_in() == SUCCESS
    tab.reload()
    assert tab.sign_in() == SUCCESS
    assert site.session()["state"] == "active"


def test_an_expired_session_is_renewed(tab: FirefoxTab, site: ControlledSite, shop: Shop) -> None:
    assert tab.sign_in() == SUCCESS
    site.let_sessions_expire()
    until(lambda: site.session()["state"] == "active")
    assert shop.asked_for == ["jane"] * 2
    tab.is_live()


def test_two_tabs_share_a_session_and_its_end(open_tab: Callable[[], FirefoxTab], site: ControlledSite) -> None:
    tabs = [open_tab(), open_tab()]
    assert [tab.sign_in() for tab in tabs] == [SUCCESS] * 2
    assert site.session()["state"] == "active"
    tabs[0].run("shop.signOut()")
    tabs[1].is_live(live=False)


def test_a_revocation_stops_the_tag(tab: FirefoxTab, site: ControlledSite) -> None:
    assert tab.sign_in() == SUCCESS
    site.revoke(site.session()["id"])
    tab.is_live(live=False)
    assert tab.sign_in() == SUCCESS


def test_a_broken_connection_has_its_documented_reason(tab: FirefoxTab, site: ControlledSite, shop: Shop) -> None:
    site.arm("connection-reset")
    assert tab.sign_in() == "Failed to fetch authentication with a server error"
    assert shop.asked_for == ["jane"] * 4


def test_a_strict_policy_is_kept(shop: Shop, site: ControlledSite, open_tab: Callable[[], FirefoxTab]) -> None:
    allowed = f"'self' {site.simulator.url}"
    shop.headers = {
        "Content-Security-Policy": f"default-src 'none'; img-src 'self'; script-src {allowed}; connect-src {allowed}",
    }
    tab = open_tab()
    assert tab.sign_in() == SUCCESS
    tab.is_live()
    assert tab.run("shop.violations") == []
