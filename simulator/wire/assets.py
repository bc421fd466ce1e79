"""Files that browsers load: the tag, and the simulator's own pages."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from simulator.core.fault import SCRIPT
from simulator.state.protocols import Faults
from simulator.wire.answers import WireError

_PACKAGE = Path(__file__).parent.parent
_NO_CACHE = {"cache-control": "no-cache"}
# For pages that load it with crossorigin (and integrity), and for those that embed nothing without its leave (COEP).
_FOR_ANY_PAGE = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


def tag_folder() -> Path:
    """Where the tag's modules lie: inside an installed package, or beside it in a source tree."""
    installed = _PACKAGE / "client"
    return installed if installed.is_dir() else _PACKAGE.parent / "client_js" / "src"


def chat_widget_folder() -> Path:
    """Where the modules of Chat for JSM's widget lie, likewise."""
    installed = _PACKAGE / "chat_widget"
    return installed if installed.is_dir() else _PACKAGE.parent / "client_js" / "chat-widget"


def pages_folder() -> Path:
    """Where the simulator's own pages lie."""
    return _PACKAGE / "wire" / "pages"


class Revalidated(StaticFiles):
    """Static files that a browser asks about anew each time, so that an upgrade shows at once."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, or that it has not changed."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
        response.headers.update(_NO_CACHE)
        return response


class TagScript:
    """A script that pages load; with a site's id in its query, that site's failure mode tag-unavailable keeps it away.

    ``named`` is the query's parameter: ``/iadvize.js?sid=``.
    """

    def __init__(self, faults: Faults, file: Path, named: str) -> None:
        self._faults = faults
        self._file = file
        self._named = named

    async def serve(self, request: Request) -> Response:
        """The script, or a 503."""
        site_id = request.query_params.get(self._named)
        if site_id and await self._faults.take(site_id, (SCRIPT,), None):
            raise WireError(503, "tag_unavailable", "The failure mode tag-unavailable is on.")
        return FileResponse(self._file, media_type="text/javascript", headers=_NO_CACHE | _FOR_ANY_PAGE)
