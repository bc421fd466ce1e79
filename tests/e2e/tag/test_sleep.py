"""A laptop that slept, a connection that was lost: what the tag finds afterwards. A second visitor, awake, shows when
an awake tag has learnt of it."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser

from tests.e2e.tag.another_browser import another
from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab

Away = Callable[[Tab], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def own_browser(browser: Browser) -> Iterator[Browser]:
    """Its processes are nobody else's."""
    with another(browser) as own:
        yield own


@pytest.fixture
def sleeper(own_browser: Browser, shop: Shop) -> Iterator[Tab]:
    with own_browser.new_context() as context:
        yield Device(context, shop).open().signed_in("sleeper")


@pytest.fixture
def witness(device: Device) -> Tab:
    return device.open().signed_in("witness")


@contextmanager
def asleep(tab: Tab) -> Iterator[None]:
    """Stops the page's process: the lifecycle state "frozen" leaves a page running that a browser counts as visible."""
    browser = tab.page.context.browser
    assert browser
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [process["id"] for process in processes if process["type"] == "renderer"]
    assert pages
    for page in pages:
        os.kill(page, signal.SIGSTOP)
    try:
        yield
    finally:
        for page in pages:
            os.kill(page, signal.SIGCONT)


@contextmanager
def offline(tab: Tab) -> Iterator[None]:
    tab.page.context.set_offline(True)
    yield
    tab.page.context.set_offline(False)


AWAY = pytest.mark.parametrize("away", [asleep, offline])


def state_of(site: ControlledSite, user: str) -> str:
    (session,) = [session for session in site.sessions() if session["userId"] == user]
    return str(session["state"])


@AWAY
def test_an_expiry_meanwhile_is_renewed_afterwards(
    sleeper: Tab, witness: Tab, site: ControlledSite, away: Away
) -> None:
    with away(sleeper):
        site.let_sessions_expire()
        until(lambda: state_of(site, "witness") == "active")
        assert state_of(site, "sleeper") == "expired"
    until(lambda: state_of(site, "sleeper") == "active")
    sleeper.is_live()
    witness.is_live()


@AWAY
def test_a_revocation_meanwhile_is_seen_afterwards(
    sleeper: Tab, witness: Tab, site: ControlledSite, away: Away
) -> None:
    with away(sleeper):
        for session in site.sessions():
            site.revoke(session["id"])
        witness.stops()
    sleeper.stops()
    sleeper.signed_in("sleeper")
    assert sleeper.uncaught == []
