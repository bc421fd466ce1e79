"""A site's visitors over HTTP, as an advisor sees them."""

from collections.abc import Callable
from typing import TypedDict

from starlette.requests import Request
from starlette.responses import Response

from simulator.core.session import Session, SessionJson, session_json
from simulator.core.visitor import Visitor, visitor_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer
from simulator.wire.control.journal import PageQuery
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_SESSIONS_LOOKED_THROUGH = 10_000


class KnownVisitorJson(TypedDict):
    """A visitor with the newest session; ``extId`` is what the page set in it, which takes the advisor's lock away."""

    visitorId: str
    userId: str | None
    authenticated: bool
    visitorData: dict[str, str]
    createdAt: float
    updatedAt: float
    session: SessionJson | None
    extId: str | None


class VisitorsJson(TypedDict):
    """How many visitors there are, and the newest of them."""

    total: int
    visitors: list[KnownVisitorJson]


class VisitorRoutes:
    """``/sites/{id}/visitors``. ``real_now`` is the machine's clock in epoch seconds."""

    def __init__(self, state: State, real_now: Callable[[], float]) -> None:
        self._state = state
        self._real_now = real_now

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/visitors"
        return [Operation("GET", path, self.list, query=PageQuery, answers={200: VisitorsJson}, errors=NO_SITE)]

    async def list(self, request: Request) -> Response:
        """How many there are, and the newest of them with their newest sessions."""
        site = await site_named(self._state, request)
        limit = bodies.query(request, PageQuery).limit
        now = (await self._state.clocks.get(site.site_id)).now(self._real_now())
        total = await self._state.visitors.count(site.site_id)
        visitors = await self._state.visitors.page(site.site_id, None, limit)
        newest = await self._newest_sessions(site.site_id)
        listed = [_known(visitor, newest.get(visitor.visitor_id), now) for visitor in visitors]
        return JsonAnswer(VisitorsJson(total=total, visitors=listed), headers={"cache-control": "no-store"})

    async def _newest_sessions(self, site_id: str) -> dict[str, Session]:
        newest: dict[str, Session] = {}
        for session in await self._state.sessions.page(site_id, None, _SESSIONS_LOOKED_THROUGH):
            newest.setdefault(session.visitor_id, session)
        return newest


def _known(visitor: Visitor, session: Session | None, now: float) -> KnownVisitorJson:
    return {
        **visitor_json(visitor),
        "createdAt": visitor.created_at,
        "updatedAt": visitor.updated_at,
        "session": session_json(session, now) if session else None,
        "extId": session.ext_id if session else None,
    }
