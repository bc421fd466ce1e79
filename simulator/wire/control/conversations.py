"""The advisor's side of conversations over HTTP."""

from typing import Annotated, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.conversation import ConversationJson, conversation_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, not_found
from simulator.wire.control.desk import Desks
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_LISTED = 200


class AnswerBody(msgspec.Struct):
    """An advisor's message."""

    text: Annotated[str, Meta(min_length=1, max_length=10_000)]


class ConversationsJson(TypedDict):
    """How many conversations there are, and the newest of them."""

    total: int
    conversations: list[ConversationJson]


class OneConversationJson(TypedDict):
    """The conversation as it now is."""

    conversation: ConversationJson


class ConversationRoutes:
    """``/sites/{id}/conversations``."""

    def __init__(self, state: State, desks: Desks) -> None:
        self._state = state
        self._desks = desks

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/conversations"
        return [
            Operation("GET", path, self.list, answers={200: ConversationsJson}, errors=NO_SITE),
            Operation(
                "POST",
                path + "/{conversation_id}/messages",
                self.answer,
                body=AnswerBody,
                answers={201: OneConversationJson},
                errors={404: "There is no such site, or no such conversation on it."},
            ),
        ]

    async def list(self, request: Request) -> Response:
        """How many there are, and the newest of them."""
        site = await site_named(self._state, request)
        page = await self._state.conversations.page(site.site_id, None, _LISTED)
        total = await self._state.conversations.count(site.site_id)
        return JsonAnswer(ConversationsJson(total=total, conversations=[conversation_json(one) for one in page]))

    async def answer(self, request: Request) -> Response:
        """An advisor's message to the visitor."""
        body = await bodies.parse(request, AnswerBody)
        site = await site_named(self._state, request)
        conversation_id = request.path_params["conversation_id"]
        conversation = await self._desks.of(site).answer(site.site_id, conversation_id, body.text)
        if conversation is None:
            raise not_found("conversation", conversation_id)
        return JsonAnswer(OneConversationJson(conversation=conversation_json(conversation)), 201)
