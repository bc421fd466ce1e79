"""What production would swallow: one warning in the console for each. The page's own clock is moved, nobody waits."""

import pytest
from playwright.sync_api import expect

from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab


@pytest.fixture
def tab(device: Device) -> Tab:
    device.context.clock.install()
    return device.open()


def test_a_page_that_never_activates(tab: Tab) -> None:
    tab.page.clock.fast_forward(11_000)
    assert tab.warned("activate() was not called on this page")


def test_a_page_that_does_is_told_nothing(tab: Tab) -> None:
    tab.signed_in()
    tab.page.clock.fast_forward(11_000)
    assert tab.warnings == []


def test_activate_in_a_loop(tab: Tab, shop: Shop) -> None:
    shop.backend = lambda _: "no token at all"
    for _ in range(4):
        tab.sign_in()
    assert tab.warned("don't call it in a loop")


def test_a_provider_that_returns_a_cached_token(tab: Tab, shop: Shop) -> None:
    token = shop.site.mint("jane")
    shop.backend = lambda _: token
    tab.signed_in()
    tab.sign_out()
    tab.sign_in()
    assert tab.warned("make a fresh one at every call")


def test_activate_without_await(tab: Tab) -> None:
    tab.page.evaluate("shop.tag.then((iAdvize) => { iAdvize.activate(shop.provider('jane')); })")
    expect(tab.chatbox).to_have_count(1)
    tab.page.clock.fast_forward(2_000)
    assert tab.warned("Nobody looked at the result of activate()")


def test_a_provider_that_never_answers(tab: Tab) -> None:
    tab.page.evaluate("shop.tag.then((iAdvize) => { window.result = iAdvize.activate(() => new Promise(() => {})); })")
    tab.page.clock.fast_forward(100)
    tab.page.clock.fast_forward(11_000)
    assert tab.warned("has not answered for 10 s")
    tab.sign_out()
    assert tab.page.evaluate("result")["authentication"]["status"] == "authentication-failure"


def test_the_tag_loaded_twice(tab: Tab) -> None:
    with tab.page.expect_console_message(lambda message: "loaded twice" in message.text):
        tab.page.evaluate(
            """() => {
              const again = document.createElement('script');
              again.src = document.getElementById('tag').src;
              document.head.append(again);
            }"""
        )
    tab.signed_in()
