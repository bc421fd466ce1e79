"""The simulator's own pages: the console, the demo brand, the advisor's desk and the API's reference."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from simulator.wire import assets

_PAGES = {
    "/": "console/index.html",
    "/demo": "demo/index.html",
    "/demo/jsm": "demo-jsm/index.html",
    "/desk": "desk/index.html",
    "/api": "api/index.html",
    "/login": "login/index.html",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class _Parts(assets.Revalidated):
    """What the pages are made of."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, or that it has not changed."""
        response = super().file_response(*args, **kwargs)
        response.headers.update(HEADERS)
        return response


def routes() -> list[BaseRoute]:
    """The pages, and below ``/pages`` their parts."""
    folder = assets.pages_folder()
    pages = [Route(path, _page(folder / name), methods=["GET"]) for path, name in _PAGES.items()]
    # Many small modules, which become a third of their size.
    return [*pages, Mount("/pages", _Parts(directory=folder), middleware=[Middleware(GZipMiddleware)])]


def _page(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return FileResponse(file, media_type="text/html", headers=HEADERS)

    return answer
