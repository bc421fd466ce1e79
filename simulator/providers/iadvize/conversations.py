"""Whose conversation it is, through sign-in, other devices and other domains."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from simulator.core.conversation import ADVISOR, VISITOR, Conversation, Message, conversation_json, with_message
from simulator.core.event import CONVERSATION, Event
from simulator.core.session import Session
from simulator.core.visitor import Visitor
from simulator.providers.iadvize.judge import Judge
from simulator.state.fresh_id import fresh_id


class Conversations(msgspec.Struct, frozen=True):
    """Opens, carries over, continues and closes conversations."""

    judge: Judge

    async def of_visitor(self, visitor: Visitor) -> Conversation | None:
        """The visitor's ongoing conversation."""
        return await self.judge.state.conversations.ongoing(visitor.site_id, visitor.visitor_id)

    async def carry_over(self, visitor: Visitor, source: Conversation | None, *, secured: bool) -> Conversation | None:
        """The conversation that a visitor has after signing in.

        Documented: an anonymous visitor's ongoing conversation is kept when the signed-in one has none; otherwise the
        signed-in visitor gets the previous one back.
        """
        own = await self.of_visitor(visitor)
        wanted = own or (source if source and source.is_ongoing else None)
        if wanted is None:
            return None
        if wanted.visitor_id == visitor.visitor_id and wanted.secured == secured:
            return wanted
        return await self._change(wanted, lambda one: replace(one, visitor_id=visitor.visitor_id, secured=secured))

    async def of_nobody(self, site_id: str, conversation_id: str | None) -> Conversation | None:
        """The ongoing conversation that a link names, where its visitor is anonymous; a user's is nobody else's."""
        if conversation_id is None:
            return None
        conversation = await self.judge.state.conversations.get(site_id, conversation_id)
        if conversation is None or not conversation.is_ongoing:
            return None
        owner = await self.judge.state.visitors.get(site_id, conversation.visitor_id)
        return conversation if owner is not None and owner.user_id is None else None

    async def say(self, session: Session, text: str, channel: str) -> Conversation:
        """A visitor's message; it opens a conversation where none is ongoing."""
        now = await self.judge.now(session.site_id)
        secured = session.user_id is not None and session.ext_id is None
        fresh = Conversation(fresh_id(), session.site_id, session.visitor_id, channel, now, secured)
        conversation = await self.judge.state.conversations.open(fresh)
        said = await self._add(conversation, VISITOR, text)
        return said or conversation

    async def answer(self, site_id: str, conversation_id: str, text: str) -> Conversation | None:
        """An advisor's message; None where there is no such conversation."""
        conversation = await self.judge.state.conversations.get(site_id, conversation_id)
        return None if conversation is None else await self._add(conversation, ADVISOR, text)

    async def close(self, conversation: Conversation) -> Conversation | None:
        """Close it; a closed one stays as it is."""
        now = await self.judge.now(conversation.site_id)
        return await self._change(conversation, lambda one: replace(one, closed_at=one.closed_at or now))

    async def _add(self, conversation: Conversation, author: str, text: str) -> Conversation | None:
        message = Message(fresh_id(), author, text, await self.judge.now(conversation.site_id))
        return await self._change(conversation, lambda one: with_message(one, message))

    async def _change(
        self, conversation: Conversation, change: Callable[[Conversation], Conversation]
    ) -> Conversation | None:
        state = self.judge.state
        changed = await state.conversations.change(conversation.site_id, conversation.conversation_id, change)
        if changed is not None:
            await state.events.publish(Event(changed.site_id, CONVERSATION, conversation_json(changed)))
        return changed
