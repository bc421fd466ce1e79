"""A visitor's device and the tabs that are open on it."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.e2e.tag.control import until
from tests.e2e.tag.shop import Shop

SUCCESS = "authentication-success"
FAILURE = "authentication-failure"


class Tab:
    """One page of the shop with the tag in it."""

    def __init__(self, page: Page, shop: Shop) -> None:
        self.page = page
        self.shop = shop
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.uncaught: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.uncaught.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            (self.errors if message.type == "error" else self.warnings).append(message.text)

    def warned(self, text: str) -> list[str]:
        """The warnings in the console with that text, once there is one."""
        return self._once_said(self.warnings, text)

    def complained(self, text: str) -> list[str]:
        """The errors in the console with that text, once there is one."""
        return self._once_said(self.errors, text)

    def _once_said(self, said: list[str], text: str) -> list[str]:
        def found() -> list[str]:
            self.page.evaluate("0")  # What the browser has to tell arrives while it is asked something.
            return [line for line in said if text in line]

        return until(found)

    def sign_in(self, user: str = "jane") -> dict[str, Any]:
        result: dict[str, Any] = self.page.evaluate("user => shop.signIn(user)", user)
        return result

    def signed_in(self, user: str = "jane") -> "Tab":
        """This tab, after a successful activation."""
        assert self.sign_in(user)["authentication"]["status"] == SUCCESS
        return self

    def welcome(self) -> "Tab":
        """This tab, after an anonymous activation."""
        result = self.page.evaluate("shop.welcome()")
        assert result["authentication"]["status"] == SUCCESS
        return self

    def sign_out(self) -> None:
        self.page.evaluate("shop.signOut()")

    @property
    def chatbox(self) -> Locator:
        return self.page.locator("#iadvize-simulator-chatbox")

    def is_live(self, seconds: float = 10) -> None:
        """The tag has a session; the visitor can see that."""
        expect(self.chatbox).to_have_count(1, timeout=seconds * 1000)
        assert self.page.evaluate("shop.get('tag:version')") == "FULL"

    def stops(self, seconds: float = 10) -> None:
        """Within that time the tag has no session any more."""
        expect(self.chatbox).to_have_count(0, timeout=seconds * 1000)
        assert self.page.evaluate("shop.get('tag:version')") == "LIGHT"

    def record(self) -> dict[str, Any] | None:
        """What the tag keeps of the visitor in local storage."""
        text = self.page.evaluate("key => localStorage.getItem(key)", f"iadvize-{self.shop.site.sid}-vuid")
        return None if text is None else dict(json.loads(text))

    def says(self, text: str) -> None:
        """The visitor's words, typed into the chatbox."""
        if not self.chatbox.get_by_role("dialog").is_visible():
            self.chatbox.locator("button.launcher").click()
        self.chatbox.get_by_role("textbox").fill(text)
        self.chatbox.get_by_role("textbox").press("Enter")
        expect(self.messages.last).to_contain_text(text)

    @property
    def messages(self) -> Locator:
        return self.chatbox.get_by_role("log").locator("> *")


class Device:
    """One browser profile."""

    def __init__(self, context: BrowserContext, shop: Shop) -> None:
        self.context = context
        self.shop = shop
        self.tabs: list[Tab] = []

    def open(self, path: str = "/", origin: str | None = None) -> Tab:
        """A new tab, once the tag is in it."""
        tab = self.blank()
        tab.page.goto((origin or self.shop.origin) + path)
        tab.page.evaluate("shop.tag.then(() => true)")
        return tab

    def blank(self) -> Tab:
        tab = Tab(self.context.new_page(), self.shop)
        self.tabs.append(tab)
        return tab
