"""GraphiQL at /graphql: the published files, with queries to start from, under a strict policy."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from simulator.wire import assets
from tests.e2e.server import Simulator
from tests.e2e.watched import REFUSED, Visit

VENDORED = assets.pages_folder() / "graphql" / "graphiql"


def opened(simulator: Simulator, visit: Visit, query: str = "") -> Page:
    page = visit.page(f"{simulator.url}/graphql{query}")
    expect(page.locator(".graphiql-query-editor .CodeMirror-code")).not_to_be_empty()
    return page


def run(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Execute query")).click()


def test_the_files_are_those_that_the_table_beside_them_names() -> None:
    table = (VENDORED / "README.md").read_text("utf-8")
    named = dict(re.findall(r"\| `([\w.-]+)` \| [^|]+ \| `([0-9a-f]{64})` \|", table))
    there = {path.name: _sum(path) for path in VENDORED.iterdir() if path.suffix in (".js", ".css")}
    assert there == named
    assert len(there) == 4


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_example_runs_as_it_stands(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    run(page)
    expect(page.locator(".result-window")).to_contain_text('"accepted": false')
    expect(page.locator(".result-window")).to_contain_text("token_part_count")


def test_there_is_an_example_for_each_field_of_query(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    fields = {"Verdict": "visitorAuthentication", "Visitors": "visitors", "Sessions": "sessions", "Visitor": "visitor"}
    for tab, field in fields.items():
        page.locator(".graphiql-tab-button").get_by_text(tab, exact=True).click()
        expect(page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text(f"{field}(")
        # GraphiQL reads the document a moment after it changed.
        page.wait_for_function("tab => Object.values(localStorage).includes(tab)", arg=tab)
        run(page)
        expect(page.locator(".result-window")).to_contain_text(f'"{field}":')


def test_the_schema_can_be_read_in_the_page(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    page.get_by_role("button", name="Show Documentation Explorer").click()
    page.get_by_role("link", name="Query", exact=True).first.click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("visitorAuthentication")


def test_its_dialogs_break_no_policy(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    page.get_by_role("button", name="Open settings dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_query_in_the_address_is_in_the_editor(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit, "?query=%7B%20__typename%20%7D")
    expect(page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text("{ __typename }")


def test_its_nonce_is_another_each_time(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    first = page.evaluate("document.querySelector('script[nonce]').nonce")
    page.reload()
    expect(page.locator(".graphiql-query-editor .CodeMirror-code")).not_to_be_empty()
    assert page.evaluate("document.querySelector('script[nonce]').nonce") != first


def test_its_editors_have_names(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit)
    expect(page.get_by_role("textbox", name="Query", exact=True)).to_be_attached()
    expect(page.locator(".CodeMirror textarea:not([aria-label])")).to_have_count(0)


def test_the_access_token_of_its_headers_is_sent(demo: Simulator, visit: Visit) -> None:
    page = opened(demo, visit, "?query=%7B__typename%7D")
    run(page)
    expect(page.locator(".result-window")).to_contain_text('"__typename": "Query"')
    page.get_by_role("button", name="Headers", exact=True).click()
    page.locator(".graphiql-editor-tool .CodeMirror:visible").click()
    page.keyboard.insert_text('{"Authorization": "Bearer nonsense"}')
    visit.expect(REFUSED)
    run(page)
    expect(page.locator(".result-window")).to_contain_text("The access token is not valid")
