"""What happened on a site, over HTTP: attempts and sessions."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.core.attempt import attempt_json
from simulator.core.session import session_json
from simulator.state.protocols import AttemptFilter, State
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desk
from simulator.wire.control.sites import site_named

_DEFAULT_LIMIT = 1000
_MAX_LIMIT = 10_000
_WORDS = {
    "accepted": True,
    "authentication-success": True,
    "refused": False,
    "authentication-failure": False,
}


class JournalRoutes:
    """``/sites/{id}/attempts`` and ``/sites/{id}/sessions``."""

    def __init__(self, state: State, desk: Desk, real_now: Callable[[], float]) -> None:
        self._state = state
        self._desk = desk
        self._real_now = real_now

    def routes(self) -> list[Route]:
        """Where they live."""
        return [
            Route("/sites/{site_id}/attempts", self.attempts, methods=["GET"]),
            Route("/sites/{site_id}/attempts", self.clear, methods=["DELETE"]),
            Route("/sites/{site_id}/sessions", self.sessions, methods=["GET"]),
            Route("/sites/{site_id}/sessions/{session_id}", self.revoke, methods=["DELETE"]),
        ]

    async def attempts(self, request: Request) -> Response:
        """How many match, and the newest of them."""
        site = await site_named(self._state, request)
        total, attempts = await self._state.journal.select(site.site_id, _filter(request), _limit(request))
        return JsonAnswer({"total": total, "attempts": [attempt_json(attempt) for attempt in attempts]})

    async def clear(self, request: Request) -> Response:
        """Forget the attempts; sessions stay."""
        site = await site_named(self._state, request)
        await self._state.journal.clear(site.site_id)
        return Response(status_code=204)

    async def sessions(self, request: Request) -> Response:
        """How many there are, and the newest of them."""
        site = await site_named(self._state, request)
        now = (await self._state.clocks.get(site.site_id)).now(self._real_now())
        page = await self._state.sessions.page(site.site_id, None, _limit(request))
        total = await self._state.sessions.count(site.site_id)
        return JsonAnswer({"total": total, "sessions": [session_json(session, now) for session in page]})

    async def revoke(self, request: Request) -> Response:
        """End a session from outside; its tag learns of it."""
        site = await site_named(self._state, request)
        session_id = request.path_params["session_id"]
        if not await self._desk.revoke(site.site_id, session_id):
            raise not_found("session", session_id)
        return Response(status_code=204)


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(_DEFAULT_LIMIT))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_LIMIT)) and 1 <= int(text) <= _MAX_LIMIT):
        raise WireError(422, "field_invalid", f"limit: give a whole number from 1 to {_MAX_LIMIT}.", "limit")
    return int(text)


def _filter(request: Request) -> AttemptFilter:
    query = request.query_params
    status = query.get("status")
    code, user_id, activation_id = query.get("code"), query.get("userId"), query.get("activationId")
    if status is None or status in _WORDS:
        accepted = None if status is None else _WORDS[status]
        return AttemptFilter(None, accepted, code, user_id, activation_id)
    if not (status.isascii() and status.isdigit() and len(status) == len("200")):
        raise WireError(422, "field_invalid", f"status: give an HTTP status or one of {', '.join(_WORDS)}.", "status")
    return AttemptFilter(int(status), None, code, user_id, activation_id)
