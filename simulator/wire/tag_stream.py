"""A tag's own stream: what becomes of its session and its conversation, the moment it does."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response

from simulator.core.activation import Accepted
from simulator.core.session import session_json
from simulator.state.protocols import Ended, Events, Listener
from simulator.wire.answers import not_found
from simulator.wire.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, MANY_STREAMS, MEDIA_TYPE, event_text, stream
from simulator.wire.operation import Operation
from simulator.wire.tag import NO_SESSION, SiteQuery, site_id_of

_SHORTEST_WAIT = 0.25


class Shows(Protocol):
    """Who knows how a session stands."""

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now."""


class StreamRoutes:
    """``/sessions/{id}/events``."""

    def __init__(self, sessions: Shows, events: Events) -> None:
        self._sessions = sessions
        self._events = events

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "GET",
                "/sessions/{session_id}/events",
                self.listen,
                query=SiteQuery,
                answers={200: {MEDIA_TYPE: str}},
                errors=NO_SESSION | MANY_STREAMS,
            )
        ]

    async def listen(self, request: Request) -> Response:
        """The session and the conversation now, and at each change, as server-sent events."""
        site_id, session_id = site_id_of(request), request.path_params["session_id"]
        listener = await self._events.listen(site_id)
        if await self._sessions.get(site_id, session_id) is None:
            listener.close()
            raise not_found("session", session_id)
        return stream(request, self._changes(site_id, session_id, listener), listener.close)

    async def _changes(self, site_id: str, session_id: str, listener: Listener) -> AsyncIterator[str]:
        """Whatever happens on the site, the session is looked at anew, so that no kind of event can be forgotten."""
        last: dict[str, Any] = {}
        with contextlib.suppress(Ended):
            while (standing := await self._sessions.get(site_id, session_id)) is not None:
                shown: dict[str, Any] = {
                    "session": session_json(standing.session, standing.now),
                    "conversation": standing.conversation,
                }
                changed = [kind for kind, value in shown.items() if kind not in last or last[kind] != value]
                for kind in changed:
                    yield event_text(kind, {kind: shown[kind]})
                last = shown
                if await listener.next(_wait(standing)) is None:
                    yield KEEP_ALIVE


def _wait(standing: Accepted) -> float:
    """Seconds until the session ends by itself on a running clock, or until a sign of life is due."""
    expires_at = standing.session.expires_at
    left = KEEP_ALIVE_SECONDS if expires_at is None else expires_at - standing.now
    return max(_SHORTEST_WAIT, min(left, KEEP_ALIVE_SECONDS)) if left > 0 else KEEP_ALIVE_SECONDS
