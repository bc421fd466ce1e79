"""Pages that are watched: what none of them may do fails the test that opened them."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

# What Chromium says of an HTTP error: no mistake of a page where a refusal is what the test is about.
REFUSED = r"Failed to load resource: the server responded with a status of 401"
EXPLAINED = r"^\[iadvize-simulator\] (Activation|Renewal), attempt \d was refused"


@dataclass(slots=True)
class Visit:
    """One browser profile with its pages: everything said in their consoles, and everything they may not do."""

    context: BrowserContext
    origins: set[str]
    said: list[ConsoleMessage] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def page(self, url: str) -> Page:
        """A page at the address."""
        page = self.context.new_page()
        page.goto(url)
        return page

    def expect(self, *patterns: str) -> None:
        """Errors in the browser's console that belong to the test."""
        self.expected += patterns

    def console(self, kind: str = "error") -> list[str]:
        """What was said in the browser's console: ``error``, ``warning``, ``info``."""
        return [message.text for message in self.said if message.type == kind]

    def unexpected(self) -> list[str]:
        """What stands against the pages."""
        errors = [text for text in self.console() if not any(re.search(pattern, text) for pattern in self.expected)]
        return [*self.troubles, *(f"in the console: {text}" for text in errors)]


def visiting(browser: Browser, origins: set[str], **options: Any) -> Visit:
    """A fresh profile whose pages may ask these origins alone."""
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    visit = Visit(context, origins)

    def is_foreign(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" not in origins

    def refuse(route: Route, request: Request) -> None:
        visit.troubles.append(f"asked another origin: {request.url}")
        route.abort()

    def listen(message: ConsoleMessage) -> None:
        visit.said.append(message)

    context.route(is_foreign, refuse)
    context.on("console", listen)
    context.on("weberror", lambda error: visit.troubles.append(f"threw: {error.error}"))
    return visit
