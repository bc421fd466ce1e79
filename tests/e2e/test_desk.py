import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

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


def write(demo: Simulator, user_id: str, text: str) -> None:
    """Somebody signs in at the demo bank, and says something."""
    option = {"type": "SECURED_AUTHENTICATION", "token": demo.mint("demo", userId=user_id)}
    asked = {"siteId": "demo", "activationId": user_id, "authenticationOption": option}
    _, opened = demo.exchange("POST", "/tag/activations", asked)
    session = f"/tag/sessions/{opened['session']['id']}"
    assert demo.exchange("POST", f"{session}/messages", {"siteId": "demo", "text": text})[0] == 201


def test_who_is_shown_stays_while_others_write_and_so_does_what_was_typed(
    demo: Simulator, visit: Visit, chatting: Page
) -> None:
    page = visit.page(f"{demo.url}/desk")
    answer = page.get_by_label("Answer")
    answer.fill("It is, 41")
    write(demo, "hb-noor", "Hello?")
    newcomer = page.get_by_role("link", name="hb-noor (secured)")
    expect(newcomer).to_contain_text("Hello?")
    expect(page.get_by_role("listitem").filter(has=page.locator(".visitor")).first).to_contain_text("hb-noor")
    expect(page.get_by_role("heading", name="Luis Ortega")).to_be_visible()
    expect(answer).to_have_value("It is, 41")
    newcomer.click()
    expect(answer).to_have_value("")
    answer.fill("Good morning")
    page.get_by_role("link", name="Luis Ortega (secured)").click()
    expect(answer).to_have_value("It is, 41")
    newcomer.click()
    expect(answer).to_have_value("Good morning")
    chatting.close()


def test_what_could_not_be_sent_stays_before_what_was_typed_meanwhile(
    demo: Simulator, visit: Visit, chatting: Page
) -> None:
    visit.expect("status of 503")
    page = visit.page(f"{demo.url}/desk")
    answer = page.get_by_label("Answer")
    held: list[Route] = []

    def hold(route: Route) -> None:  # as Playwright takes no method of a list
        held.append(route)

    page.route("**/conversations/*/messages", hold)
    answer.fill("It is,")
    page.get_by_role("button", name="Send").click()
    expect(answer).to_have_value("")
    answer.fill("41 months to go.")
    held[0].fulfill(status=503, json={"error": {"code": "x", "message": "Not now.", "field": None}})
    expect(answer).to_have_value("It is, 41 months to go.")
    chatting.close()


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
