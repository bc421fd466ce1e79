"""The system's Firefox, driven through a small program on Node.js."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).parent / "firefox" / "driver.mjs"


class Firefox:
    """Sends commands to the driver, one at a time."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        self._driver = driver

    def ask(self, command: str, **given: object) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self._driver.stdin.flush()
        answer = json.loads(self._driver.stdout.readline() or '{"error": "the driver has ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def firefox(profile: Path | None = None) -> Iterator[Firefox]:
    """A browser with a fresh profile, or with that in the folder."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "These tests need Firefox; neither firefox-esr nor firefox is on the path."
    with subprocess.Popen(
        ["node", DRIVER, program, *([profile] if profile else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as driver:
        yield Firefox(driver)
        # The end of its input ends the driver, and that the browser.
        assert driver.stdin
        driver.stdin.close()
        driver.wait(timeout=30)


class FirefoxTab:
    """One page of the brand with the tag in it."""

    def __init__(self, browser: Firefox, device: int, url: str) -> None:
        self._browser = browser
        self.number: int = browser.ask("open", device=device, url=url)

    def run(self, expression: str) -> Any:
        return self._browser.ask("evaluate", tab=self.number, expression=expression)

    def wait_for(self, condition: str) -> None:
        self._browser.ask("waitFor", tab=self.number, condition=condition)

    def reload(self) -> None:
        self._browser.ask("reload", tab=self.number)

    def sign_in(self, user: str = "jane") -> str:
        """The status, or the reason of a failure."""
        result = self.run(f"shop.signIn('{user}')")["authentication"]
        return str(result.get("reason", result["status"]))

    def is_live(self, *, live: bool = True) -> None:
        """Waits until the visitor sees the chatbox, or sees it no more."""
        found = "document.getElementById('iadvize-simulator-chatbox')"
        self.wait_for(found if live else f"!{found}")

    def errors(self) -> list[str]:
        return [text for kind, text in self._browser.ask("said", tab=self.number) if kind == "error"]

    def uncaught(self) -> list[str]:
        return list(self._browser.ask("uncaught", tab=self.number))
