"""Chat for JSM's widget in a real browser: on a page of another origin with both APIs, and on the demo shop."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.server import Simulator
from tests.e2e.watched import Visit, visiting

EMAIL = "jane.doe@example.com"
REFUSED = r"status of 401"
EXPLAINED = r"^\[iadvize-simulator\] loginWithToken was refused"
# Nothing inline is allowed, as on a careful shop's pages.
POLICY = "default-src 'none'; script-src {0} 'self'; connect-src {0} 'self'; img-src data:"
NEWER = """
<!doctype html><html lang="en"><title>Shop</title>
<chat-widget project="{project}" hidden></chat-widget>
<script src="/page.js"></script>
<script async src="{simulator}/chat-widget.js"></script>
"""
OLDER = """
<!doctype html><html lang="en"><title>Shop</title><body>
<script src="/older.js"></script>
<script async src="{simulator}/chat-widget.js?project={project}"></script>
"""
PAGE_JS = """
window.said = [];
const chatWidget = document.querySelector('chat-widget');
window.logIn = async (token) => {
  try {
    await chatWidget.loginWithToken(token);
    chatWidget.show();
    said.push('in');
  } catch (exception) {
    said.push(exception.message);
  }
};
chatWidget.addEventListener('logout', ({ detail }) => said.push(detail));
chatWidget.onload = async () => logIn(await (await fetch('/token')).text());
"""
OLDER_JS = """
window.said = [];
window.spartezSupportChat = {
  portal: 1,
  async initCallback() {
    try {
      await spartezSupportChat.sso.login(await (await fetch('/token')).text());
      said.push('in');
    } catch (exception) {
      said.push(exception.message);
    }
  },
};
"""


class Shop:
    """A page on another origin, and the backend beside it."""

    def __init__(self, simulator: Simulator, project: str) -> None:
        self.simulator, self.project = simulator, project
        self.order: dict[str, Any] = {"userId": EMAIL, "displayName": "Jane Doe"}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server.server_address[1]}"

    def answer(self, path: str) -> tuple[str, str]:
        if path == "/token":
            return "text/plain", self.simulator.mint(self.project, **self.order)
        scripts = {"/page.js": PAGE_JS, "/older.js": OLDER_JS}
        if path in scripts:
            return "text/javascript", scripts[path]
        page = OLDER if path == "/older" else NEWER
        return "text/html", page.format(project=self.project, simulator=self.simulator.url)

    def _handler(shop) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - self is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, text = shop.answer(self.path)
                body = text.encode()
                self.send_response(200)
                self.send_header("content-type", f"{kind}; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.send_header("content-security-policy", POLICY.format(shop.simulator.url))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def shop(simulator: Simulator) -> Iterator[Shop]:
    project = simulator.call("POST", "/sites", {"provider": "jsm-chat"})["siteId"]
    shop = Shop(simulator, project)
    yield shop
    shop.server.shutdown()
    shop.server.server_close()


@pytest.fixture
def visit(browser: Browser, simulator: Simulator, shop: Shop) -> Iterator[Visit]:
    visit = visiting(browser, {simulator.url, shop.origin})
    yield visit
    assert visit.unexpected() == []
    visit.context.close()


def said(page: Page, count: int = 1) -> list[str]:
    page.wait_for_function("count => window.said.length >= count", arg=count)
    heard: list[str] = page.evaluate("window.said")
    return heard


def write(page: Page, text: str) -> None:
    page.get_by_role("button", name="Open the chat with the help desk").click()
    page.get_by_label("Describe your problem").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text(text)


def tickets(simulator: Simulator, project: str) -> list[Any]:
    listed: list[Any] = simulator.call("GET", f"/sites/{project}/tickets")["tickets"]
    return listed


@pytest.mark.parametrize("path", ["/", "/older"])
def test_both_apis_log_the_customer_in_who_reports_a_ticket(visit: Visit, shop: Shop, path: str) -> None:
    page = visit.page(shop.origin + path)
    assert said(page) == ["in"]
    write(page, "My printer is on fire")
    expect(page.get_by_text(f"Logged in as Jane Doe ({EMAIL})")).to_be_visible()
    (ticket,) = tickets(shop.simulator, shop.project)
    assert ticket["reporter"] == {"email": EMAIL, "displayName": "Jane Doe"}
    assert ticket["summary"] == "My printer is on fire"


@pytest.mark.parametrize("path", ["/", "/older"])
def test_both_apis_throw_an_error_whose_message_says_why(visit: Visit, shop: Shop, path: str) -> None:
    visit.expect(REFUSED, EXPLAINED)
    shop.order["mistake"] = "secret_key_recoded"
    (message,) = said(visit.page(shop.origin + path))
    assert "base64-decoded secret key" in message
    assert any("Buffer.from" in text for text in visit.console())


def test_the_older_api_logs_out(visit: Visit, shop: Shop) -> None:
    page = visit.page(f"{shop.origin}/older")
    said(page)
    page.evaluate("spartezSupportChat.sso.logout()")
    (session,) = shop.simulator.sessions(shop.project)
    assert session["state"] == "closed"


def test_a_hidden_widget_shows_once_the_customer_is_logged_in(visit: Visit, shop: Shop) -> None:
    visit.expect(REFUSED, EXPLAINED)
    shop.order["mistake"] = "token_expired"
    page = visit.page(shop.origin)
    said(page)
    launcher = page.get_by_role("button", name="Open the chat with the help desk")
    expect(launcher).to_be_hidden()
    page.evaluate("token => logIn(token)", shop.simulator.mint(shop.project, userId=EMAIL))
    expect(launcher).to_be_visible()


def test_a_page_that_tries_again_survives_a_new_customers_creation(visit: Visit, shop: Shop) -> None:
    visit.expect(REFUSED, EXPLAINED)
    fault = {"name": "customer-pending", "delayMs": 60_000}
    shop.simulator.call("POST", f"/sites/{shop.project}/faults", fault)
    page = visit.page(shop.origin)
    assert "the customer is being created" in said(page)[0]
    shop.simulator.call("PUT", f"/sites/{shop.project}/clock", {"advanceSeconds": 60})
    page.evaluate("token => logIn(token)", shop.simulator.mint(shop.project, userId=EMAIL))
    assert said(page, 2)[1] == "in"


def test_an_agents_answer_appears(visit: Visit, shop: Shop) -> None:
    page = visit.page(shop.origin)
    said(page)
    write(page, "Hello?")
    (ticket,) = tickets(shop.simulator, shop.project)
    shop.simulator.call("POST", f"/sites/{shop.project}/conversations/{ticket['id']}/messages", {"text": "Unplug it."})
    expect(page.get_by_role("log")).to_contain_text("Unplug it.")


def test_a_session_that_is_ended_from_outside_logs_the_widget_out(visit: Visit, shop: Shop) -> None:
    page = visit.page(shop.origin)
    said(page)
    (session,) = shop.simulator.sessions(shop.project)
    shop.simulator.call("DELETE", f"/sites/{shop.project}/sessions/{session['id']}")
    assert said(page, 2)[1] == "revoked"


@pytest.mark.parametrize(
    ("mode", "noise"),
    [("server-error", "status of 500"), ("connection-reset", "ERR_"), ("malformed-response", "nothing")],
)
def test_a_failure_mode_is_an_exception(visit: Visit, shop: Shop, mode: str, noise: str) -> None:
    visit.expect(noise)
    shop.simulator.call("POST", f"/sites/{shop.project}/faults", {"name": mode, "times": 1})
    assert said(visit.page(shop.origin))[0].startswith("Auto-login failed: ")


@pytest.fixture
def demo(browser: Browser, simulator: Simulator) -> Iterator[Callable[..., Page]]:
    visits = []

    def opened(**options: Any) -> Page:
        visit = visiting(browser, {simulator.url}, **options)
        visit.expect(REFUSED, EXPLAINED)
        visits.append(visit)
        return visit.page(f"{simulator.url}/demo/jsm")

    yield opened
    for visit in visits:
        assert visit.unexpected() == []
        visit.context.close()


def test_the_demo_shop_shows_its_widget_to_one_domain_alone(demo: Callable[..., Page]) -> None:
    page = demo()
    launcher = page.get_by_role("button", name="Open the chat with the help desk")
    page.get_by_role("button", name="Log in as Jane Doe").click()
    expect(page.get_by_text("jane.doe@tidewater.example is logged in to the help desk.")).to_be_visible()
    expect(launcher).to_be_visible()
    page.get_by_role("button", name="Log in as Lee Roe").click()
    expect(page.get_by_text("lee.roe@elsewhere.example is not at tidewater.example")).to_be_visible()
    expect(launcher).to_be_hidden()


def test_the_demo_shop_makes_every_mistake(demo: Callable[..., Page]) -> None:
    page = demo()
    page.get_by_label("The next login hands over").select_option("exp_in_milliseconds")
    page.get_by_label("by", exact=True).select_option("older")
    page.get_by_role("button", name="Log in as Sam Poe").click()
    expect(page.locator("#outcome")).to_contain_text("It threw: Auto-login failed")
    expect(page.locator("#outcome")).to_contain_text("in the far future")


def test_the_demo_shops_customer_writes_and_logs_out(demo: Callable[..., Page], simulator: Simulator) -> None:
    page = demo()
    page.get_by_role("button", name="Log in as Sam Poe").click()
    write(page, "Which rope for a dinghy?")
    newest = tickets(simulator, "demo-desk")[0]
    assert newest["reporter"] == {"email": "sam.poe@tidewater.example", "displayName": "Sam Poe"}
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("#outcome")).to_have_text("Logged out, of the shop and of the help desk.")


def test_the_demo_shop_fits_a_phone(demo: Callable[..., Page]) -> None:
    page = demo(viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="Log in as Jane Doe").click()
    page.get_by_role("button", name="Open the chat with the help desk").click()
    width = json.loads(page.evaluate("JSON.stringify(document.documentElement.scrollWidth)"))
    assert width <= 390
    panel = page.get_by_role("dialog").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 390
