import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Simulator
from tests.e2e.watched import Visit

HOUR = 3600


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


def activated(simulator: Simulator, site: str, mistake: str | None = None, activation: str = "a-1") -> str:
    """One attempt at an activation, as a tag makes it; its id."""
    order = {"mistake": mistake} if mistake else {}
    option = {"type": "SECURED_AUTHENTICATION", "token": simulator.mint(site, **order)}
    body = {"siteId": site, "activationId": activation, "authenticationOption": option}
    simulator.exchange("POST", "/tag/activations", body)
    attempt_id: str = simulator.attempts(site)[0]["id"]
    return attempt_id


def rows(page: Page) -> list[str]:
    expect(page.locator(".attempt").first).to_be_visible()
    return page.locator(".attempt-what").all_inner_texts()


def test_the_first_site_is_open_and_each_has_its_id_name_and_voice(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Bank")
    expect(page).to_have_url(f"{demo.url}/#/sites/demo")
    entry = page.get_by_role("link", name=re.compile("Lumen Energy"))
    expect(entry).to_contain_text("demo-energy")
    expect(entry).to_contain_text("verdicts explained")


def test_before_anything_happened_it_says_what_to_do_first(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/")
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
    expect(page.get_by_role("link", name="Open the demo bank")).to_have_attribute("href", "/demo")
    expect(page.get_by_label("The tag for your page")).to_contain_text(f'src="{demo.url}/iadvize.js"')


def test_before_anything_happened_a_project_of_chat_for_jsm_is_told_of_its_own_system(
    demo: Simulator, visit: Visit
) -> None:
    demo.call("POST", "/sites/demo-desk/reset")
    page = visit.page(f"{demo.url}/#/sites/demo-desk")
    expect(page.get_by_role("link", name="Open the demo shop")).to_have_attribute("href", "/demo/jsm")
    expect(page.get_by_label("The widget for your page")).to_contain_text('<chat-widget project="demo-desk" hidden>')
    expect(page.locator(".first-steps")).to_contain_text("Each call of loginWithToken()")
    expect(page.locator(".first-steps")).not_to_contain_text("iAdvize")


def test_the_snippet_names_the_address_under_which_the_console_was_opened(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.other_url}/")
    expect(page.get_by_label("The tag for your page")).to_contain_text(f'src="{demo.other_url}/iadvize.js"')


def test_attempts_appear_while_the_console_is_open(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
    activated(simulator, site)
    expect(page.locator(".attempt-what")).to_have_text(["signed in"])
    activated(simulator, site, "token_expired", "a-2")
    expect(page.locator(".attempt-what")).to_have_text(["token_expired", "signed in"])


def test_an_activation_and_its_retries_are_one_row(simulator: Simulator, visit: Visit, site: str) -> None:
    for _ in range(4):
        activated(simulator, site, "token_expired")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.locator(".attempt")).to_have_count(1)
    expect(page.locator(".attempt")).to_contain_text("4 tries")
    page.get_by_role("navigation", name="Tries of this activation").get_by_role("link", name="2").click()
    second = simulator.attempts(site)[2]
    expect(page).to_have_url(f"{simulator.url}/#/sites/{site}/attempts/{second['id']}")


def test_a_refused_attempt_shows_the_ladder_with_the_failed_check_open(
    simulator: Simulator, visit: Visit, site: str
) -> None:
    attempt = activated(simulator, site, "user_id_unprefixed")
    page = visit.page(f"{simulator.url}/#/sites/{site}/attempts/{attempt}")
    expect(page.get_by_role("heading", level=2, name="Refused: user_id_unprefixed")).to_be_visible()
    rungs = page.locator(".rung")
    expect(rungs).to_have_count(8)
    outcomes = rungs.evaluate_all("all => all.map(({ dataset }) => dataset.outcome)")
    assert outcomes == [*["passed"] * 6, "failed", "skipped"]
    failed = page.locator(".rung[data-outcome=failed]")
    expect(failed.locator(".explanation-message")).to_contain_text("without iAdvize's prefix")
    expect(failed.locator("dd").nth(0)).to_have_text("userId")
    expect(failed.locator("dd").nth(1)).to_have_text("https://iadvize.com/userId")
    expect(failed.locator(".hint")).to_contain_text("Name the claim exactly")


def test_text_from_a_token_is_shown_as_text(simulator: Simulator, visit: Visit, site: str) -> None:
    token = simulator.mint(site, userId="<img src=x onerror=alert(1)>")
    option = {"type": "SECURED_AUTHENTICATION", "token": token}
    simulator.exchange(
        "POST", "/tag/activations", {"siteId": site, "activationId": "a", "authenticationOption": option}
    )
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.locator(".attempt-who")).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator("main img")).to_have_count(0)


def test_an_attempt_that_the_journal_no_longer_holds_is_said_to_be_gone(
    simulator: Simulator, visit: Visit, site: str
) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/attempts/5f0c")
    expect(page.get_by_text("The journal does not hold this attempt.")).to_be_visible()


def test_the_attempts_can_be_cleared(simulator: Simulator, visit: Visit, site: str) -> None:
    activated(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
    assert simulator.attempts(site) == []


def test_an_old_attempt_can_be_reached_by_its_address(simulator: Simulator, visit: Visit, site: str) -> None:
    oldest = activated(simulator, site, "token_expired")
    for number in range(101):
        body = {"siteId": site, "activationId": str(number), "authenticationOption": {"type": "ANONYMOUS"}}
        simulator.exchange("POST", "/tag/activations", body)
    page = visit.page(f"{simulator.url}/#/sites/{site}/attempts/{oldest}")
    expect(page.get_by_role("heading", name="Refused: token_expired")).to_be_visible()


def test_a_pasted_token_is_explained(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(simulator.mint(site, mistake="exp_in_milliseconds"))
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Refused: exp_in_milliseconds")).to_be_visible()
    expect(page.locator(".rung[data-outcome=failed]")).to_contain_text("Divide by 1000")
    assert simulator.attempts(site) == []


def test_a_good_token_is_accepted_by_the_explanation_too(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(simulator.mint(site))
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()
    expect(page.locator(".rung[data-outcome=passed]")).to_have_count(8)
    assert simulator.sessions(site) == []


def test_a_broken_example_can_be_tried(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_role("button", name="Try a broken example").click()
    expect(page.get_by_role("heading", name="Refused: user_id_unprefixed")).to_be_visible()


def test_the_clock_moves_by_a_minute_and_an_hour_and_back(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    clock = page.get_by_role("group", name="The site's clock")
    expect(clock).to_contain_text("real time")
    clock.get_by_role("button", name="+1 hour").click()
    expect(clock).to_contain_text("1 h ahead")
    clock.get_by_role("button", name="+1 minute").click()
    expect(clock).to_contain_text("1 h 1 min ahead")
    clock.get_by_role("button", name="Back to real time").click()
    expect(clock).to_contain_text("real time")
    expect(clock.get_by_role("button", name="Back to real time")).to_be_hidden()


def test_the_clock_can_be_frozen_and_runs_again(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    freeze = page.get_by_role("button", name="Freeze")
    freeze.click()
    expect(page.get_by_role("group", name="The site's clock")).to_contain_text("frozen")
    expect(freeze).to_have_attribute("aria-pressed", "true")
    assert simulator.call("GET", f"/sites/{site}/clock")["frozen"]
    freeze.click()
    expect(freeze).to_have_attribute("aria-pressed", "false")
    assert not simulator.call("GET", f"/sites/{site}/clock")["frozen"]


def test_a_clock_that_somebody_else_moves_is_followed(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    clock = page.get_by_role("group", name="The site's clock")
    expect(clock).to_contain_text("real time")
    simulator.call("PUT", f"/sites/{site}/clock", {"advanceSeconds": HOUR})
    expect(clock).to_contain_text("1 h ahead")


def test_an_hour_later_a_session_has_expired(simulator: Simulator, visit: Visit, site: str) -> None:
    activated(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    expect(page.locator(".sessions td").nth(1)).to_have_text(re.compile(r"59:\d\d|1:00:00"))
    page.get_by_role("button", name="+1 hour").click()
    expect(page.locator(".state")).to_have_text("expired, renewable")


def test_a_session_can_be_revoked(simulator: Simulator, visit: Visit, site: str) -> None:
    activated(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    page.get_by_role("button", name="Revoke the session of u-5f2c").click()
    expect(page.locator(".state")).to_have_text("revoked")
    assert simulator.sessions(site)[0]["state"] == "revoked"
    expect(page.get_by_role("button", name="Revoke")).to_have_count(0)


def test_the_public_key_can_be_copied_in_three_formats(
    simulator: Simulator, visiting_with: Callable[..., Visit], site: str
) -> None:
    visit: Visit = visiting_with(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page(f"{simulator.url}/#/sites/{site}/setup")
    for form in ("pem", "der", "jwk"):
        _, key = simulator.exchange("GET", f"/_simulator/key?format={form}")
        page.get_by_role("button", name=f"Copy the key as {form.upper()}").click()
        expect(page.locator(f".key[data-form={form}] .copy")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert (page.evaluate("JSON.parse", copied) if form == "jwk" else copied) == (
            key if form == "jwk" else key.strip()
        )


def test_a_site_made_meanwhile_appears(simulator: Simulator, visit: Visit) -> None:
    page = visit.page(f"{simulator.url}/")
    site = simulator.site(name="Made meanwhile")
    page.goto(f"{simulator.url}/#/sites/{site}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Made meanwhile")


def test_an_unknown_site_in_the_address_is_said_to_be_unknown(simulator: Simulator, visit: Visit) -> None:
    page = visit.page(f"{simulator.url}/#/sites/nowhere")
    expect(page.get_by_text('There is no site "nowhere" here.')).to_be_visible()


def test_the_views_can_be_reached_by_keyboard(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    link = page.get_by_role("link", name="Sessions")
    link.focus()
    page.keyboard.press("Enter")
    expect(link).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("No session yet.")).to_be_visible()
