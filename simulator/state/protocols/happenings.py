"""What happened, to be read and to be heard."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from simulator.core.attempt import Attempt
from simulator.core.event import Event


class Filterable(Protocol):
    """What of an attempt a filter looks at."""

    @property
    def status(self) -> int:
        """The HTTP status that left."""

    @property
    def accepted(self) -> bool:
        """Whether it opened or renewed a session."""

    @property
    def code(self) -> str | None:
        """What was wrong."""

    @property
    def user_id(self) -> str | None:
        """Who it was."""

    @property
    def activation_id(self) -> str | None:
        """Which activation it belongs to."""


class AttemptFilter(msgspec.Struct, frozen=True):
    """Which attempts to list; None lets all through."""

    status: int | None = None
    accepted: bool | None = None
    code: str | None = None
    user_id: str | None = None
    activation_id: str | None = None

    def matches(self, attempt: Filterable) -> bool:
        """Whether the attempt is wanted."""
        wanted = (
            (self.status, attempt.status),
            (self.accepted, attempt.accepted),
            (self.code, attempt.code),
            (self.user_id, attempt.user_id),
            (self.activation_id, attempt.activation_id),
        )
        return all(want is None or want == is_ for want, is_ in wanted)


class Journal(Protocol):
    """What was tried on each site."""

    async def append(self, attempt: Attempt) -> None:
        """Keep the attempt; the oldest goes where the bound is reached."""

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many match, and at most ``limit`` of them, newest first."""

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""


class Ended(Exception):
    """There will be no more events."""


class Listener(Protocol):
    """Somebody who hears events from its creation on."""

    async def next(self, seconds: float) -> Event | None:
        """The next event, or None after so many seconds without one; raises Ended."""

    def close(self) -> None:
        """Stop listening."""


class Events(Protocol):
    """What happens, told to whoever listens."""

    async def publish(self, event: Event) -> None:
        """Tell every listener."""

    async def listen(self, site_id: str | None = None, after: str | None = None) -> Listener:
        """A listener of one site or of all: of what comes from now on, or of all behind the event with that id.

        An id that is no longer known, or never was, gets what is still remembered. Raises Refusal at the bound.
        """

    def close(self) -> None:
        """End every listener's stream."""
