"""The state in a store outside this process's memory: all that SQLite and Redis share."""

from collections.abc import Sequence

from simulator.core.attempt import Attempt
from simulator.core.site import Site
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.durable.activations import DurableActivations
from simulator.state.durable.clocks import DurableClocks
from simulator.state.durable.conversations import DurableConversations
from simulator.state.durable.events import DurableEvents
from simulator.state.durable.faults import DurableFaults
from simulator.state.durable.journal import DurableJournal
from simulator.state.durable.logins import DurableLogins
from simulator.state.durable.scenarios import DurableScenarios
from simulator.state.durable.sessions import DurableSessions
from simulator.state.durable.sites import DurableSites
from simulator.state.durable.steps import DurableSteps
from simulator.state.durable.store import Store
from simulator.state.durable.used_tokens import DurableUsedTokens
from simulator.state.durable.visitors import DurableVisitors
from simulator.state.steps import Begun, Opened, Opening, Start


class DurableState:
    """Every part of the state, kept in one store."""

    def __init__(self, store: Store, bounds: Bounds = DEFAULT) -> None:
        self._store = store
        self.sites = DurableSites(store, bounds.sites)
        self.clocks = DurableClocks(store)
        self.activations = DurableActivations(store, bounds.activations)
        self.used_tokens = DurableUsedTokens(store, bounds.used_tokens)
        self.sessions = DurableSessions(store, bounds.sessions)
        self.visitors = DurableVisitors(store, bounds.sessions)
        self.conversations = DurableConversations(store, bounds.conversations)
        self.faults = DurableFaults(store, bounds.faults)
        self.scenarios = DurableScenarios(store)
        self.journal = DurableJournal(store, bounds.attempts)
        self.logins = DurableLogins(store, bounds.logins)
        self._steps = DurableSteps(store, self.sites, bounds)
        self.events = DurableEvents(store, bounds.waiting_events, bounds.remembered_events, bounds.streams)

    async def claim(self, owner: str) -> None:
        """Check that servers with this key can use the store; the first of them says which key that is."""
        await self._store.claim(owner)

    def stand_by(self, owner: str, sites: Sequence[Site]) -> None:
        """Claim the store and set these sites up again, once it has lost what it held."""
        self.sites.stand_by(owner, sites)

    async def begin(self, start: Start) -> Begun | None:
        """Count an attempt, and read what it is judged by; None where the provider has no such site."""
        return await self._steps.begin(start)

    async def open(self, opening: Opening) -> Opened:
        """Keep the session, for its activation too, mark the token as used, and tell."""
        return await self._steps.open(opening)

    async def record(self, attempt: Attempt) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""
        return await self._steps.record(attempt)

    async def forget(self, site_id: str) -> None:
        """Forget what happened on a site; keep the site and its keys."""
        await self._store.forget(site_id)

    async def close(self) -> None:
        """End every listener's stream and let go of the store."""
        self.events.close()
        await self._store.close()
