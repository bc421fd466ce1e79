"""What happened on a site, over HTTP: attempts and sessions."""

from collections.abc import Callable, Sequence
from typing import Annotated, NotRequired, TypedDict, cast

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.attempt import Attempt, AttemptJson, attempt_json
from simulator.core.session import SessionJson, session_json
from simulator.core.verdict import WARNING
from simulator.state.protocols import AttemptFilter, State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.control.desk import Desks
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

MAX_LISTED = 10_000
_NO_ATTEMPT = {404: "There is no such site, or no such attempt in its journal."}
_NO_SESSION = {404: "There is no such site, or no such session on it."}
_WORDS = {
    "accepted": True,
    "authentication-success": True,
    "refused": False,
    "authentication-failure": False,
}


_STATUS = f"^([0-9]{{3}}|{'|'.join(_WORDS)})$"


class PageQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """How much of a list is wanted."""

    limit: Annotated[int, Meta(ge=1, le=MAX_LISTED)] = 1000


class AttemptQuery(PageQuery, rename="camel"):
    """Which attempts are wanted: those that match all that is given. A status is one of HTTP, or a word."""

    status: Annotated[str, Meta(extra_json_schema={"pattern": _STATUS})] | None = None
    code: str | None = None
    user_id: str | None = None
    activation_id: str | None = None
    id: str | None = None
    before: str | None = None
    brief: bool = False


class ListedAttemptJson(AttemptJson):
    """An attempt in a list; a brief one has no verdict, but the first warning of an accepted one is named."""

    warning: NotRequired[str | None]


class AttemptsJson(TypedDict):
    """How many attempts match, and the newest of them, or of those older than the one with the id ``before``."""

    total: int
    attempts: list[ListedAttemptJson]


class SessionsJson(TypedDict):
    """How many sessions there are, and the newest of them."""

    total: int
    sessions: list[SessionJson]


class JournalRoutes:
    """``/sites/{id}/attempts`` and ``/sites/{id}/sessions``."""

    def __init__(self, state: State, desks: Desks, real_now: Callable[[], float]) -> None:
        self._state = state
        self._desks = desks
        self._real_now = real_now

    def routes(self) -> list[Operation]:
        """Where they live."""
        attempts, sessions = "/sites/{site_id}/attempts", "/sites/{site_id}/sessions"
        return [
            Operation("GET", attempts, self.attempts, query=AttemptQuery, answers={200: AttemptsJson}, errors=NO_SITE),
            Operation("GET", attempts + "/{attempt_id}", self.attempt, answers={200: AttemptJson}, errors=_NO_ATTEMPT),
            Operation("DELETE", attempts, self.clear, answers={204: None}, errors=NO_SITE),
            Operation("GET", sessions, self.sessions, query=PageQuery, answers={200: SessionsJson}, errors=NO_SITE),
            Operation("DELETE", sessions + "/{session_id}", self.revoke, answers={204: None}, errors=_NO_SESSION),
        ]

    async def attempts(self, request: Request) -> Response:
        """How many match, and the newest of them."""
        site = await site_named(self._state, request)
        query = bodies.query(request, AttemptQuery)
        reach = query.limit if query.before is None and query.id is None else MAX_LISTED
        total, attempts = await self._state.journal.select(site.site_id, _filter(query), reach)
        if query.id is not None:
            attempts = tuple(attempt for attempt in attempts if attempt.id == query.id)
            total = len(attempts)
        listed = attempts if query.before is None else _older(attempts, query.before)[: query.limit]
        return JsonAnswer(
            AttemptsJson(total=total, attempts=[_listed(attempt, brief=query.brief) for attempt in listed])
        )

    async def attempt(self, request: Request) -> Response:
        """One attempt in full."""
        site = await site_named(self._state, request)
        attempt_id = request.path_params["attempt_id"]
        _, attempts = await self._state.journal.select(site.site_id, AttemptFilter(), MAX_LISTED)
        found = next((attempt for attempt in attempts if attempt.id == attempt_id), None)
        if found is None:
            raise not_found("attempt", attempt_id)
        return JsonAnswer(attempt_json(found))

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
        if not await self._desks.of(site).revoke(site.site_id, session_id):
            raise not_found("session", session_id)
        return Response(status_code=204)


def _older(attempts: Sequence[Attempt], before: str) -> Sequence[Attempt]:
    """Those behind the one with the id; none where it has left the journal, as then all older ones have too."""
    place = next((place for place, attempt in enumerate(attempts) if attempt.id == before), len(attempts))
    return attempts[place + 1 :]


def _listed(attempt: Attempt, *, brief: bool) -> ListedAttemptJson:
    if not brief:
        return cast("ListedAttemptJson", attempt_json(attempt))
    checks = attempt.verdict["checks"] if attempt.verdict and attempt.accepted else []
    warning = next((check["code"] for check in checks if check["outcome"] == WARNING), None)
    return {**attempt_json(attempt), "verdict": None, "checksMs": None, "warning": warning}


def _filter(query: AttemptQuery) -> AttemptFilter:
    status = query.status
    if status is None or status in _WORDS:
        accepted = None if status is None else _WORDS[status]
        return AttemptFilter(None, accepted, query.code, query.user_id, query.activation_id)
    if not (status.isascii() and status.isdigit() and len(status) == len("200")):
        raise WireError(422, "field_invalid", f"status: give an HTTP status or one of {', '.join(_WORDS)}.", "status")
    return AttemptFilter(int(status), None, query.code, query.user_id, query.activation_id)
