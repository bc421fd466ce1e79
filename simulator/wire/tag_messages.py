"""The chatbox of a tag: messages of its visitor's conversation."""

from typing import Annotated, Literal, Protocol, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.activation import Accepted
from simulator.core.conversation import Conversation, ConversationJson, conversation_json
from simulator.core.session import ACTIVE, Session, state_of
from simulator.state.protocols import Conversations
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.operation import Operation
from simulator.wire.tag import NO_SESSION, SiteName, SiteQuery, site_id_of

_NO_STORE = {"cache-control": "no-store"}


class MessageBody(msgspec.Struct, rename="camel"):
    """A visitor's message."""

    site_id: SiteName
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    channel: Literal["chat", "video", "call"] = "chat"


class SaidJson(TypedDict):
    """The conversation with the message in it."""

    conversation: ConversationJson


_NOT_NOW = {409: "The session is not active.", **NO_SESSION}


class Shows(Protocol):
    """Who knows how a session stands."""

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now."""


class Talks(Protocol):
    """Who carries conversations on."""

    async def say(self, session: Session, text: str, channel: str) -> Conversation:
        """A visitor's message."""

    async def close(self, conversation: Conversation) -> Conversation | None:
        """Close it."""


class MessageRoutes:
    """``/sessions/{id}/messages`` and ``/sessions/{id}/conversation``. Chosen: the vendor's own are not known."""

    def __init__(self, sessions: Shows, talk: Talks, conversations: Conversations) -> None:
        self._sessions = sessions
        self._talk = talk
        self._conversations = conversations

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/sessions/{session_id}/messages",
                self.say,
                body=MessageBody,
                answers={201: SaidJson},
                errors=_NOT_NOW,
            ),
            Operation(
                "DELETE",
                "/sessions/{session_id}/conversation",
                self.close,
                query=SiteQuery,
                answers={204: None},
                errors=_NOT_NOW,
            ),
        ]

    async def say(self, request: Request) -> Response:
        """A message; only a session that is active may send one."""
        body = await bodies.parse(request, MessageBody)
        session = await self._session(request, body.site_id)
        conversation = await self._talk.say(session, body.text, body.channel)
        return JsonAnswer(SaidJson(conversation=conversation_json(conversation)), 201, headers=_NO_STORE)

    async def close(self, request: Request) -> Response:
        """Close the ongoing conversation, where there is one."""
        session = await self._session(request, site_id_of(request))
        conversation = await self._conversations.ongoing(session.site_id, session.visitor_id)
        if conversation is not None:
            await self._talk.close(conversation)
        return Response(status_code=204, headers=_NO_STORE)

    async def _session(self, request: Request, site_id: str) -> Session:
        session_id = request.path_params["session_id"]
        standing = await self._sessions.get(site_id, session_id)
        if standing is None:
            raise not_found("session", session_id)
        state = state_of(standing.session, standing.now)
        if state != ACTIVE:
            raise WireError(409, f"session_{state}", f"The session is {state}; activate first.")
        return standing.session
