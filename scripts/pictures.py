"""Takes the pictures of README and docs from the running product, so that they stay true.

python -m scripts.pictures
"""

import base64
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.server import Simulator, running

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH, HEIGHT = 1060, 800
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Two windows side by side on a plain ground.
_FRAME = """<!doctype html>
<style>
  body {{ display: flex; align-items: flex-start; gap: 20px; margin: 0; padding: 20px; background: #c9d3d8; }}
  img {{ flex: 1; min-width: 0; border-radius: 8px; }}
</style>
{images}
"""
_FRAME_WIDTH = 1800


def main() -> None:
    """Every picture anew."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("pictures: no browser is on the path")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as simulator, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        demo(browser, simulator)
        refusal(browser, simulator)
        desk(browser, simulator)
        attempt(browser, simulator)
        failures(browser, simulator)
        browser.close()


def demo(browser: Browser, simulator: Simulator) -> None:
    """The bank with its chat, signed in, beside the console with the eight checks."""
    bank = window(browser, f"{simulator.url}/demo")
    bank.get_by_role("button", name="Sign in as Jane Doe").click()
    bank.get_by_role("button", name="Open the chat").click()
    bank.get_by_label("Write a message").fill("Hello, did my salary arrive?")
    bank.keyboard.press("Enter")
    bank.locator(".log").get_by_text("did my salary arrive?").wait_for()
    bank.locator("#greeting").focus()
    console = window(browser, f"{simulator.url}/#/sites/demo")
    console.locator(".rung").first.wait_for()
    side_by_side(browser, "demo.png", bank, console)


def refusal(browser: Browser, simulator: Simulator) -> None:
    """A refusal, explained beside the bank's page."""
    bank = window(browser, f"{simulator.url}/demo", width=1280, height=800)
    bank.locator("#mistake option[value=exp_in_milliseconds]").wait_for(state="attached")
    bank.get_by_label("The next sign-in hands over").select_option("exp_in_milliseconds")
    bank.get_by_role("button", name="Sign in as Luis Ortega").click()
    bank.locator(".story-head > .explanation").wait_for()
    bank.screenshot(path=FOLDER / "refusal.png")


def desk(browser: Browser, simulator: Simulator) -> None:
    """The advisor's desk with a visitor who is signed in."""
    page = window(browser, f"{simulator.url}/desk")
    page.get_by_label("Answer").fill("It did, on the 18th: €2,940.00.")
    page.get_by_role("button", name="Send").click()
    page.locator(".message[data-author=advisor]").wait_for()
    page.screenshot(path=FOLDER / "desk.png")


def attempt(browser: Browser, simulator: Simulator) -> None:
    """A refused attempt in the console, from the failed check to the parts of the token."""
    refused = next(one for one in simulator.attempts("demo") if not one["accepted"])
    page = window(browser, f"{simulator.url}/#/sites/demo/attempts/{refused['id']}", width=1280, height=860)
    page.locator(".part-of-token").first.wait_for()
    page.locator(".rung[data-outcome=failed]").evaluate("rung => rung.scrollIntoView()")
    page.screenshot(path=FOLDER / "attempt.png")


def failures(browser: Browser, simulator: Simulator) -> None:
    """Failure modes as switches, beside a scenario that is under way."""
    page = window(browser, f"{simulator.url}/#/sites/demo/failures", width=1280, height=1380)
    page.get_by_role("button", name="Start A flaky day").click()
    page.locator("[aria-current=step]").wait_for()
    slow = page.locator("[data-mode=slow]")
    slow.get_by_label("times").fill("3")
    slow.get_by_role("switch").check()
    slow.locator(".mode-state").get_by_text("3 times more").wait_for()
    page.locator(".view").evaluate("view => { view.scrollTop = 0; }")
    page.screenshot(path=FOLDER / "failures.png")


def window(browser: Browser, url: str, width: int = WIDTH, height: int = HEIGHT) -> Page:
    """A page in a profile of its own."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", locale="en-IE")
    page.goto(url)
    return page


def side_by_side(browser: Browser, name: str, *pages: Page) -> None:
    """One picture of several pages."""
    shots = (base64.b64encode(page.screenshot()).decode() for page in pages)
    images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
    frame = browser.new_page(viewport={"width": _FRAME_WIDTH, "height": 100})
    frame.set_content(_FRAME.format(images=images))
    frame.locator("img").last.wait_for()
    frame.screenshot(path=FOLDER / name, full_page=True)


if __name__ == "__main__":
    main()
