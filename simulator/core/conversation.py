"""A conversation: small, but enough to see whose it is and that it goes on."""

from typing import Literal, TypedDict

import msgspec
from msgspec.structs import replace

CHANNELS = ("chat", "video", "call")  # documented: authentication covers these, and no third-party channel
VISITOR = "visitor"
ADVISOR = "advisor"
MAX_MESSAGES = 500


class Message(msgspec.Struct, frozen=True):
    """One message; ``at`` is epoch seconds on the site's clock, ``author`` is ``visitor`` or ``advisor``."""

    message_id: str
    author: str
    text: str
    at: float


class Conversation(msgspec.Struct, frozen=True):
    """One conversation of a visitor. ``secured`` says whether the advisor sees the padlock."""

    conversation_id: str
    site_id: str
    visitor_id: str
    channel: str
    opened_at: float
    secured: bool
    closed_at: float | None = None
    messages: tuple[Message, ...] = ()

    @property
    def is_ongoing(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_at is None


def with_message(conversation: Conversation, message: Message) -> Conversation:
    """The conversation with a message more; past the bound the oldest goes."""
    return replace(conversation, messages=(*conversation.messages, message)[-MAX_MESSAGES:])


class MessageJson(TypedDict):
    """A message; ``author`` is ``visitor`` or ``advisor``."""

    id: str
    author: str
    text: str
    at: float


class ConversationJson(TypedDict):
    """A conversation; ``secured`` says whether the advisor sees the padlock."""

    id: str
    visitorId: str
    state: Literal["open", "closed"]
    channel: str
    secured: bool
    openedAt: float
    messages: list[MessageJson]


def conversation_json(conversation: Conversation) -> ConversationJson:
    """The conversation under its public names."""
    return {
        "id": conversation.conversation_id,
        "visitorId": conversation.visitor_id,
        "state": "open" if conversation.is_ongoing else "closed",
        "channel": conversation.channel,
        "secured": conversation.secured,
        "openedAt": conversation.opened_at,
        "messages": [
            {"id": message.message_id, "author": message.author, "text": message.text, "at": message.at}
            for message in conversation.messages
        ],
    }
