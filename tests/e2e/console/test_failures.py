"""The console's failure modes: switches that count down."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Simulator
from tests.e2e.watched import Visit


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


@pytest.fixture
def page(simulator: Simulator, visit: Visit, site: str) -> Page:
    page = visit.page(f"{simulator.url}/#/sites/{site}/failures")
    expect(page.get_by_role("switch")).to_have_count(16)
    return page


def armed(simulator: Simulator, site: str) -> list[dict[str, object]]:
    faults: list[dict[str, object]] = simulator.call("GET", f"/sites/{site}/faults")["faults"]
    return faults


def arrive(simulator: Simulator, site: str, activation: str) -> int:
    body = {"siteId": site, "activationId": activation, "authenticationOption": {"type": "ANONYMOUS"}}
    status, _ = simulator.exchange("POST", "/tag/activations", body)
    return status


def test_every_failure_mode_has_a_switch_that_says_what_it_does(simulator: Simulator, page: Page) -> None:
    for mode in simulator.call("GET", "/faults")["modes"]:
        expect(page.get_by_role("switch", name=mode["name"], exact=True)).not_to_be_checked()
        expect(page.locator(f"[data-mode={mode['name']}]")).to_contain_text(mode["tagSees"])


def test_a_switch_turns_a_failure_mode_on_and_off(simulator: Simulator, page: Page, site: str) -> None:
    switch = page.get_by_role("switch", name="bad-gateway")
    switch.check()
    expect(page.locator("#armed")).to_have_text("On: bad-gateway.")
    assert arrive(simulator, site, "a-1") == 502
    switch.uncheck()
    expect(page.locator("#armed")).to_contain_text("None is on")
    assert arrive(simulator, site, "a-2") == 200


def test_times_count_down_until_the_switch_is_off(simulator: Simulator, page: Page, site: str) -> None:
    mode = page.locator("[data-mode=server-error]")
    mode.get_by_label("times").fill("2")
    mode.get_by_role("switch").check()
    expect(mode.locator(".mode-state")).to_have_text("2 times more")
    assert arrive(simulator, site, "a-1") == 500
    expect(mode.locator(".mode-state")).to_have_text("once more")
    assert arrive(simulator, site, "a-1") == 500
    expect(mode.get_by_role("switch")).not_to_be_checked()
    assert arrive(simulator, site, "a-1") == 200


def test_the_other_fields_are_armed_too(simulator: Simulator, page: Page, site: str) -> None:
    mode = page.locator("[data-mode=slow]")
    mode.get_by_text("Only later, or for one user").click()
    mode.get_by_label("delay in ms").fill("5")
    mode.get_by_label("let so many pass first").fill("3")
    mode.get_by_label("only for the user id").fill("jane-7")
    mode.get_by_role("switch").check()
    expect(mode.locator(".mode-state")).to_have_text("until switched off, after 3 that pass, for jane-7")
    assert armed(simulator, site) == [{"name": "slow", "times": None, "userId": "jane-7", "delayMs": 5, "after": 3}]


def test_a_field_changed_while_the_mode_is_on_takes_effect(simulator: Simulator, page: Page, site: str) -> None:
    mode = page.locator("[data-mode=server-error]")
    mode.get_by_role("switch").check()
    expect(mode.locator(".mode-state")).to_have_text("until switched off")
    mode.get_by_label("times").fill("1")
    mode.get_by_label("times").press("Enter")
    expect(mode.locator(".mode-state")).to_have_text("once more")
    assert [fault["times"] for fault in armed(simulator, site)] == [1]


def test_a_count_that_is_none_arms_nothing(simulator: Simulator, page: Page, site: str) -> None:
    mode = page.locator("[data-mode=server-error]")
    mode.get_by_label("times").fill("0")
    mode.get_by_role("switch").click()
    expect(mode.get_by_role("switch")).not_to_be_checked()
    assert armed(simulator, site) == []


def test_all_can_be_switched_off_at_once(simulator: Simulator, page: Page, site: str) -> None:
    for name in ("slow", "rate-limited"):
        page.get_by_role("switch", name=name).check()
    expect(page.locator("#armed")).to_contain_text("rate-limited")
    page.get_by_role("button", name="All off").click()
    expect(page.locator("#armed")).to_contain_text("None is on")
    assert armed(simulator, site) == []


def test_what_somebody_else_arms_is_seen(simulator: Simulator, page: Page, site: str) -> None:
    simulator.call("POST", f"/sites/{site}/faults", {"name": "token-expired"})
    expect(page.get_by_role("switch", name="token-expired")).to_be_checked()


def test_a_switch_works_by_keyboard(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("switch", name="server-error").focus()
    page.keyboard.press("Space")
    expect(page.locator("#armed")).to_have_text("On: server-error.")
    assert len(armed(simulator, site)) == 1
