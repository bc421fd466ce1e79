"""What everything above asks of the memory, whatever it is made of.

Each method is one atomic step: no caller reads, decides and writes back over several of them. A ``change`` may be
called more than once, so it depends on its argument alone. Who removes a site, and then forgets what happened on it,
leaves nothing behind, whatever is under way there: of a site that is not there nothing more is kept. Where the state
cannot be reached or written, every method raises Unavailable.
"""

from collections.abc import Sequence
from typing import Protocol

from simulator.core.attempt import Attempt
from simulator.core.site import Site
from simulator.state.protocols.happenings import AttemptFilter, Ended, Events, Filterable, Journal, Listener
from simulator.state.protocols.setup import Clocks, Faults, Scenarios, Sites
from simulator.state.protocols.visits import Activations, Conversations, Logins, Sessions, UsedTokens, Visitors
from simulator.state.steps import Begun, Opened, Opening, Start

__all__ = [
    "Activations",
    "AttemptFilter",
    "Clocks",
    "Conversations",
    "Ended",
    "Events",
    "Faults",
    "Filterable",
    "Journal",
    "Listener",
    "Logins",
    "Scenarios",
    "Sessions",
    "Sites",
    "State",
    "UsedTokens",
    "Visitors",
]


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

    async def record(self, attempt: Attempt) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""

    async def forget(self, site_id: str) -> None:
        """Forget the site's attempts, sessions, visitors and clock; keep the site and its keys."""

    async def close(self) -> None:
        """Let go of whatever is held open."""
