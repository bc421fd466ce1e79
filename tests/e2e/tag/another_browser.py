"""A second Chromium beside the one that most tests share."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser


@contextmanager
def another(browser: Browser, *arguments: str) -> Iterator[Browser]:
    """A browser of its own, with processes or arguments that the shared one hasn't."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    second = browser.browser_type.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", *arguments])
    yield second
    second.close()
