"""Pages that hedge their scripts in, or change under them: what embeds, watches, wraps and rebuilds."""

from pathlib import Path

import pytest

from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import Device, Tab

SERVER_ERROR = "Failed to fetch authentication with a server error"
AGAIN = """(attributes) => {
  const again = Object.assign(document.createElement('script'), attributes);
  again.src = document.getElementById('tag').src;
  return new Promise((resolve) => {
    again.onload = () => resolve('loaded');
    again.onerror = () => resolve('refused');
    document.head.append(again);
  });
}"""


def test_a_page_that_embeds_nothing_without_leave(device: Device, shop: Shop) -> None:
    shop.headers = {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    tab = device.blank()
    tab.page.goto(tab.shop.origin)
    assert tab.page.evaluate("crossOriginIsolated")
    assert tab.page.evaluate("shop.scriptErrors") == 0
    tab.signed_in()
    tab.is_live()
    assert (tab.errors, tab.warnings) == ([], [])


def test_a_script_with_crossorigin_loads(device: Device) -> None:
    assert device.open().page.evaluate(AGAIN, {"crossOrigin": "anonymous"}) == "loaded"


def test_a_script_that_is_a_module_says_that_it_must_not_be_one(device: Device) -> None:
    tab = device.open()
    tab.page.evaluate(AGAIN, {"type": "module"})
    assert tab.complained('without type="module"')
    tab.signed_in()


def test_a_page_whose_tracing_adds_a_header_to_every_request(device: Device) -> None:
    tab = device.open()
    tab.page.evaluate(
        """() => {
          const asBefore = window.fetch;
          window.fetch = (url, options = {}) =>
            asBefore(url, { ...options, headers: { ...options.headers, traceparent: '00-1-1-01', 'x-rum': '1' } });
        }"""
    )
    tab.signed_in()
    tab.says("Good morning")
    tab.sign_out()
    assert (tab.errors, tab.warnings) == ([], [])


def test_a_policy_that_forgot_the_simulator_is_named_with_its_address(
    device: Device, shop: Shop, site: ControlledSite
) -> None:
    url = site.simulator.url
    shop.headers = {"Content-Security-Policy": f"default-src 'none'; script-src 'self' {url}; connect-src 'self'"}
    tab = device.open()
    assert tab.sign_in()["authentication"]["reason"] == SERVER_ERROR
    (told,) = tab.warned("connect-src")
    assert f"running at {url}/" in told


def test_a_page_from_a_file(device: Device, shop: Shop, site: ControlledSite, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(shop.page("page.html").replace("/shop.js", "shop.js"))
    (tmp_path / "shop.js").write_text(shop.page("shop.js").replace("`/token", f"`{shop.origin}/token"))
    tab = device.blank()
    tab.page.goto((tmp_path / "page.html").as_uri())
    tab.signed_in()
    tab.page.reload()
    tab.signed_in()
    assert site.session()["state"] == "active"


def test_a_body_that_is_rendered_anew_keeps_the_chatbox(device: Device) -> None:
    tab = device.open().signed_in()
    tab.page.evaluate("document.body = document.createElement('body')")
    tab.is_live()
    tab.says("Good morning")


def test_an_element_that_is_called_host_is_no_measure_of_the_chatbox(device: Device) -> None:
    tab = device.open()
    tab.page.evaluate("document.body.append(Object.assign(new Image(90, 90), { id: 'host' }))")
    tab.signed_in()
    tab.says("Good morning")
    box = tab.chatbox.get_by_role("dialog").bounding_box()
    assert box
    assert box["height"] == 480


@pytest.fixture
def left_open(device: Device) -> Tab:
    """A page that has not activated, after one that has."""
    device.open().signed_in().page.close()
    return device.open()


def test_a_logout_on_a_page_that_never_activated_ends_the_session_of_the_page_before(
    left_open: Tab, site: ControlledSite
) -> None:
    left_open.sign_out()
    assert site.session()["state"] == "closed"
    assert "jwtIdentity" not in (left_open.record() or {})


def test_a_reload_in_the_middle_of_an_activation_leaves_no_turn_to_wait_for(
    device: Device, site: ControlledSite
) -> None:
    tab = device.open()
    site.arm("slow", times=1, delayMs=1500)
    with tab.page.expect_request("**/tag/activations"):
        tab.page.evaluate("window.result = shop.signIn('jane'), true")
    assert leases(tab) == [f"iadvize-{site.sid}-lease-activation"]
    tab.page.reload()
    assert leases(tab) == []
    tab.signed_in()


def leases(tab: Tab) -> list[str]:
    names: list[str] = tab.page.evaluate("Object.keys(localStorage)")
    return [name for name in names if "-lease-" in name]
