"""A brand's shop: its pages, from another origin than the simulator's, and its backend, which makes the tokens."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.e2e.tag.control import ControlledSite

PAGES = Path(__file__).parent / "pages"
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass
class Shop:
    """What a test may bend, and what it can see afterwards."""

    site: ControlledSite
    config: dict[str, Any] = field(default_factory=dict)
    """More of ``iAdvizeInterface.config``."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every page."""
    backend: Callable[[str], str] | None = None
    """Makes the token for a user; by default the simulator mints it."""
    asked_for: list[str] = field(default_factory=list)
    """The users for whom a token was asked, in order: one entry for each call of the provider."""
    port: int = 0

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def other_origin(self) -> str:
        """Another domain of the brand, with the same pages."""
        return f"http://shop.localhost:{self.port}"

    def token(self, user: str) -> str:
        self.asked_for.append(user)
        return self.backend(user) if self.backend else self.site.mint(user)

    def page(self, name: str) -> str:
        """A file of ``pages``; what it needs to know of this test stands in braces."""
        text = (PAGES / name).read_text("utf-8")
        known = {
            "simulator": self.site.simulator.url,
            "origin": self.origin,
            "sid": self.site.sid,
            "config": json.dumps({"sid": self.site.sid, **self.config}),
        }
        for placeholder, value in known.items():
            text = text.replace("{{" + placeholder + "}}", value)
        return text


class ShopServer(ThreadingHTTPServer):
    """Serves one shop until it is stopped."""

    daemon_threads = True

    def __init__(self, shop: Shop) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shop = shop
        shop.port = self.server_address[1]
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: ShopServer

    def do_GET(self) -> None:
        shop = self.server.shop
        address = urlsplit(self.path)
        name = address.path.lstrip("/") or "page.html"
        if name == "token":
            # Read by a sandboxed frame too, whose origin is "null".
            user = parse_qs(address.query)["user"][0]
            self._answer(200, shop.token(user), {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"})
        elif (PAGES / name).is_file():
            self._answer(200, shop.page(name), {"Content-Type": _TYPES[Path(name).suffix], **shop.headers})
        else:
            self._answer(204 if name == "favicon.ico" else 404, "", {})

    def _answer(self, status: int, text: str, headers: Mapping[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests say themselves what they saw."""
