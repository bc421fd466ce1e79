"""Conversations in a store."""

from collections.abc import Callable, Sequence

from simulator.core.conversation import Conversation
from simulator.state.bounds import MAX_CONVERSATIONS
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import Shelf, Store, Written

_CONVERSATION: Codec[Conversation] = Codec(Conversation)


class DurableConversations:
    """The conversations of each site; an ongoing one is marked with its visitor."""

    def __init__(self, store: Store, bound: int = MAX_CONVERSATIONS) -> None:
        self._store = store
        self._bound = bound

    async def get(self, site_id: str, conversation_id: str) -> Conversation | None:
        """The conversation, or None."""
        return _CONVERSATION.read(await self._store.get(self._shelf(site_id), conversation_id))

    async def ongoing(self, site_id: str, visitor_id: str) -> Conversation | None:
        """The visitor's conversation that is not closed, or None."""
        return _CONVERSATION.read(await self._store.marked(self._shelf(site_id), visitor_id))

    async def open(self, conversation: Conversation) -> Conversation:
        """Keep a new conversation; where its visitor has an ongoing one already, that one."""
        shelf = self._shelf(conversation.site_id)
        value = await self._store.settle(shelf, conversation.conversation_id, _written(conversation))
        return _CONVERSATION.decode(value)

    async def change(
        self, site_id: str, conversation_id: str, change: Callable[[Conversation], Conversation]
    ) -> Conversation | None:
        """Set the conversation to what ``change`` makes of it, and return that; None where there is none."""

        def changed(before: bytes | None) -> Written | None:
            return None if before is None else _written(change(_CONVERSATION.decode(before)))

        return _CONVERSATION.read(await self._store.change(self._shelf(site_id), conversation_id, changed))

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Conversation]:
        """At most ``first`` conversations, newest first, behind the one with the id ``after``."""
        return tuple(map(_CONVERSATION.decode, await self._store.page(self._shelf(site_id), after, first)))

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return await self._store.count(self._shelf(site_id))

    def _shelf(self, site_id: str) -> Shelf:
        return Shelf("conversation", site_id, self._bound)


def _written(conversation: Conversation) -> Written:
    return Written(_CONVERSATION.encode(conversation), conversation.visitor_id if conversation.is_ongoing else None)
