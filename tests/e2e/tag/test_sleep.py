"""A laptop that slept, a connection that was lost: what the tag finds afterwards. A second visitor, awake, shows when
an awake tag has learnt of it."""

from collections.abc import Callable

import pytest

from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.visit import Device, Tab


@pytest.fixture
def sleeper(new_device: Callable[[], Device]) -> Device:
    return new_device()


@pytest.fixture
def witness(new_device: Callable[[], Device]) -> Tab:
    return new_device().open().signed_in("witness")


def asleep(tab: Tab) -> Callable[[], None]:
    """Freezes the page, as a browser does with one in the background; returns how to wake it."""
    browser = tab.page.context.new_cdp_session(tab.page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})

    def wake() -> None:
        browser.send("Page.setWebLifecycleState", {"state": "active"})

    return wake


def offline(tab: Tab) -> Callable[[], None]:
    """Takes the network away; returns how to give it back."""
    tab.page.context.set_offline(True)
    return lambda: tab.page.context.set_offline(False)


AWAY = pytest.mark.parametrize("away", [asleep, offline])


def state_of(site: ControlledSite, user: str) -> str:
    (session,) = [session for session in site.sessions() if session["userId"] == user]
    return str(session["state"])


@AWAY
def test_an_expiry_meanwhile_is_renewed_afterwards(
    sleeper: Device, witness: Tab, site: ControlledSite, away: Callable[[Tab], Callable[[], None]]
) -> None:
    tab = sleeper.open().signed_in("sleeper")
    back = away(tab)
    site.let_sessions_expire()
    until(lambda: state_of(site, "witness") == "active")
    assert state_of(site, "sleeper") == "expired"
    back()
    until(lambda: state_of(site, "sleeper") == "active")
    tab.is_live()
    witness.is_live()


@AWAY
def test_a_revocation_meanwhile_is_seen_afterwards(
    sleeper: Device, witness: Tab, site: ControlledSite, away: Callable[[Tab], Callable[[], None]]
) -> None:
    tab = sleeper.open().signed_in("sleeper")
    back = away(tab)
    for session in site.sessions():
        site.revoke(session["id"])
    witness.stops()
    back()
    tab.stops()
