"""Tickets: what a customer writes, and who reports it. Documented: the token's customer is the reporter."""

import uuid
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from simulator.core.conversation import ADVISOR, VISITOR, Conversation, Message, conversation_json, with_message
from simulator.core.event import CONVERSATION, Event
from simulator.core.session import Session
from simulator.providers.jsm_chat.judge import Judge

_CHANNEL = "chat"


class Tickets(msgspec.Struct, frozen=True):
    """Opens, continues and closes tickets."""

    judge: Judge

    async def say(self, session: Session, text: str) -> Conversation:
        """A customer's message; it opens a ticket where none is open, and the session's customer reports it."""
        now = await self.judge.now(session.site_id)
        fresh = Conversation(str(uuid.uuid4()), session.site_id, session.visitor_id, _CHANNEL, now, secured=True)
        ticket = await self.judge.state.conversations.open(fresh)
        return await self._add(ticket, VISITOR, text) or ticket

    async def answer(self, site_id: str, ticket_id: str, text: str) -> Conversation | None:
        """An agent's message; None where there is no such ticket."""
        ticket = await self.judge.state.conversations.get(site_id, ticket_id)
        return None if ticket is None else await self._add(ticket, ADVISOR, text)

    async def close(self, session: Session) -> None:
        """Close the customer's open ticket, where there is one."""
        ticket = await self.judge.state.conversations.ongoing(session.site_id, session.visitor_id)
        if ticket is not None:
            now = await self.judge.now(session.site_id)
            await self._change(ticket, lambda one: replace(one, closed_at=one.closed_at or now))

    async def _add(self, ticket: Conversation, author: str, text: str) -> Conversation | None:
        message = Message(str(uuid.uuid4()), author, text, await self.judge.now(ticket.site_id))
        return await self._change(ticket, lambda one: with_message(one, message))

    async def _change(
        self, ticket: Conversation, change: Callable[[Conversation], Conversation]
    ) -> Conversation | None:
        state = self.judge.state
        changed = await state.conversations.change(ticket.site_id, ticket.conversation_id, change)
        if changed is not None:
            await state.events.publish(Event(changed.site_id, CONVERSATION, conversation_json(changed)))
        return changed
