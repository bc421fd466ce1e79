"""Tickets of a project of Chat for JSM, over HTTP."""

from typing import TypedDict

from starlette.requests import Request
from starlette.responses import Response

from simulator.core.conversation import Conversation, MessageJson, conversation_json
from simulator.core.visitor import Visitor
from simulator.state.protocols import State
from simulator.wire.answers import JsonAnswer
from simulator.wire.chat_widget import CustomerJson, customer_json
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import Operation

_LISTED = 200
_SUMMARY = 80


class TicketJson(TypedDict):
    """A ticket: its first message in short, its reporter from the token, and all that was said."""

    id: str
    summary: str
    reporter: CustomerJson
    state: str
    openedAt: float
    messages: list[MessageJson]


class TicketsJson(TypedDict):
    """How many tickets there are, and the newest of them."""

    total: int
    tickets: list[TicketJson]


class TicketRoutes:
    """``/sites/{id}/tickets``. Tickets are what sites of this provider have."""

    def __init__(self, state: State, provider: str) -> None:
        self._state = state
        self._provider = provider

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/tickets"
        return [Operation("GET", path, self.list, answers={200: TicketsJson}, errors=NO_SITE)]

    async def list(self, request: Request) -> Response:
        """How many there are, and the newest of them; a site of another provider has none."""
        site = await site_named(self._state, request)
        if site.provider != self._provider:
            return JsonAnswer(TicketsJson(total=0, tickets=[]))
        total = await self._state.conversations.count(site.site_id)
        page = await self._state.conversations.page(site.site_id, None, _LISTED)
        return JsonAnswer(TicketsJson(total=total, tickets=[await self._ticket(one) for one in page]))

    async def _ticket(self, ticket: Conversation) -> TicketJson:
        found = await self._state.visitors.get(ticket.site_id, ticket.visitor_id)
        reporter = found or Visitor(ticket.visitor_id, ticket.site_id, ticket.opened_at, ticket.opened_at)
        shown = conversation_json(ticket)
        text = ticket.messages[0].text if ticket.messages else ""
        return {
            "id": shown["id"],
            "summary": (text.strip().splitlines() or [""])[0][:_SUMMARY],
            "reporter": customer_json(reporter),
            "state": shown["state"],
            "openedAt": shown["openedAt"],
            "messages": shown["messages"],
        }
