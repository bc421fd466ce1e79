import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Simulator
from tests.e2e.watched import EXPLAINED, REFUSED, Visit

SUCCESS = "authentication-success"
FAILURE = "authentication-failure"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"


def sign_in(page: Page, who: str, mistake: str | None = None) -> None:
    if mistake:
        page.get_by_label("The next sign-in hands over").select_option(mistake)
    page.get_by_role("button", name=f"Sign in as {who}").click()


def outcome(page: Page, status: str) -> None:
    expect(page.locator(".outcome-status")).to_have_text(status)


@pytest.mark.parametrize(("who", "user_id"), [("Jane Doe", "hb-7f3a91c2e4"), ("Luis Ortega", "hb-c05e77d41b")])
def test_each_sample_customer_can_sign_in(demo: Simulator, visit: Visit, who: str, user_id: str) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, who)
    outcome(page, SUCCESS)
    expect(page.get_by_role("heading", level=1)).to_contain_text(who.split(maxsplit=1)[0])
    expect(page.locator(".outcome")).to_contain_text(user_id)
    [session] = demo.sessions("demo")
    assert (session["userId"], session["state"]) == (user_id, "active")


def test_the_page_shows_each_call_and_the_exact_result(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)
    expect(page.locator("#story .call code")).to_have_text(["iAdvize.activate(provider)", "provider()", f"→ {SUCCESS}"])
    result = page.get_by_label("The result of activate")
    expect(result).to_contain_text('"type": "SECURED_AUTHENTICATION"')
    expect(result).to_contain_text(f'"status": "{SUCCESS}"')


def test_the_session_counts_down(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    expect(page.locator(".outcome")).to_contain_text(re.compile(r"in 59:5\d"))


def test_two_sign_ins_after_one_another_give_two_results(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "Luis Ortega")
    expect(page.locator(".outcome")).to_contain_text("hb-c05e77d41b")
    assert [attempt["userId"] for attempt in demo.attempts("demo")] == ["hb-c05e77d41b", "hb-7f3a91c2e4"]


def test_signing_out_ends_the_session_and_hides_the_chat(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)
    expect(page.get_by_role("button", name="Open the chat")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#story .call code")).to_have_text(["iAdvize.logout()", "→ resolved"])
    expect(page.get_by_role("button", name="Open the chat")).to_have_count(0)
    expect(page.get_by_role("button", name="Sign in as Jane Doe")).to_be_visible()
    assert demo.sessions("demo")[0]["state"] == "closed"


def test_a_guest_browses_anonymously_and_may_sign_in_later(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    page.get_by_role("button", name="Browse without signing in").click()
    outcome(page, SUCCESS)
    expect(page.locator(".outcome")).to_contain_text("anonymous")
    sign_in(page, "Jane Doe")
    expect(page.locator(".outcome")).to_contain_text("hb-7f3a91c2e4")


def test_whoever_is_signed_in_is_activated_again_on_the_next_page(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)
    page.reload()
    outcome(page, SUCCESS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jane")


@pytest.mark.parametrize(
    ("mistake", "check"),
    [
        ("exp_in_milliseconds", "lifetime"),
        ("user_id_unprefixed", "claims"),
        ("signature_of_other_site", "signature"),
        ("jwe_alg_unsupported", "jwe-header"),
    ],
)
def test_a_mistake_is_explained(demo: Simulator, visit: Visit, mistake: str, check: str) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe", mistake)
    outcome(page, FAILURE)
    said = demo.attempts("demo")[0]["verdict"]
    [failed] = [one for one in said["checks"] if one["outcome"] == "failed"]
    explanation = page.locator("#story .story-head > .explanation")
    expect(explanation).to_contain_text(mistake)
    expect(explanation).to_contain_text(f"failed at {check}")
    expect(explanation).to_contain_text(failed["message"])
    expect(explanation).to_contain_text(failed["hint"].rpartition(" (")[0])
    expect(explanation.locator("dt")).to_have_text(["found", "expected"])
    expect(page.locator(".outcome")).to_contain_text(NOT_SET_UP)
    expect(page.locator(".call code", has_text="provider()")).to_have_count(4)


def test_a_token_that_never_leaves_the_page_is_explained_too(demo: Simulator, visit: Visit) -> None:
    visit.expect(r"returned no valid authentication option")
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe", "token_missing")
    outcome(page, FAILURE)
    expect(page.locator(".story-head > .explanation")).to_contain_text("token_missing")
    assert demo.attempts("demo") == []


def test_a_warning_is_shown_beside_the_success(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Luis Ortega", "lifetime_long")
    outcome(page, SUCCESS)
    expect(page.locator(".story-head > .explanation")).to_contain_text("warning at lifetime")


def test_every_mistake_that_a_token_can_carry_is_offered(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    known = [one["code"] for one in demo.call("GET", "/mistakes")["mistakes"] if one["inToken"]]
    expect(page.locator("#mistake option")).to_have_count(len(known) + 1)
    assert page.locator("#mistake option").evaluate_all("all => all.map(({ value }) => value)") == ["", *known]


def test_a_mistake_is_for_one_sign_in(demo: Simulator, visit: Visit) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe", "token_expired")
    outcome(page, FAILURE)
    page.get_by_role("button", name="Try again").click()
    outcome(page, SUCCESS)


def test_the_fix_is_shown_as_code(demo: Simulator, visit: Visit) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe", "exp_in_milliseconds")
    explanation = page.locator(".story-head > .explanation")
    explanation.get_by_text("Show the fix as code").click()
    expect(explanation.locator("pre")).to_contain_text("Date.now() / 1000")
    explanation.get_by_label("Language").select_option(label="Python (joserfc)")
    expect(explanation.locator("pre")).to_contain_text("time")


def test_the_demo_works_under_another_name_of_this_machine(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.other_url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)


def test_a_session_that_is_revoked_ends_the_chat(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    outcome(page, SUCCESS)
    demo.call("DELETE", f"/sites/demo/sessions/{demo.sessions('demo')[0]['id']}")
    expect(page.get_by_text("The chat has ended.")).to_be_visible()
    page.get_by_role("button", name="Start it again").click()
    expect(page.get_by_text("You are signed in, and the advisor in the chat knows who you are.")).to_be_visible()


def test_signing_out_in_one_tab_signs_out_in_the_other(demo: Simulator, visit: Visit) -> None:
    first = visit.page(f"{demo.url}/demo")
    sign_in(first, "Jane Doe")
    outcome(first, SUCCESS)
    second = visit.page(f"{demo.url}/demo")
    outcome(second, SUCCESS)
    first.get_by_role("button", name="Sign out").click()
    expect(second.get_by_role("button", name="Sign in as Jane Doe")).to_be_visible()


def test_on_another_page_the_tag_is_activated_anew_and_the_conversation_goes_on(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Luis Ortega")
    outcome(page, "authentication-success")
    page.get_by_role("button", name="Open the chat").click()
    page.get_by_label("Write a message").fill("Is my boat loan on track?")
    page.keyboard.press("Enter")
    expect(page.locator(".log")).to_contain_text("Is my boat loan on track?")
    session = demo.sessions("demo")[0]["id"]
    page.get_by_role("link", name="Loans").click()
    expect(page).to_have_title(re.compile("Loans"))
    expect(page.get_by_role("heading", name="Loans on a handshake")).to_be_visible()
    outcome(page, "authentication-success")
    assert demo.sessions("demo")[0]["id"] == session
    page.get_by_role("button", name="Open the chat").click()
    expect(page.locator(".log")).to_contain_text("Is my boat loan on track?")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Your accounts")).to_be_visible()


def test_a_second_tab_shows_the_same_visitor_and_the_same_conversation(demo: Simulator, visit: Visit) -> None:
    first = visit.page(f"{demo.url}/demo")
    sign_in(first, "Jane Doe")
    outcome(first, "authentication-success")
    with first.expect_popup() as popup:
        first.get_by_role("link", name="Second tab").click()
    second = popup.value
    outcome(second, "authentication-success")
    for page in (first, second):
        page.get_by_role("button", name="Open the chat").click()
    first.get_by_label("Write a message").fill("Hello from the first tab")
    first.get_by_label("Write a message").press("Enter")
    expect(second.locator(".log")).to_contain_text("Hello from the first tab")
    assert len({session["visitorId"] for session in demo.sessions("demo")}) == 1


def test_the_strip_shows_the_events_that_the_page_heard(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    heard = page.locator("#heard")
    expect(heard).to_contain_text("tag:versionChange")
    expect(heard).to_contain_text('"FULL"')
    page.get_by_role("button", name="Sign out").click()
    expect(heard).to_contain_text('"LIGHT"')


def test_the_chatbox_says_by_a_banner_that_the_visitor_is_known(demo: Simulator, visit: Visit) -> None:
    page = visit.page(f"{demo.url}/demo")
    sign_in(page, "Jane Doe")
    page.get_by_role("button", name="Open the chat").click()
    expect(page.locator(".banner")).to_be_visible()
