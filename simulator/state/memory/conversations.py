"""Conversations in memory."""

from collections.abc import Callable, Sequence

from simulator.core.conversation import Conversation
from simulator.state.bounds import MAX_CONVERSATIONS
from simulator.state.memory.packed import AsIs
from simulator.state.memory.pages import Pages

_FORM: AsIs[Conversation] = AsIs()
_NONE: Pages[Conversation] = Pages(_FORM, 0)


class MemoryConversations:
    """The conversations of each site, in the order in which they were opened, and each visitor's ongoing one."""

    def __init__(self, bound: int = MAX_CONVERSATIONS) -> None:
        self._bound = bound
        self._sites: dict[str, Pages[Conversation]] = {}
        self._ongoing: dict[tuple[str, str], str] = {}

    async def get(self, site_id: str, conversation_id: str) -> Conversation | None:
        """The conversation, or None."""
        return self._known(site_id).get(conversation_id)

    async def ongoing(self, site_id: str, visitor_id: str) -> Conversation | None:
        """The visitor's conversation that is not closed, or None."""
        conversation_id = self._ongoing.get((site_id, visitor_id))
        return self._known(site_id).get(conversation_id) if conversation_id else None

    async def open(self, conversation: Conversation) -> Conversation:
        """Keep a new conversation; where its visitor has an ongoing one already, that one."""
        known = await self.ongoing(conversation.site_id, conversation.visitor_id)
        if known is None:
            self._keep(conversation)
        return known or conversation

    async def change(
        self, site_id: str, conversation_id: str, change: Callable[[Conversation], Conversation]
    ) -> Conversation | None:
        """Set the conversation to what ``change`` makes of it, and return that; None where there is none."""
        before = self._known(site_id).get(conversation_id)
        if before is None:
            return None
        conversation = change(before)
        self._unindex(before)
        self._keep(conversation)
        return conversation

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Conversation]:
        """At most ``first`` conversations, newest first, behind the one with the id ``after``."""
        return self._known(site_id).page(after, first)

    async def count(self, site_id: str) -> int:
        """How many there are."""
        return len(self._known(site_id))

    def forget(self, site_id: str) -> None:
        """Forget the site's conversations."""
        self._sites.pop(site_id, None)
        for key in [key for key in self._ongoing if key[0] == site_id]:
            del self._ongoing[key]

    def _keep(self, conversation: Conversation) -> None:
        site = self._sites.setdefault(conversation.site_id, Pages(_FORM, self._bound))
        gone = site.put(conversation.conversation_id, conversation)
        if gone is not None:
            self._unindex(gone)
        if conversation.is_ongoing:
            self._ongoing[conversation.site_id, conversation.visitor_id] = conversation.conversation_id

    def _unindex(self, conversation: Conversation) -> None:
        visitor = (conversation.site_id, conversation.visitor_id)
        if self._ongoing.get(visitor) == conversation.conversation_id:
            del self._ongoing[visitor]

    def _known(self, site_id: str) -> Pages[Conversation]:
        """For reading alone: asking about a site that does not exist must take no room."""
        return self._sites.get(site_id) or _NONE
