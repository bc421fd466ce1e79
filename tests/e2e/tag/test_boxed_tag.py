"""The tag in the iframe of a boxed tag, which talks to it in messages and loads it from its production address."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from tests.e2e.server import Simulator
from tests.e2e.tag.another_browser import another
from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab

SECURED = "SECURED_AUTHENTICATION"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"


@pytest.fixture(scope="module")
def browser(browser: Browser, simulator: Simulator) -> Iterator[Browser]:
    """A second one, to which production's address is the simulator's, as a line in a hosts file would have it."""
    with another(browser, f"--host-resolver-rules=MAP ha.iadvize.com 127.0.0.1:{simulator.port}") as second:
        yield second


class Boxed:
    """A page with a boxed tag in it."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = tab.page
        self.page.goto(f"{tab.shop.origin}/boxed.html")
        self.box: FrameLocator = self.page.frame_locator("#box")

    def heard(self, method: str, **told: Any) -> dict[str, Any]:
        """The newest message of the box about a method, once there is one."""
        found = "([method, told]) => boxed.newest(method, told)"
        self.page.wait_for_function(found, arg=[method, told])
        message: dict[str, Any] = self.page.evaluate(found, [method, told])
        return message

    def call(self, method: str, *args: object) -> None:
        self.page.evaluate("([method, args]) => boxed.call(method, ...args)", [method, list(args)])

    def set(self, name: str, *, value: bool) -> None:
        self.call("set", name, value)
        self.heard("set")

    def activate(self, option_type: str = SECURED) -> dict[str, Any]:
        self.page.evaluate("boxed.heard = boxed.heard.filter((one) => one.method !== 'activate')")
        self.page.evaluate("(type) => boxed.activate(type)", option_type)
        result: dict[str, Any] = self.heard("activate")["activation"]["authentication"]
        return result

    def activated(self) -> "Boxed":
        assert self.activate()["status"] == "authentication-success"
        return self

    def size(self) -> dict[str, float]:
        return self.page.evaluate("(({ width, height }) => ({ width, height }))(box.getBoundingClientRect())") or {}


@pytest.fixture
def boxed(device: Device) -> Boxed:
    return Boxed(device.blank())


def test_activate_succeeds_with_the_hosts_token(boxed: Boxed, site: ControlledSite) -> None:
    result = boxed.activate()
    assert (set(result), result["status"]) == ({"option", "status"}, "authentication-success")
    assert site.session()["userId"] == "jane"
    assert boxed.tab.errors == []


def test_a_refusal_asks_the_host_for_a_token_four_times(boxed: Boxed, shop: Shop) -> None:
    shop.backend = lambda user: shop.site.mint(user, mistake="signature_mismatch")
    result = boxed.activate()
    assert (result["status"], result["reason"]) == ("authentication-failure", NOT_SET_UP)
    assert shop.asked_for == ["jane"] * 4


@pytest.mark.parametrize("option_type", ["ANONYMOUS", "ANONYMOUS_AUTHENTICATION"])
def test_anonymous_comes_with_a_token_of_null(option_type: str, boxed: Boxed, shop: Shop, site: ControlledSite) -> None:
    assert boxed.activate(option_type) == {
        "option": {"type": option_type, "token": None},
        "status": "authentication-success",
    }
    assert (site.session()["userId"], shop.asked_for) == (None, [])


def test_what_the_host_calls_before_the_box_has_loaded_is_not_lost(device: Device, site: ControlledSite) -> None:
    tab = device.blank()
    tab.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => window.boxed && boxed.activate('SECURED_AUTHENTICATION'))"
    )
    assert Boxed(tab).heard("activate")["activation"]["authentication"]["status"] == "authentication-success"
    assert site.session()["state"] == "active"


def test_calls_in_one_breath_with_activate_do_not_use_up_the_token(boxed: Boxed) -> None:
    boxed.set("visitor:GDPRConsent", value=True)  # The tag is there: what follows is called as it arrives.
    # The box takes whatever message comes next for the host's token, and these come before it.
    boxed.page.evaluate(
        """boxed.activate('SECURED_AUTHENTICATION');
        boxed.call('navigate', location.href);
        boxed.call('on', 'conversation:idChange');"""
    )
    assert boxed.heard("activate")["activation"]["authentication"]["status"] == "authentication-success"


def test_logout_ends_the_session_and_answers(boxed: Boxed, site: ControlledSite) -> None:
    boxed.activated().page.evaluate("iAdvizeBoxedInterface.push({ method: 'logout' })")
    boxed.heard("logout")
    assert site.session()["state"] == "closed"
    boxed.activated()


def test_an_expired_session_is_renewed_with_another_token_of_the_host(
    boxed: Boxed, site: ControlledSite, shop: Shop
) -> None:
    boxed.activated()
    site.let_sessions_expire()
    boxed.page.wait_for_function("boxed.heard.filter((one) => one.method === 'get-activate-auth-token').length === 2")
    until(lambda: site.session()["state"] == "active")
    assert shop.asked_for == ["jane"] * 2


def test_get_and_set_answer(boxed: Boxed) -> None:
    boxed.set("visitor:GDPRConsent", value=True)
    boxed.call("get", "visitor:GDPRConsent")
    assert boxed.heard("get")["value"] is True
    boxed.activated().call("get", "tag:version")
    assert boxed.heard("get", args=["tag:version"])["value"] == "FULL"


def test_on_tells_the_host_and_off_is_harmless(boxed: Boxed) -> None:
    event = "visitor:cookiesConsentChange"
    boxed.call("off", event)
    boxed.call("on", event)
    boxed.set("visitor:cookiesConsent", value=True)
    assert boxed.heard("on", args=[event])["value"] is True
    boxed.call("off", event)
    boxed.activated()


def test_navigate_carries_the_conversation_of_a_link(
    new_device: Callable[[], Device], boxed: Boxed, site: ControlledSite
) -> None:
    elsewhere = new_device().open(origin="http://shop.localhost:" + str(boxed.tab.shop.port)).welcome()
    elsewhere.says("Good morning")
    (conversation,) = site.conversations()
    boxed.call("navigate", f"{boxed.tab.shop.origin}/help?idzconvid={conversation['id']}")
    boxed.activate("ANONYMOUS")
    boxed.call("get", "conversation:id")
    assert boxed.heard("get")["value"] == conversation["id"]


def test_a_method_that_nobody_has_stops_nothing(boxed: Boxed) -> None:
    boxed.call("dance")
    boxed.activated()


def test_the_frame_is_as_large_as_the_chatbox(boxed: Boxed) -> None:
    window = boxed.page.viewport_size
    assert window
    launcher = boxed.activated().box.locator("button.launcher")
    expect(launcher).to_be_in_viewport(ratio=1)
    closed = boxed.size()
    assert closed["width"] < 200
    launcher.click()
    expect(boxed.box.get_by_role("textbox")).to_be_in_viewport(ratio=1)
    opened = boxed.size()
    assert closed["height"] < opened["height"] <= window["height"]
    boxed.page.evaluate("iAdvizeBoxedInterface.push({ method: 'logout' })")
    boxed.heard("logout")
    expect(launcher).to_have_count(0)
    boxed.page.wait_for_function("box.style.width === '100vw'")
