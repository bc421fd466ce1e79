"""Markup in every text that somebody else can write: the pages show it as the text that it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Simulator
from tests.e2e.watched import EXPLAINED, REFUSED, Visit

EVIL = "\"'></script><img src=x onerror=\"document.title='owned'\">"


@pytest.fixture
def marked(demo: Simulator) -> str:
    """A site that is named so, with a visitor, attempts, a conversation and a scenario that say so."""
    site = demo.site(name=EVIL)
    data = dict.fromkeys(("firstName", "lastName", "email", "phoneNumber", "city"), EVIL)
    tokens = [
        demo.mint(site, userId=EVIL, visitorData=data, claims={"iss": EVIL, EVIL: [EVIL]}),
        demo.mint(site, userId=EVIL, visitorData={EVIL: EVIL}, claims={"exp": EVIL}),
        EVIL,
    ]
    sessions = []
    for token in tokens:
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        given = {"siteId": site, "activationId": EVIL, "authenticationOption": option, "extId": EVIL, "deviceId": EVIL}
        _, answer = demo.exchange("POST", "/tag/activations", given)
        sessions += [answer["session"]["id"]] if "session" in answer else []
    assert len(sessions) == 1
    status, _ = demo.exchange("POST", f"/tag/sessions/{sessions[0]}/messages", {"siteId": site, "text": EVIL})
    assert status == 201
    steps = [{"do": "say", "say": EVIL}, {"do": "wait", "attempts": 9}]
    demo.call("POST", f"/sites/{site}/scenarios", {"title": EVIL, "about": EVIL, "steps": steps})
    return site


def attempt(page: Page) -> None:
    page.locator(".attempt").first.click()
    expect(page.locator(".rung").first).to_be_visible()


def oldest_attempt(page: Page) -> None:
    page.locator(".attempt").last.click()
    expect(page.locator(".rung").first).to_be_visible()


def person(page: Page) -> None:
    page.locator(".person summary").first.click()
    expect(page.locator(".person .facts").first).to_be_visible()


def explanation(page: Page) -> None:
    page.get_by_label("Token").fill(EVIL)
    page.get_by_role("button", name="Explain").click()
    expect(page.locator(".rung")).to_have_count(8)


def conversation(page: Page) -> None:
    page.locator(".visitor").first.click()
    expect(page.get_by_role("log").or_(page.locator(".messages")).first).to_contain_text(EVIL)


def as_it_is(page: Page) -> None:
    expect(page.get_by_text(EVIL).first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "ready"),
    [
        ("/#/sites/{site}", attempt),
        ("/#/sites/{site}", oldest_attempt),
        ("/#/sites/{site}/sessions", as_it_is),
        ("/#/sites/{site}/visitors", person),
        ("/#/sites/{site}/failures", as_it_is),
        ("/#/sites/{site}/explain", explanation),
        ("/#/sites/{site}/setup", as_it_is),
        ("/desk#/{site}", conversation),
    ],
)
def test_markup_of_others_is_text_on_every_page(
    demo: Simulator, marked: str, visit: Visit, path: str, ready: Callable[[Page], None]
) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(demo.url + path.format(site=marked))
    ready(page)
    expect(page.get_by_text("<img src=x").first).to_be_attached()
    assert page.locator("[onerror], img[src='x']").count() == 0
    assert "owned" not in page.title().replace(EVIL, "")
