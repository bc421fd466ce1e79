"""The console's field for tokens: pasted, taken apart, explained, mended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.server import Simulator
from tests.e2e.watched import Visit


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


def test_a_pasted_token_is_shown_in_five_coloured_parts(simulator: Simulator, visit: Visit, site: str) -> None:
    token = simulator.mint(site, mistake="exp_in_milliseconds")
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Explain").click()
    text = page.get_by_role("region", name="The token, part by part")
    expect(text).to_have_text(token)
    colours = text.locator("[data-part]").evaluate_all("all => all.map((one) => getComputedStyle(one).color)")
    assert len(set(colours)) == len(colours) == 5


def test_what_is_wrong_is_marked_in_the_part_that_holds_it(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(simulator.mint(site, mistake="jwe_alg_unsupported"))
    page.get_by_role("button", name="Explain").click()
    header = page.locator(".part-of-token").first
    expect(header.locator("mark")).to_have_text('"RSA-OAEP"')
    expect(header.locator(".part-mark")).to_contain_text("expected RSA-OAEP-256")


def test_the_fix_marks_the_line_on_which_all_depends(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(simulator.mint(site, mistake="jwe_alg_unsupported"))
    page.get_by_role("button", name="Explain").click()
    page.get_by_text("Show the fix as code").click()
    page.get_by_label("Language").select_option("Node.js (jose 6)")
    expect(page.locator(".crucial")).to_contain_text("RSA-OAEP-256")


def test_pasting_explains_at_once(simulator: Simulator, visiting_with: Callable[..., Visit], site: str) -> None:
    visit: Visit = visiting_with(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.evaluate("text => navigator.clipboard.writeText(text)", simulator.mint(site))
    page.get_by_label("Token").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()


@pytest.mark.parametrize("pasted", ["", "x", "a.b.c", "{}", "<script>alert(1)</script>", "eyJ" * 20_000])
def test_whatever_is_pasted_is_explained(simulator: Simulator, visit: Visit, site: str, pasted: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(pasted)
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Refused: ")).to_be_visible()
    expect(page.locator(".rung")).to_have_count(8)
    expect(page.locator("main script")).to_have_count(0)


def test_a_token_can_be_made_to_order(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_text("Make a token to order").click()
    page.get_by_label("Make", exact=True).focus()
    page.get_by_label("Make", exact=True).select_option("jws_unsigned")
    page.get_by_label("for the user id").fill("jane-7")
    page.get_by_role("button", name="Make and explain").click()
    expect(page.get_by_role("heading", name="Refused: jws_unsigned")).to_be_visible()


def test_a_site_whose_private_key_is_elsewhere_says_that_it_cannot_make_tokens(
    simulator: Simulator, visit: Visit, site: str
) -> None:
    visit.expect("status of 409")
    keys = simulator.call("GET", f"/sites/{site}")["brandPublicKeys"]
    own = simulator.call("POST", "/sites", {"brandPublicKeys": keys})["siteId"]
    page = visit.page(f"{simulator.url}/#/sites/{own}/explain")
    page.get_by_role("button", name="Try a broken example").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not hold the private key")
