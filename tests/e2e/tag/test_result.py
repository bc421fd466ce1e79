"""What the page gets of an activation, and what stands in its console."""

import re

import pytest

from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab

BAD_OPTION = "A valid authentication option must be provided"
ONGOING = "An activation is already ongoing"
TWICE = "Can't activate twice, please logout first"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"

PROVIDERS = {
    "no function": "undefined",
    "nothing": "(() => {})",
    "a token alone": "(() => 'token')",
    "no option": "(() => ({}))",
    "no type": "(() => ({ authenticationOption: { token: 't' } }))",
    "unknown type": "(() => ({ authenticationOption: { type: 'SIMPLE', token: 't' } }))",
    "no token": "(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION' } }))",
    "empty token": "(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: '' } }))",
    "a function": "(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: () => 't' } }))",
    "throws": "(() => { throw new Error('no backend') })",
    "rejects": "(async () => { throw new Error('no backend') })",
}


@pytest.fixture
def tab(device: Device) -> Tab:
    return device.open()


def test_a_success_is_exactly_the_documented_object(tab: Tab, shop: Shop) -> None:
    token = shop.site.mint("jane")
    shop.backend = lambda _: token
    assert tab.sign_in() == {
        "authentication": {
            "option": {"type": "SECURED_AUTHENTICATION", "token": token},
            "status": "authentication-success",
        }
    }
    assert (tab.errors, tab.warnings) == ([], [])


def test_a_refusal_is_exactly_the_documented_object_and_explained_in_the_console(tab: Tab, shop: Shop) -> None:
    shop.backend = lambda user: shop.site.mint(user, mistake="user_id_unprefixed")
    result = tab.sign_in()
    option = result["authentication"]["option"]
    assert result == {"authentication": {"option": option, "status": "authentication-failure", "reason": NOT_SET_UP}}
    assert set(option) == {"type", "token"}
    (explanation,) = tab.complained("user_id_unprefixed")
    assert "hint: " in explanation
    assert [error for error in tab.errors if "401" not in error] == [explanation]
    assert shop.asked_for == ["jane"] * 4


def test_a_bad_option_is_answered_at_once_and_asks_no_server(tab: Tab, site: ControlledSite) -> None:
    for case, provider in PROVIDERS.items():
        tab.errors.clear()
        result = tab.page.evaluate(f"shop.tag.then((iAdvize) => iAdvize.activate({provider})).then(structuredClone)")
        assert set(result["authentication"]) == {"option", "status", "reason"}, case
        assert result["authentication"]["status"] == "authentication-failure", case
        assert result["authentication"]["reason"] == BAD_OPTION, case
        assert tab.complained("[iadvize-simulator]"), case
    assert site.attempts() == []


def test_a_second_activation_meanwhile_is_refused(tab: Tab) -> None:
    first, second = tab.page.evaluate("Promise.all([shop.signIn('jane'), shop.signIn('jane')])")
    assert first["authentication"]["status"] == "authentication-success"
    assert second == {"authentication": {"option": None, "status": "authentication-failure", "reason": ONGOING}}


def test_a_second_activation_afterwards_is_refused(tab: Tab, site: ControlledSite) -> None:
    again = tab.signed_in().sign_in()
    assert again == {"authentication": {"option": None, "status": "authentication-failure", "reason": TWICE}}
    assert site.session()["state"] == "active"


def test_the_callback_gets_the_same_result(tab: Tab) -> None:
    awaited, called_back = tab.page.evaluate(
        """async () => {
          const iAdvize = await shop.tag;
          let calledBack;
          const awaited = await iAdvize.activate(shop.provider('jane'), (result) => (calledBack = result));
          return [awaited, structuredClone(calledBack)];
        }"""
    )
    assert awaited == called_back


def test_a_logout_during_an_activation_leaves_no_session(tab: Tab, site: ControlledSite) -> None:
    site.arm("slow", times=1, delayMs=300)
    with tab.page.expect_request("**/tag/activations"):
        tab.page.evaluate("window.result = shop.signIn('jane'), true")
    tab.sign_out()
    assert tab.page.evaluate("result")["authentication"]["status"] == "authentication-failure"
    tab.stops()
    assert site.sessions("active") == []
    tab.signed_in()


def test_an_opaque_site_explains_nothing(tab: Tab, shop: Shop, site: ControlledSite) -> None:
    site.call("PUT", body={"verdicts": "opaque"})
    shop.backend = lambda user: site.mint(user, mistake="token_expired")
    assert tab.sign_in()["authentication"]["reason"] == NOT_SET_UP
    assert not re.search("token_expired", str(tab.errors + tab.warnings))


def test_what_the_page_pushes_runs_in_order_whatever_throws(tab: Tab) -> None:
    order = tab.page.evaluate(
        """async () => {
          const order = [];
          iAdvizeInterface.push(() => { order.push(1); throw new Error('of the page'); });
          iAdvizeInterface.push(() => { order.push(2); iAdvizeInterface.push(() => order.push(4)); order.push(3); });
          await shop.tag;
          return order;
        }"""
    )
    assert order == [1, 2, 3, 4]
    assert tab.complained("of the page")


def test_the_web_sdk_answers_what_is_documented(tab: Tab) -> None:
    seen = tab.page.evaluate(
        """async () => {
          const iAdvize = await shop.tag;
          const heard = [];
          const listener = (value) => heard.push(value);
          iAdvize.on('visitor:GDPRConsentChange', listener);
          iAdvize.set('visitor:GDPRConsent', true);
          iAdvize.set('visitor:GDPRConsent', true);
          iAdvize.set('visitor:GDPRConsent', false);
          iAdvize.off('visitor:GDPRConsentChange', listener);
          iAdvize.off('visitor:GDPRConsentChange', () => {});
          iAdvize.set('visitor:GDPRConsent', null);
          iAdvize.navigate(location.href);
          iAdvize.recordTransaction({ id: '1', amount: 10 });
          iAdvize.help();
          return { heard, consent: iAdvize.get('visitor:GDPRConsent'), version: iAdvize.get('tag:version'),
                   conversation: iAdvize.get('conversation:id'), cookies: iAdvize.get('visitor:cookiesConsent') };
        }"""
    )
    assert seen == {
        "heard": [True, False],
        "consent": None,
        "version": "LIGHT",
        "conversation": None,
        "cookies": None,
    }
    assert (tab.errors, tab.warnings) == ([], [])
