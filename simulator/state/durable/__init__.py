"""The state in a store outside this process's memory: all that SQLite and Redis share."""

from collections.abc import Sequence

from simulator.core.attempt import Attempt
from simulator.core.event import Event
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
from simulator.state.durable.store import Store
from simulator.state.durable.used_tokens import DurableUsedTokens
from simulator.state.durable.visitors import DurableVisitors
from simulator.state.steps import Begun, Known, Opened, Opening, Start


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
        self.events = DurableEvents(store, bounds.waiting_events, bounds.remembered_events, bounds.streams)

    async def claim(self, owner: str) -> None:
        """Check that servers with this key can use the store; the first of them says which key that is."""
        await self._store.claim(owner)

    def stand_by(self, owner: str, sites: Sequence[Site]) -> None:
        """Claim the store and set these sites up again, once it has lost what it held."""
        self.sites.stand_by(owner, sites)

    async def begin(self, start: Start) -> Begun | None:
        """Count an attempt, and read what it is judged by; None where the provider has no such site."""
        site_id = start.site_id
        site = await self.sites.get(site_id)
        if site is None or site.provider != start.provider:
            return None
        attempt = await self.activations.count(site_id, start.activation_id, site.retries + 1)
        is_reused = start.token is not None and await self.used_tokens.has(site_id, start.token)
        known = Known(site, await self.sites.all(), await self.clocks.get(site_id), is_reused)
        if attempt is None:
            return Begun(known, None)
        opened = await self.activations.opened(site_id, start.activation_id)
        session_id = opened or start.session_id
        before = await self.sessions.get(site_id, session_id) if session_id else None
        return Begun(known, attempt, opened, before, bool(await self.faults.all(site_id)))

    async def open(self, opening: Opening) -> Opened:
        """Keep the session, for its activation too, mark the token as used, and tell."""
        session = opening.session
        if await self.activations.opened(session.site_id, opening.activation_id) != opening.seen:
            return "overtaken"
        if opening.is_new:
            await self.sessions.put(session)
        await self.activations.set_opened(session.site_id, opening.activation_id, session.session_id)
        if opening.token is not None:
            await self.used_tokens.add(session.site_id, opening.token)
        await self.events.publish(opening.event)
        return "armed" if await self.faults.all(session.site_id) else "open"

    async def record(self, attempt: Attempt, event: Event) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""
        if await self.sites.get(attempt.site_id):
            await self.journal.append(attempt)
        await self.events.publish(event)
        run = await self.scenarios.get(attempt.site_id)
        return run is not None and run.is_running

    async def forget(self, site_id: str) -> None:
        """Forget what happened on a site; keep the site and its keys."""
        await self._store.forget(site_id)

    async def close(self) -> None:
        """End every listener's stream and let go of the store."""
        self.events.close()
        await self._store.close()
