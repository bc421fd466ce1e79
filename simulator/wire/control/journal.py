"""What happened on a site, over HTTP: attempts and sessions."""

from collections.abc import Callable
from typing import Annotated, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.attempt import AttemptJson, attempt_json
from simulator.core.session import SessionJson, session_json
from simulator.state.protocols import AttemptFilter, State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desk
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_NO_SESSION = {404: "There is no such site, or no such session on it."}
_WORDS = {
    "accepted": True,
    "authentication-success": True,
    "refused": False,
    "authentication-failure": False,
}


_STATUS = f"^([0-9]{{3}}|{'|'.join(_WORDS)})$"


class PageQuery(msgspec.Struct, rename="camel"):
    """How much of a list is wanted."""

    limit: Annotated[int, Meta(ge=1, le=10_000)] = 1000


class AttemptQuery(PageQuery, rename="camel"):
    """Which attempts are wanted: those that match all that is given. A status is one of HTTP, or a word."""

    status: Annotated[str, Meta(extra_json_schema={"pattern": _STATUS})] | None = None
    code: str | None = None
    user_id: str | None = None
    activation_id: str | None = None


class AttemptsJson(TypedDict):
    """How many attempts match, and the newest of them."""

    total: int
    attempts: list[AttemptJson]


class SessionsJson(TypedDict):
    """How many sessions there are, and the newest of them."""

    total: int
    sessions: list[SessionJson]


class JournalRoutes:
    """``/sites/{id}/attempts`` and ``/sites/{id}/sessions``."""

    def __init__(self, state: State, desk: Desk, real_now: Callable[[], float]) -> None:
        self._state = state
        self._desk = desk
        self._real_now = real_now

    def routes(self) -> list[Operation]:
        """Where they live."""
        attempts, sessions = "/sites/{site_id}/attempts", "/sites/{site_id}/sessions"
        return [
            Operation("GET", attempts, self.attempts, query=AttemptQuery, answers={200: AttemptsJson}, errors=NO_SITE),
            Operation("DELETE", attempts, self.clear, answers={204: None}, errors=NO_SITE),
            Operation("GET", sessions, self.sessions, query=PageQuery, answers={200: SessionsJson}, errors=NO_SITE),
            Operation("DELETE", sessions + "/{session_id}", self.revoke, answers={204: None}, errors=_NO_SESSION),
        ]

    async def attempts(self, request: Request) -> Response:
        """How many match, and the newest of them."""
        site = await site_named(self._state, request)
        query = bodies.query(request, AttemptQuery)
        total, attempts = await self._state.journal.select(site.site_id, _filter(query), query.limit)
        return JsonAnswer(AttemptsJson(total=total, attempts=[attempt_json(attempt) for attempt in attempts]))

    async def clear(self, request: Request) -> Response:
        """Forget the attempts; sessions stay."""
        site = await site_named(self._state, request)
        await self._state.journal.clear(site.site_id)
        return Response(status_code=204)

    async def sessions(self, request: Request) -> Response:
        """How many there are, and the newest of them."""
        site = await site_named(self._state, request)
        now = (await self._state.clocks.get(site.site_id)).now(self._real_now())
        page = await self._state.sessions.page(site.site_id, None, bodies.query(request, PageQuery).limit)
        total = await self._state.sessions.count(site.site_id)
        return JsonAnswer(SessionsJson(total=total, sessions=[session_json(session, now) for session in page]))

    async def revoke(self, request: Request) -> Response:
        """End a session from outside; its tag learns of it."""
        site = await site_named(self._state, request)
        session_id = request.path_params["session_id"]
        if not await self._desk.revoke(site.site_id, session_id):
            raise not_found("session", session_id)
        return Response(status_code=204)


def _filter(query: AttemptQuery) -> AttemptFilter:
    status = query.status
    if status is None or status in _WORDS:
        accepted = None if status is None else _WORDS[status]
        return AttemptFilter(None, accepted, query.code, query.user_id, query.activation_id)
    if not (status.isascii() and status.isdigit() and len(status) == len("200")):
        raise WireError(422, "field_invalid", f"status: give an HTTP status or one of {', '.join(_WORDS)}.", "status")
    return AttemptFilter(int(status), None, query.code, query.user_id, query.activation_id)
