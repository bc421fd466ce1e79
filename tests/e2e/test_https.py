"""A page over https that is left as it is: it loads //halc.iadvize.com/iadvize.js, and the simulator answers."""

import json
import shutil
import ssl
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from trustme import CA

from tests.e2e.conftest import ARGUMENTS, chromium
from tests.e2e.server import Simulator, running

NAME = "halc.iadvize.com"
PAGE = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">
<script>
  window.iAdvizeInterface = window.iAdvizeInterface || [];
  window.iAdvizeInterface.config = {{ sid: 'demo' }};
  const tag = new Promise((resolve) => window.iAdvizeInterface.push((iAdvize) => resolve({{ iAdvize }})));
</script>
<script async src="//{NAME}/iadvize.js"></script>
<body><h1>A shop</h1>
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """A simulator over https, the authority to trust for it, and a brand's page over https."""

    simulator: Simulator
    authority: Path
    page: str
    brand_authority: Path

    def call(self, path: str, body: object = None) -> Any:
        context = ssl.create_default_context(cafile=self.authority)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )
        data = None if body is None else json.dumps(body).encode()
        with opener.open(f"{self.simulator.url}/_simulator{path}", data, timeout=10) as answer:
            return json.loads(answer.read())


class Handler(BaseHTTPRequestHandler):
    """Serves the page, whatever it is asked for."""

    page = PAGE

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        pass


@contextmanager
def website(authority: CA, page: str = PAGE) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    handler = type("Handler", (Handler,), {"page": page})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("https")
    brand = CA()
    brand.cert_pem.write_to_path(folder / "brand.pem")
    with running(folder, "--tls") as simulator, website(brand) as page:
        assert simulator.url.startswith("https://127.0.0.1:")
        yield Shop(simulator, folder / "data" / "tls-authority.pem", page, folder / "brand.pem")


def trust(store: Path, files: list[Path]) -> None:
    """Trust the files' authorities in a certificate store, as docs/deployment.md has it."""
    certutil = shutil.which("certutil")
    assert certutil, "These tests need certutil (Debian, Ubuntu: apt-get install libnss3-tools)."
    store.mkdir(parents=True)
    subprocess.run([certutil, "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    for file in files:
        subprocess.run([certutil, "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", file.stem, "-i", file], check=True)


@contextmanager
def browser(shop: Shop, home: Path, trusted: list[Path]) -> Iterator[Browser]:
    """The system's Chromium, in which the files' authorities are trusted as people do it: in its certificate store."""
    trust(home / ".pki" / "nssdb", trusted)
    # As a line in the hosts file would have it, but for the port: 443 is not for everybody to listen on.
    rules = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{shop.simulator.port}"
    arguments = [one for one in ARGUMENTS if "resolver" not in one]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(), args=[*arguments, rules], env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
        )
        yield launched
        launched.close()


def opened(browser: Browser, url: str) -> tuple[Page, list[str]]:
    """The page, and what its console complains of."""
    page, said = browser.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(url)
    return page, said


def test_a_page_that_is_left_as_it_is_signs_in(shop: Shop, tmp_path: Path) -> None:
    token = shop.call("/sites/demo/tokens", {"userId": "customer-1042"})["token"]
    with browser(shop, tmp_path, [shop.authority, shop.brand_authority]) as chrome:
        page, said = opened(chrome, shop.page)
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        result = page.evaluate(
            "(option) => tag.then(({ iAdvize }) => iAdvize.activate(async () => ({ authenticationOption: option })))",
            option,
        )
        assert result == {"authentication": {"option": option, "status": "authentication-success"}}
        # The stream of the session goes over https as well: what happens there reaches the page.
        session = shop.call("/sites/demo/sessions")["sessions"][0]
        assert session["userId"] == "customer-1042"
        assert session["state"] == "active"
        page.evaluate("tag.then(({ iAdvize }) => iAdvize.logout())")
        assert shop.call("/sites/demo/sessions")["sessions"][0]["state"] == "closed"
        loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)")
        assert set(loaded) == {f"https://{NAME}"}
        assert said == []


def test_a_browser_that_trusts_nobody_loads_no_tag(shop: Shop, tmp_path: Path) -> None:
    with browser(shop, tmp_path, [shop.brand_authority]) as chrome:
        _, said = opened(chrome, shop.page)
        assert [text for text in said if "ERR_CERT_AUTHORITY_INVALID" in text]
