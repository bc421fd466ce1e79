"""The console's attempts: live, deep-linked, filtered, and smooth with as many as a journal keeps."""

import http.client
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.server import Simulator, running
from tests.e2e.watched import Visit

MANY = 10_000
LITTLE = 100_000


def arrive(simulator: Simulator, site: str, count: int) -> None:
    """So many anonymous activations, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", int(simulator.port))
    for number in range(count):
        body = {"siteId": site, "activationId": f"{count}-{number}", "authenticationOption": {"type": "ANONYMOUS"}}
        connection.request("POST", "/tag/activations", json.dumps(body))
        assert connection.getresponse().read()
    connection.close()


def sign_in(simulator: Simulator, site: str, activation: str, **order: object) -> None:
    option = {"type": "SECURED_AUTHENTICATION", "token": simulator.mint(site, **order)}
    body = {"siteId": site, "activationId": activation, "authenticationOption": option}
    simulator.exchange("POST", "/tag/activations", body)


def focused_place(page: Page) -> str | None:
    place: str | None = page.evaluate("document.activeElement.closest('li')?.getAttribute('aria-posinset')")
    return place


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A server whose demo site has as many attempts as its journal keeps."""
    with running(tmp_path_factory.mktemp("crowded")) as simulator:
        sign_in(simulator, "demo", "first", mistake="token_expired")
        arrive(simulator, "demo", MANY - 1)
        assert simulator.call("GET", "/sites/demo/attempts?limit=1")["total"] == MANY
        yield simulator


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


def crowd(crowded: Simulator, visit: Visit) -> Page:
    visit.origins.add(crowded.url)
    page = visit.page(f"{crowded.url}/")
    expect(page.locator(".count").first).to_have_text("10,000")
    return page


def test_ten_thousand_attempts_weigh_no_more_than_a_few(crowded: Simulator, visit: Visit) -> None:
    answers: list[Response] = []

    def keep(response: Response) -> None:
        answers.append(response)

    visit.context.on("response", keep)
    page = crowd(crowded, visit)
    expect(page.locator(".rung, .detail").first).to_be_visible()
    ended = [answer for answer in answers if "/_simulator/events" not in answer.url]
    assert sum(answer.request.sizes()["responseBodySize"] for answer in ended) < LITTLE


def test_of_ten_thousand_attempts_only_those_in_sight_are_in_the_page(crowded: Simulator, visit: Visit) -> None:
    page = crowd(crowded, visit)
    expect(page.locator(".attempt").first).to_be_visible()
    page.wait_for_function(
        """() => {
            const side = document.querySelector('.side');
            side.scrollTop = side.scrollHeight;
            return Number([...document.querySelectorAll('.windowed li')].at(-1)?.getAttribute('aria-posinset')) > 100;
        }"""
    )
    assert page.locator(".attempt").count() < 80
    page.wait_for_function("() => document.elementFromPoint(400, 600).closest('.attempt')")


def test_the_oldest_of_ten_thousand_has_an_address_that_works(crowded: Simulator, visit: Visit) -> None:
    oldest = crowded.call("GET", "/sites/demo/attempts?code=token_expired")["attempts"][0]["id"]
    visit.origins.add(crowded.url)
    page = visit.page(f"{crowded.url}/#/sites/demo/attempts/{oldest}")
    expect(page.get_by_role("heading", name="Refused: token_expired")).to_be_visible()


def test_a_storm_of_attempts_leaves_the_page_as_small_and_the_newest_on_top(crowded: Simulator, visit: Visit) -> None:
    page = crowd(crowded, visit)
    expect(page.locator(".pulse")).to_have_text("live")
    arrive(crowded, "demo", 600)
    sign_in(crowded, "demo", "last", userId="the-last-one")
    expect(page.locator(".attempt-who").first).to_have_text("the-last-one")
    expect(page.locator(".count").first).to_have_text("10,000")
    assert page.locator(".attempt").count() < 80


def test_whoever_has_scrolled_down_keeps_looking_at_the_same_attempts(crowded: Simulator, visit: Visit) -> None:
    page = crowd(crowded, visit)
    expect(page.locator(".pulse")).to_have_text("live")
    side = page.locator(".side")
    side.evaluate("side => { side.scrollTop = 1200; }")
    row = page.locator(".windowed li[aria-posinset='30'] a")
    address = row.get_attribute("href")
    before = row.bounding_box()
    sign_in(crowded, "demo", "meanwhile", userId="meanwhile")
    moved = page.locator(f".windowed li[aria-posinset='31'] a[href='{address}']")
    expect(moved).to_be_in_viewport()
    after = moved.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_the_arrow_keys_go_through_the_attempts(crowded: Simulator, visit: Visit) -> None:
    page = crowd(crowded, visit)
    page.locator(".attempt").first.focus()
    for _ in range(50):
        page.keyboard.press("ArrowDown")
    assert focused_place(page) == "51"
    expect(page.locator(".windowed li[aria-setsize='60']")).to_have_count(0)
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    assert focused_place(page) == "71"
    page.keyboard.press("ArrowUp")
    assert focused_place(page) == "70"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/attempts/"))


def test_attempts_come_without_asking_for_them(simulator: Simulator, visit: Visit, site: str) -> None:
    asked: list[str] = []

    def note(response: Response) -> None:
        asked.append(response.url)

    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
    visit.context.on("response", note)
    sign_in(simulator, site, "a-1")
    expect(page.locator(".attempt-what")).to_have_text(["signed in"])
    expect(page.get_by_role("heading", name="Accepted: signed in")).to_be_visible()
    assert [url for url in asked if "/attempts" in url and "limit=1&" not in url] == []


def test_after_a_gap_in_the_stream_nothing_is_missing(simulator: Simulator, visit: Visit, site: str) -> None:
    visit.expect("Failed to load resource")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
    visit.context.set_offline(True)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'));"
    )
    sign_in(simulator, site, "a-1")
    visit.context.set_offline(False)
    page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'));")
    expect(page.locator(".attempt-what")).to_have_text(["signed in"])


def test_refused_attempts_can_be_looked_at_alone(simulator: Simulator, visit: Visit, site: str) -> None:
    sign_in(simulator, site, "a-1")
    sign_in(simulator, site, "a-2", mistake="token_expired")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.locator(".attempt")).to_have_count(2)
    page.get_by_label("Which attempts").select_option("Refused")
    expect(page.locator(".attempt-what")).to_have_text(["token_expired"])
    sign_in(simulator, site, "a-3")
    sign_in(simulator, site, "a-4", mistake="jws_unsigned")
    expect(page.locator(".attempt-what")).to_have_text(["jws_unsigned", "token_expired"])


@pytest.mark.parametrize(("typed", "left"), [("jane_doe", ["signed in"]), ("token_expired", ["token_expired"])])
def test_attempts_are_found_by_user_id_and_by_code(
    simulator: Simulator, visit: Visit, site: str, typed: str, left: list[str]
) -> None:
    sign_in(simulator, site, "a-1", userId="jane_doe")
    sign_in(simulator, site, "a-2", mistake="token_expired")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.locator(".attempt")).to_have_count(2)
    search = page.get_by_label("Of this user id, or with this code")
    search.focus()
    expect(page.locator("#codes option").first).to_be_attached()
    search.fill(typed)
    expect(page.locator(".attempt-what")).to_have_text(left)


def test_where_no_attempt_matches_it_says_so(simulator: Simulator, visit: Visit, site: str) -> None:
    sign_in(simulator, site, "a-1")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    page.get_by_label("Which attempts").select_option("Refused")
    expect(page.get_by_text("No attempt matches.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_hidden()


def test_an_attempt_shows_what_each_of_the_five_parts_held(simulator: Simulator, visit: Visit, site: str) -> None:
    sign_in(simulator, site, "a-1", mistake="user_id_unprefixed")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    parts = page.locator(".part-of-token")
    expect(parts.locator(".part-number")).to_have_text(["1", "2", "3", "4", "4.1", "4.2", "4.3", "5"])
    expect(parts.nth(0)).to_contain_text('"alg": "RSA-OAEP-256"')
    expect(parts.nth(4)).to_contain_text('"alg": "RS256"')
    expect(parts.nth(5)).to_contain_text("wrong here")
    expect(parts.nth(5).locator("mark")).to_have_text('"userId"')
    expect(parts.nth(5)).to_contain_text("expected https://iadvize.com/userId")


def test_the_parts_of_a_token_have_different_colours(simulator: Simulator, visit: Visit, site: str) -> None:
    sign_in(simulator, site, "a-1")
    page = visit.page(f"{simulator.url}/#/sites/{site}")
    expect(page.locator(".part-of-token")).to_have_count(8)
    outer = page.locator(".part-of-token:not([data-inside])")
    colours = outer.evaluate_all("all => all.map((one) => getComputedStyle(one).borderLeftColor)")
    assert len(set(colours)) == 5


def test_a_token_of_three_parts_shows_three(simulator: Simulator, visit: Visit, site: str) -> None:
    sign_in(simulator, site, "a-1", mistake="token_not_encrypted")
    page = visit.page(f"{simulator.url}/#/sites/{site}/explain")
    page.get_by_label("Token").fill(simulator.mint(site, mistake="token_not_encrypted"))
    page.get_by_role("button", name="Explain").click()
    expect(page.locator(".token-text [data-part]")).to_have_count(3)
    expect(page.locator(".part-number")).to_have_text(["1", "2", "3"])
