"""What everything above asks of the memory, whatever it is made of.

Each method is one atomic step: no caller reads, decides and writes back over several of them. A ``change`` may be
called more than once, so it depends on its argument alone. Where the state cannot be reached or
written, every method raises Unavailable.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

import msgspec

from simulator.core.attempt import Attempt
from simulator.core.clock import SiteClock
from simulator.core.conversation import Conversation
from simulator.core.event import Event
from simulator.core.fault import Fault
from simulator.core.scenario import ScenarioRun
from simulator.core.session import Session
from simulator.core.site import Site
from simulator.core.visitor import Visitor
from simulator.state.steps import Begun, Opened, Opening, Start


class Sites(Protocol):
    """The sites that are set up."""

    async def get(self, site_id: str) -> Site | None:
        """The site, or None."""

    async def add(self, site: Site) -> bool:
        """Keep a new site; False where its id is taken. Raises Refusal at the bound."""

    async def adopt(self, site: Site) -> None:
        """Keep a site of the set-up, unless it is there and the set-up says what it said at an earlier start.

        So changes over HTTP outlive a restart, until the set-up itself is changed. Raises Refusal at the bound.
        """

    async def put(self, site: Site) -> None:
        """Keep the site in place of the one with its id. Raises Refusal at the bound."""

    async def change(self, site_id: str, change: Callable[[Site], Site]) -> Site | None:
        """Set the site to what ``change`` makes of it, and return that; None where there is none."""

    async def remove(self, site_id: str) -> bool:
        """Forget the site; False where there was none."""

    async def all(self) -> Sequence[Site]:
        """Every site, oldest first."""


class Clocks(Protocol):
    """Each site's clock."""

    async def get(self, site_id: str) -> SiteClock:
        """The site's clock; real time where it was never touched."""

    async def change(self, site_id: str, change: Callable[[SiteClock], SiteClock]) -> SiteClock:
        """Set the clock to what ``change`` makes of it, and return that."""


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


class Faults(Protocol):
    """Failure modes that are armed."""

    async def arm(self, site_id: str, fault: Fault) -> None:
        """Keep a fault. Raises Refusal at the bound."""

    async def all(self, site_id: str) -> Sequence[Fault]:
        """The site's faults, oldest first, with what is left of their counts."""

    async def take(self, site_id: str, points: Collection[str], user_id: str | None) -> Fault | None:
        """The fault that strikes a request at one of these points, or None; each that matches has met it."""

    async def remove(self, site_id: str, which: Callable[[Fault], bool]) -> bool:
        """Remove those of the site's faults; False where there was none."""

    async def clear(self, site_id: str) -> None:
        """Remove the site's faults."""


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


class Scenarios(Protocol):
    """The scenario that runs on each site, or ran last."""

    async def get(self, site_id: str) -> ScenarioRun | None:
        """The site's scenario, or None."""

    async def start(self, run: ScenarioRun) -> bool:
        """Keep a run in place of the one before; False where that is running still."""

    async def change(self, site_id: str, change: Callable[[ScenarioRun], ScenarioRun]) -> ScenarioRun | None:
        """Set the run to what ``change`` makes of it, and return that; None where there is none."""


class Logins(Protocol):
    """How often somebody asked for an access token."""

    async def count(self, key: str, window: int) -> int:
        """How often the key came in the window, this time included."""


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


class State(Protocol):
    """All of it."""

    @property
    def sites(self) -> Sites:
        """The sites that are set up."""

    @property
    def clocks(self) -> Clocks:
        """Their clocks."""

    @property
    def activations(self) -> Activations:
        """Counts of attempts."""

    @property
    def used_tokens(self) -> UsedTokens:
        """Tokens that opened a session."""

    @property
    def sessions(self) -> Sessions:
        """Sessions."""

    @property
    def visitors(self) -> Visitors:
        """Visitors."""

    @property
    def conversations(self) -> Conversations:
        """Conversations."""

    @property
    def faults(self) -> Faults:
        """Failure modes."""

    @property
    def scenarios(self) -> Scenarios:
        """Scenarios."""

    @property
    def journal(self) -> Journal:
        """What was tried."""

    @property
    def logins(self) -> Logins:
        """Requests for access tokens."""

    @property
    def events(self) -> Events:
        """What happens."""

    async def claim(self, owner: str) -> None:
        """Check that the state can be used by servers with the key that ``owner`` identifies; raises Misconfigured.

        Identities are signed with what follows from that key, so servers with different keys cannot share a state.
        """

    def stand_by(self, owner: str, sites: Sequence[Site]) -> None:
        """Have these sites: at once where memory is all there is, else once a store has lost what it held."""

    async def begin(self, start: Start) -> Begun | None:
        """Count an attempt, of as many as the site gives, and read what it is judged by; None without such a site."""

    async def open(self, opening: Opening) -> Opened:
        """Keep the session, for its activation too, mark the token as used, and tell; or nothing of all that."""

    async def record(self, attempt: Attempt, event: Event) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""

    async def forget(self, site_id: str) -> None:
        """Forget the site's attempts, sessions, visitors and clock; keep the site and its keys."""

    async def close(self) -> None:
        """Let go of whatever is held open."""
