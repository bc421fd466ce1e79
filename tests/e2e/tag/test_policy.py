"""Pages whose content security policy allows next to nothing."""

import pytest

from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device

POLICIES = {
    "own files and the simulator": "default-src 'none'; script-src 'self' {0}; connect-src 'self' {0}",
    "trusted types": (
        "default-src 'none'; script-src 'self' {0}; connect-src 'self' {0}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "a nonce that spreads": "default-src 'none'; script-src 'nonce-once' 'strict-dynamic'; connect-src 'self' {0}",
}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_the_tag_works_and_violates_nothing(policy: str, device: Device, shop: Shop, site: ControlledSite) -> None:
    shop.headers = {"Content-Security-Policy": policy.format(site.simulator.url)}
    tab = device.open().signed_in()
    tab.says("Good morning")
    assert tab.chatbox.get_by_role("status").is_visible()
    tab.sign_out()
    tab.stops()
    assert tab.page.evaluate("shop.violations") == []
    assert (tab.errors, tab.warnings) == ([], [])


def test_the_chatbox_is_styled_all_the_same(device: Device, shop: Shop, site: ControlledSite) -> None:
    shop.headers = {"Content-Security-Policy": next(iter(POLICIES.values())).format(site.simulator.url)}
    tab = device.open().signed_in()
    assert tab.chatbox.evaluate("host => getComputedStyle(host).position") == "fixed"
