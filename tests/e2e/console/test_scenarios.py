"""The console's scenarios: started, followed, stopped."""

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
    expect(page.locator(".scenario").first).to_be_visible()
    return page


def arrive(simulator: Simulator, site: str, activation: str) -> int:
    body = {"siteId": site, "activationId": activation, "authenticationOption": {"type": "ANONYMOUS"}}
    status, _ = simulator.exchange("POST", "/tag/activations", body)
    return status


def test_every_scenario_can_be_started(simulator: Simulator, page: Page) -> None:
    known = simulator.call("GET", "/scenarios")["scenarios"]
    expect(page.locator(".scenario h3")).to_have_text([scenario["title"] for scenario in known])


def test_a_scenario_is_followed_step_by_step(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("button", name="Start A flaky day").click()
    expect(page.locator(".run")).to_contain_text("A flaky day: running")
    expect(page.locator("[aria-current=step]")).to_contain_text("wait, accepted 1")
    expect(page.get_by_role("switch", name="bad-gateway")).to_be_checked()
    expect(page.get_by_role("button", name="Start A flaky day")).to_be_disabled()
    before = page.locator("[data-stage=over]").count()
    assert [arrive(simulator, site, "a-1") for _ in range(3)] == [502, 502, 200]
    expect(page.locator("[data-stage=over]")).not_to_have_count(before)


def test_a_scenario_is_stopped_and_what_it_changed_put_back(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("button", name="Start A flaky day").click()
    page.get_by_role("button", name="Stop, and put back what it changed").click()
    expect(page.locator(".run")).to_contain_text("A flaky day: stopped")
    expect(page.get_by_role("switch", name="bad-gateway")).not_to_be_checked()
    assert simulator.call("GET", f"/sites/{site}/faults")["faults"] == []
    expect(page.get_by_role("button", name="Start A flaky day")).to_be_enabled()


def test_a_scenario_that_somebody_else_starts_is_seen(simulator: Simulator, page: Page, site: str) -> None:
    simulator.call("POST", f"/sites/{site}/scenarios", {"name": "outage-and-recovery"})
    expect(page.locator(".run-state")).to_have_text("running")
