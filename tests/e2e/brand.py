"""A brand's own website: pages on another origin, and a backend that hands out tokens."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.e2e.server import Simulator


@dataclass(slots=True)
class Brand:
    """``pages`` maps paths to what is served there; ``handed_out`` are the tokens that its backend made, in order."""

    simulator: Simulator
    port: int
    pages: dict[str, "Served"] = field(default_factory=dict)
    handed_out: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def other_url(self) -> str:
        """The same website under another name."""
        return f"http://localhost:{self.port}"

    def policy(self) -> str:
        """A strict policy of the kind that brands have: nothing but the page's own files and the simulator."""
        return f"default-src 'none'; script-src 'self' {self.simulator.url}; connect-src 'self' {self.simulator.url}"

    def page(self, site_id: object, script: str = "", *, after: str = "", policy: str | None = None) -> str:
        """The address of a page with the tag. ``script`` runs before the tag is asked for, ``after`` behind it."""
        name = f"/{len(self.pages)}"
        config = f"window.iAdvizeInterface ||= []; iAdvizeInterface.config = {{ sid: {site_id!r} }};"
        self.pages[f"{name}-before.js"] = Served(f"{config}\n{_BACKEND}\n{script}", "text/javascript")
        self.pages[f"{name}-after.js"] = Served(after, "text/javascript")
        return self.html(
            f'<script src="{name}-before.js"></script>'
            f'<script async src="{self.simulator.url}/iadvize.js"></script>'
            f'<script src="{name}-after.js"></script>',
            policy or self.policy(),
        )

    def html(self, head: str, policy: str) -> str:
        """The address of a page with exactly this head and policy."""
        path = f"/{len(self.pages)}.html"
        document = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>A brand</title><link rel="icon" href="data:,">'
            f"{head}<body><h1>A brand</h1>"
        )
        self.pages[path] = Served(document, "text/html", {"content-security-policy": f"{policy}; img-src data:"})
        return self.url + path

    def token(self, query: dict[str, list[str]]) -> str:
        order = {name: values[0] for name, values in query.items()}
        token = self.simulator.mint(order.pop("site"), **order)
        self.handed_out.append(token)
        return token


@dataclass(frozen=True, slots=True)
class Served:
    body: str
    kind: str
    headers: dict[str, str] = field(default_factory=dict)


# What a page of the brand has at hand: its own backend, and providers that ask it.
_BACKEND = """
const token = async (site, order = {}) =>
  (await fetch('/token?' + new URLSearchParams({ site, ...order }), { cache: 'no-store' })).text();
const secured = (site, order) => async () => {
  window.providerCalls = (window.providerCalls ?? 0) + 1;
  return { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: await token(site, order) } };
};
const anonymous = () => ({ authenticationOption: { type: 'ANONYMOUS' } });
const tag = () => new Promise((resolve) => window.iAdvizeInterface.push((iAdvize) => resolve({ iAdvize })));
"""


@contextmanager
def website(simulator: Simulator) -> Iterator[Brand]:
    """The website, served on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path == "/token":
                served: Served | None = Served(brand.token(parse_qs(address.query)), "text/plain")
            else:
                served = brand.pages.get(address.path)
            self.send_response(200 if served else 404)
            for name, value in (served.headers if served else {}).items():
                self.send_header(name, value)
            self.send_header("content-type", f"{served.kind if served else 'text/plain'}; charset=utf-8")
            self.end_headers()
            self.wfile.write(served.body.encode() if served else b"not found")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        brand = Brand(simulator, server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield brand
        server.shutdown()
        thread.join()
