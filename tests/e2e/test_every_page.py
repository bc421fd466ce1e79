"""What holds for every page of ours: its policy, its weight, its room on a phone, and that nobody is shut out."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.server import Simulator, running
from tests.e2e.watched import EXPLAINED, REFUSED, Visit

FOLDER = Path(__file__).parent
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
LIGHT = 60_000
WIDE = {"width": 1400, "height": 700}
SHUTS_OUT = ("serious", "critical")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


def bank(page: Page) -> None:
    expect(page.locator("#mistake option")).not_to_have_count(1)


def signed_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in as Jane Doe").click()
    expect(page.locator(".outcome-status")).to_have_text("authentication-success")
    expect(page.locator(".outcome")).to_contain_text("hb-7f3a91c2e4")


def refused(page: Page) -> None:
    bank(page)
    page.get_by_label("The next sign-in hands over").select_option("exp_in_milliseconds")
    page.get_by_role("button", name="Sign in as Jane Doe").click()
    expect(page.locator(".outcome-status")).to_have_text("authentication-failure")
    page.get_by_text("Show the fix as code").click()
    expect(page.locator(".fix pre")).not_to_be_empty()


def attempts(page: Page) -> None:
    expect(page.locator(".rung").first).to_be_visible()


def sessions(page: Page) -> None:
    expect(page.locator(".sessions .state").first).to_be_visible()


def visitors(page: Page) -> None:
    page.locator(".person summary").first.click()
    expect(page.locator(".person .facts").first).to_be_visible()


def failures(page: Page) -> None:
    page.get_by_role("switch", name="server-error").check()
    expect(page.locator(".mode[data-armed]")).to_be_visible()


def new_site(page: Page) -> None:
    page.get_by_label("I have a key pair").check()
    page.get_by_label("public key").last.fill("ssh-rsa AAAA")
    expect(page.locator(".key-facts")).to_be_visible()


def explained(page: Page) -> None:
    page.get_by_role("button", name="Try a broken example").click()
    expect(page.locator(".rung")).to_have_count(8)


def set_up(page: Page) -> None:
    expect(page.locator(".key")).to_have_count(3)
    expect(page.locator(".brand-key .key-facts")).to_be_visible()


def desk(page: Page) -> None:
    expect(page.locator(".visitor").first).to_be_visible()


def reference(page: Page) -> None:
    page.get_by_text("/tag/activations").click()
    expect(page.locator("details[open] pre").first).to_contain_text("authenticationOption")


def graphiql(page: Page) -> None:
    expect(page.get_by_role("button", name="Verdict", exact=True)).to_be_visible()
    expect(page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text("visitorAuthentication")


def chat_shop(page: Page) -> None:
    page.get_by_role("button", name="Log in as Jane Doe").click()
    page.get_by_role("button", name="Open the chat with the help desk").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def as_it_opens(page: Page) -> None:
    expect(page.get_by_role("heading").first).to_be_visible()


VIEWS = [
    pytest.param("/demo", bank, id="bank"),
    pytest.param("/demo", signed_in, id="bank signed in"),
    pytest.param("/demo", refused, id="bank refused"),
    pytest.param("/demo/jsm", chat_shop, id="chat shop"),
    pytest.param("/", as_it_opens, id="console empty"),
    pytest.param("/#/sites/{used}", attempts, id="attempts"),
    pytest.param("/#/sites/{used}/sessions", sessions, id="sessions"),
    pytest.param("/#/sites/{used}/visitors", visitors, id="visitors"),
    pytest.param("/#/sites/{used}/failures", failures, id="failures"),
    pytest.param("/#/new", new_site, id="new site"),
    pytest.param("/#/sites/{used}/explain", explained, id="explain"),
    pytest.param("/#/sites/{used}/setup", set_up, id="set up"),
    pytest.param("/desk#/{used}", desk, id="desk"),
    pytest.param("/graphql", graphiql, id="graphql"),
    pytest.param("/api", reference, id="api"),
    pytest.param("/login", as_it_opens, id="login"),
]


@pytest.fixture
def used(demo: Simulator) -> str:
    """A site on which something has happened: one visitor signed in, and one was refused."""
    site = demo.site(name="In use")
    for number, mistake in enumerate((None, "exp_in_milliseconds")):
        token = demo.mint(site, visitorData={"firstName": "Ada"}, **({"mistake": mistake} if mistake else {}))
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        body = {"siteId": site, "activationId": f"a-{number}", "authenticationOption": option}
        demo.exchange("POST", "/tag/activations", body)
    return site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "ready"), VIEWS)
def test_axe_finds_nothing_that_shuts_people_out(  # noqa: PLR0917 - pytest passes them by name
    demo: Simulator,
    used: str,
    visiting_with: Callable[..., Visit],
    path: str,
    ready: Callable[[Page], None],
    scheme: str,
) -> None:
    visit = visiting_with(color_scheme=scheme)
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(demo.url + path.format(used=used))
    ready(page)
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    shut_out = [
        f"{one['id']}: {one['help']}\n" + "\n".join(node["html"] for node in one["nodes"])
        for one in found["violations"]
        if one["impact"] in SHUTS_OUT
    ]
    assert not shut_out, "\n".join(shut_out)


@pytest.mark.parametrize(("path", "ready"), VIEWS)
def test_it_fits_a_phone(
    demo: Simulator, used: str, visiting_with: Callable[..., Visit], path: str, ready: Callable[[Page], None]
) -> None:
    visit = visiting_with(viewport=PHONE)
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(demo.url + path.format(used=used))
    if ready is attempts:
        page.locator(".attempt").first.click()
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(("path", "ready"), [view for view in VIEWS if str(view.values[0]).startswith(("/#", "/desk"))])
def test_a_wide_window_stands_still_while_its_parts_scroll(
    demo: Simulator, used: str, visiting_with: Callable[..., Visit], path: str, ready: Callable[[Page], None]
) -> None:
    page = visiting_with(viewport=WIDE).page(demo.url + path.format(used=used))
    ready(page)
    assert page.evaluate("document.documentElement.scrollHeight") == WIDE["height"]


@pytest.mark.parametrize("path", ["/", "/demo", "/demo/jsm", "/desk", "/graphql", "/api", "/login"])
def test_the_page_and_its_parts_have_a_strict_policy(simulator: Simulator, visit: Visit, path: str) -> None:
    answers: list[Response] = []

    def keep(response: Response) -> None:
        answers.append(response)

    visit.context.on("response", keep)
    page = visit.page(simulator.url + path)
    page.wait_for_load_state("load")
    own = [answer for answer in answers if answer.url == page.url or "/pages/" in answer.url]
    assert len(own) > 2
    policies = {str(answer.headers.get("content-security-policy")) for answer in own}
    assert {re.sub(r" 'nonce-[\w-]{22}'; font-src data:", "", policy) for policy in policies} == {POLICY}
    assert {answer.headers.get("x-content-type-options") for answer in own} == {"nosniff"}


def transferred(answers: list[Response]) -> int:
    """Bytes of bodies as they came over the wire."""
    return sum(answer.request.sizes()["responseBodySize"] for answer in answers)


def test_the_first_view_of_the_console_weighs_less_than_60_kilobytes(visit: Visit, tmp_path: Path) -> None:
    answers: list[Response] = []

    def keep(response: Response) -> None:
        answers.append(response)

    visit.context.on("response", keep)
    with running(tmp_path) as fresh:
        visit.origins.add(fresh.url)
        page = visit.page(f"{fresh.url}/")
        expect(page.get_by_role("heading", name="Nothing has been tried yet")).to_be_visible()
        # The stream of what happens goes on for as long as the page is open.
        ended = [answer for answer in answers if "/_simulator/events" not in answer.url]
        assert transferred(ended) < LIGHT
        page.close()


def test_the_modules_of_the_pages_pass_the_type_checker() -> None:
    checked = subprocess.run(
        ["npm", "run", "--silent", "types"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
