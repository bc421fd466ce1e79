import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.brand import Brand
from tests.e2e.server import Simulator
from tests.e2e.watched import Visit


@pytest.fixture
def chatting(demo: Simulator, visit: Visit) -> Page:
    """The demo bank with Luis Ortega in its chat."""
    page = visit.page(f"{demo.url}/demo")
    page.get_by_role("button", name="Sign in as Luis Ortega").click()
    page.get_by_role("button", name="Open the chat").click()
    page.get_by_label("Write a message").fill("Is my boat loan on track?")
    page.keyboard.press("Enter")
    expect(page.locator(".log")).to_contain_text("Is my boat loan on track?")
    return page


def test_while_nobody_is_here_it_says_how_to_change_that(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/desk")
    expect(page.get_by_text("Nobody is here yet.")).to_be_visible()


def test_a_visitor_who_signed_in_has_the_lock_and_a_profile(demo: Simulator, visit: Visit, chatting: Page) -> None:
    page = visit.page(f"{demo.url}/desk")
    expect(page.get_by_role("link", name="Luis Ortega (secured)")).to_be_visible()
    expect(page.locator(".lock")).to_have_text("Signed in. The brand's backend vouches for this person.")
    profile = page.get_by_role("region", name="Profile")
    expect(profile).to_contain_text("hb-c05e77d41b")
    expect(profile).to_contain_text("luis.ortega@harbourbank.example")
    expect(page.get_by_role("log")).to_contain_text("Is my boat loan on track?")
    chatting.close()


def test_an_answer_reaches_the_visitor(demo: Simulator, visit: Visit, chatting: Page) -> None:
    page = visit.page(f"{demo.url}/desk")
    page.get_by_label("Answer").fill("It is, 41 months to go.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("It is, 41 months to go.")
    expect(chatting.locator(".log")).to_contain_text("It is, 41 months to go.")


def test_a_guest_has_no_lock_and_the_desk_says_why(demo: Simulator, visit: Visit) -> None:
    guest = visit.page(f"{demo.url}/demo")
    guest.get_by_role("button", name="Browse without signing in").click()
    expect(guest.locator(".outcome-status")).to_be_visible()
    page = visit.page(f"{demo.url}/desk")
    expect(page.get_by_role("link", name="Anonymous visitor (not secured)")).to_be_visible()
    expect(page.locator(".lock")).to_contain_text("Not signed in.")


def test_ext_id_takes_the_lock_away_and_the_desk_says_why(simulator: Simulator, brand: Brand, visit: Visit) -> None:
    site = simulator.site(name="With extId")
    shop = visit.page(brand.page(site, "window.idzCustomData = { extID: 'crm-17' };"))
    shop.evaluate(f"tag().then(({{ iAdvize }}) => iAdvize.activate(secured('{site}')))")
    shop.get_by_role("button", name="Open the chat").click()
    shop.get_by_label("Write a message").fill("Hello")
    shop.keyboard.press("Enter")
    expect(shop.locator(".log")).to_contain_text("Hello")
    page = visit.page(f"{simulator.url}/desk#/{site}")
    expect(page.locator(".lock")).to_contain_text("extId")


def test_a_message_shows_at_once_that_a_visitor_waits(demo: Simulator, visit: Visit, chatting: Page) -> None:
    page = visit.page(f"{demo.url}/desk")
    expect(page.get_by_role("link", name="Luis Ortega")).to_contain_text("waits")
    expect(page).to_have_title(re.compile(r"^\(1\)"))
    page.get_by_label("Answer").fill("It is, 41 months to go.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Luis Ortega")).not_to_contain_text("waits")
    chatting.get_by_label("Write a message").fill("Thank you!")
    chatting.get_by_label("Write a message").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Thank you!")
    expect(page).to_have_title(re.compile(r"^\(1\)"))


def test_ext_id_takes_the_lock_away_before_a_word_was_said(simulator: Simulator, brand: Brand, visit: Visit) -> None:
    site = simulator.site(name="With extId")
    shop = visit.page(brand.page(site, "window.idzCustomData = { extID: 'crm-17' };"))
    shop.evaluate(f"tag().then(({{ iAdvize }}) => iAdvize.activate(secured('{site}')))")
    page = visit.page(f"{simulator.url}/desk#/{site}")
    expect(page.locator(".lock")).to_contain_text("crm-17")
    expect(page.locator(".badge")).to_have_count(0)


def test_a_visitor_at_the_desk_has_an_address(demo: Simulator, visit: Visit, chatting: Page) -> None:
    visitor = demo.sessions("demo")[0]["visitorId"]
    page = visit.page(f"{demo.url}/desk#/demo/{visitor}")
    expect(page.get_by_role("heading", name="Luis Ortega")).to_be_visible()
    page.goto(f"{demo.url}/desk#/demo/5f0c")
    expect(page.get_by_text("This visitor has left without a word")).to_be_visible()
    chatting.close()


def test_on_a_phone_one_goes_from_the_list_to_a_visitor_and_back(
    demo: Simulator, visiting_with: Callable[..., Visit], chatting: Page
) -> None:
    visit: Visit = visiting_with(viewport={"width": 390, "height": 844})
    page = visit.page(f"{demo.url}/desk")
    page.get_by_role("link", name="Luis Ortega").click()
    expect(page.get_by_role("log")).to_contain_text("Is my boat loan on track?")
    expect(page.get_by_role("link", name="Luis Ortega")).to_be_hidden()
    page.get_by_role("link", name="All visitors").click()
    expect(page.get_by_role("link", name="Luis Ortega")).to_be_visible()
    chatting.close()
