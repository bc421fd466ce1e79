"""The console's sessions and visitors."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.server import Simulator
from tests.e2e.watched import Visit

HALF_AN_HOUR = 1800
LATER = re.compile(r"59:\d\d|1:00:00")


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


def session(simulator: Simulator, site: str, kind: str = "SECURED_AUTHENTICATION", **more: object) -> str:
    """A session, opened as a tag opens one; its id."""
    token = simulator.mint(site, userId="u-5f2c", visitorData={"firstName": "Ada", "lastName": "Byron"})
    option = {"type": kind, **({"token": token} if kind == "SECURED_AUTHENTICATION" else {})}
    body = {"siteId": site, "activationId": "a", "deviceId": "d", "authenticationOption": option, **more}
    _, answer = simulator.exchange("POST", "/tag/activations", body)
    session_id: str = answer["session"]["id"]
    return session_id


def test_a_session_is_renewed(simulator: Simulator, visit: Visit, site: str) -> None:
    session(simulator, site)
    simulator.call("PUT", f"/sites/{site}/clock", {"advanceSeconds": HALF_AN_HOUR})
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    expect(page.locator(".sessions td.number")).to_have_text(re.compile(r"29:\d\d|30:00"))
    page.get_by_role("button", name="Renew the session of u-5f2c").click()
    expect(page.locator(".sessions td.number")).to_have_text(LATER)
    assert simulator.attempts(site)[0]["kind"] == "renewal"


def test_an_expired_session_is_renewed_too(simulator: Simulator, visit: Visit, site: str) -> None:
    session(simulator, site)
    simulator.call("PUT", f"/sites/{site}/clock", {"advanceSeconds": 2 * HALF_AN_HOUR + 1})
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    expect(page.locator(".state")).to_have_text("expired, renewable")
    page.get_by_role("button", name="Renew the session of u-5f2c").click()
    expect(page.locator(".state")).to_have_text("active")


def test_a_refused_renewal_says_why(simulator: Simulator, visit: Visit, site: str) -> None:
    visit.expect("status of 401")
    session(simulator, site)
    simulator.call("POST", f"/sites/{site}/faults", {"name": "renewal-refused"})
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    page.get_by_role("button", name="Renew the session of u-5f2c").click()
    expect(page.locator("#trouble")).to_contain_text("renewal_refused")


def test_sessions_appear_and_end_while_somebody_looks(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions")
    expect(page.get_by_text("No session yet.")).to_be_visible()
    opened = session(simulator, site)
    expect(page.locator(".state")).to_have_text("active")
    simulator.call("DELETE", f"/sites/{site}/sessions/{opened}")
    expect(page.locator(".state")).to_have_text("revoked")


def test_a_session_has_an_address(simulator: Simulator, visit: Visit, site: str) -> None:
    opened = session(simulator, site)
    session(simulator, site, activationId="b", deviceId="e")
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions/{opened}")
    expect(page.locator("tr[aria-current]")).to_contain_text(opened)


def test_a_session_that_is_gone_is_said_to_be_gone(simulator: Simulator, visit: Visit, site: str) -> None:
    session(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}/sessions/5f0c")
    expect(page.get_by_text("The session that the address names is not among these.")).to_be_visible()


def test_an_attempt_leads_to_the_session_that_it_opened(simulator: Simulator, visit: Visit, site: str) -> None:
    opened = session(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    page.locator(".facts").get_by_role("link", name=opened).click()
    expect(page.locator("tr[aria-current]")).to_contain_text(opened)


def test_before_anybody_came_visitors_say_who_is_one(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/visitors")
    expect(page.get_by_text("No visitor yet.")).to_be_visible()


def test_a_visitor_has_a_profile_and_a_conversation(simulator: Simulator, visit: Visit, site: str) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/visitors")
    opened = session(simulator, site)
    simulator.exchange("POST", f"/tag/sessions/{opened}/messages", {"siteId": site, "text": "Where is my parcel?"})
    row = page.locator("details.person")
    expect(row).to_contain_text("Ada Byron (secured)")
    expect(row).to_contain_text("1 message")
    row.locator("summary").click()
    expect(row).to_contain_text("The brand's backend vouches for this person.")
    expect(row).to_contain_text("u-5f2c")
    expect(row).to_contain_text("Where is my parcel?")
    expect(page.get_by_role("link", name=re.compile("Answer at the"))).to_have_attribute("href", f"/desk#/{site}")


def test_a_visitor_without_the_lock_says_why(simulator: Simulator, visit: Visit, site: str) -> None:
    session(simulator, site, extId="crm-17")
    page = visit.page(f"{simulator.url}/#/sites/{site}/visitors")
    page.locator("details.person summary").click()
    expect(page.locator("details.person")).to_contain_text('idzCustomData.extID = "crm-17"')


def test_an_open_visitor_stays_open_while_others_come(simulator: Simulator, visit: Visit, site: str) -> None:
    session(simulator, site)
    page = visit.page(f"{simulator.url}/#/sites/{site}/visitors")
    page.locator("details.person summary").click()
    session(simulator, site, "ANONYMOUS", activationId="b", deviceId="e")
    expect(page.locator("details.person")).to_have_count(2)
    expect(page.locator("details.person[open]")).to_contain_text("Ada Byron")
