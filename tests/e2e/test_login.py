"""A console under another name than this machine's own: it asks for the control token once, and then works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.server import running
from tests.e2e.watched import REFUSED, Visit

TOKEN = "correct-horse-battery"


@pytest.fixture
def guarded(tmp_path: Path, visit: Visit) -> Iterator[str]:
    """The address of a server as a proxy's users see it."""
    with running(tmp_path, "--control-token", TOKEN) as simulator:
        url = f"http://simulator.test:{simulator.port}"
        visit.origins.add(url)
        visit.expect(REFUSED)
        yield url
        visit.context.close()


def test_the_console_asks_for_the_token_and_then_shows_what_it_was_asked_for(guarded: str, visit: Visit) -> None:
    page = visit.page(f"{guarded}/#/sites/demo/setup")
    page.get_by_label("Control token").fill("another-token-altogether")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("not the one that this server was started with")
    page.get_by_label("Control token").fill(TOKEN)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{guarded}/#/sites/demo/setup")
    expect(page.locator(".key")).to_have_count(3)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http://["])
def test_it_sends_nobody_to_another_origin(guarded: str, visit: Visit, elsewhere: str) -> None:
    page = visit.page(f"{guarded}/login?next={elsewhere}")
    page.get_by_label("Control token").fill(TOKEN)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{guarded}/")
