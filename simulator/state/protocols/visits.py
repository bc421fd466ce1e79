"""Who comes: attempts to sign in, sessions, visitors and conversations."""

from collections.abc import Callable, Sequence
from typing import Protocol

from simulator.core.conversation import Conversation
from simulator.core.session import Session
from simulator.core.visitor import Visitor


class Activations(Protocol):
    """How often each activation was tried, and which session it opened."""

    async def count(self, site_id: str, activation_id: str, limit: int) -> int | None:
        """The number of this attempt (1 is the first), or None where ``limit`` was reached before."""

    async def opened(self, site_id: str, activation_id: str) -> str | None:
        """The id of the session that an earlier attempt of the activation opened."""

    async def set_opened(self, site_id: str, activation_id: str, session_id: str) -> None:
        """Remember the session that the activation opened."""


class UsedTokens(Protocol):
    """Fingerprints of the tokens that opened a session."""

    async def has(self, site_id: str, fingerprint: str) -> bool:
        """Whether the token has opened a session on the site."""

    async def add(self, site_id: str, fingerprint: str) -> None:
        """Remember that it has."""


class Sessions(Protocol):
    """Sessions, live and ended."""

    async def get(self, site_id: str, session_id: str) -> Session | None:
        """The session, or None."""

    async def put(self, session: Session) -> None:
        """Keep the session in place of the one with its id."""

    async def change(self, site_id: str, session_id: str, change: Callable[[Session], Session]) -> Session | None:
        """Set the session to what ``change`` makes of it, and return that; None where there is none."""

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Session]:
        """At most ``first`` sessions, newest first, behind the one with the id ``after``."""

    async def count(self, site_id: str) -> int:
        """How many there are."""


class Visitors(Protocol):
    """Visitors, known by their user id or by their device."""

    async def of_user(self, site_id: str, user_id: str, fresh: Visitor) -> Visitor:
        """The visitor with the user id; ``fresh`` becomes it where there is none."""

    async def put(self, visitor: Visitor) -> None:
        """Keep the visitor in place of the one with its id."""

    async def get(self, site_id: str, visitor_id: str) -> Visitor | None:
        """The visitor, or None."""

    async def find(self, visitor_id: str) -> Visitor | None:
        """The visitor of whatever site, or None."""

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Visitor]:
        """At most ``first`` visitors, newest first, behind the one with the id ``after``."""

    async def count(self, site_id: str) -> int:
        """How many there are."""


class Conversations(Protocol):
    """Conversations, ongoing and closed."""

    async def get(self, site_id: str, conversation_id: str) -> Conversation | None:
        """The conversation, or None."""

    async def ongoing(self, site_id: str, visitor_id: str) -> Conversation | None:
        """The visitor's conversation that is not closed, or None."""

    async def open(self, conversation: Conversation) -> Conversation:
        """Keep a new conversation; where its visitor has an ongoing one already, that one."""

    async def change(
        self, site_id: str, conversation_id: str, change: Callable[[Conversation], Conversation]
    ) -> Conversation | None:
        """Set the conversation to what ``change`` makes of it, and return that; None where there is none."""

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Conversation]:
        """At most ``first`` conversations, newest first, behind the one with the id ``after``."""

    async def count(self, site_id: str) -> int:
        """How many there are."""


class Logins(Protocol):
    """How often somebody asked for an access token."""

    async def count(self, key: str, window: int) -> int:
        """How often the key came in the window, this time included."""
