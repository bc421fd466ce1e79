"""The state in this process's memory, gone with it."""

from collections.abc import Sequence

from simulator.core.attempt import Attempt
from simulator.core.event import attempt_event
from simulator.core.site import Site
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.memory.activations import MemoryActivations
from simulator.state.memory.clocks import MemoryClocks
from simulator.state.memory.conversations import MemoryConversations
from simulator.state.memory.events import KeptSession, MemoryEvents
from simulator.state.memory.faults import MemoryFaults
from simulator.state.memory.journal import MemoryJournal
from simulator.state.memory.logins import MemoryLogins
from simulator.state.memory.scenarios import MemoryScenarios
from simulator.state.memory.sessions import MemorySessions
from simulator.state.memory.sites import MemorySites
from simulator.state.memory.used_tokens import MemoryUsedTokens
from simulator.state.memory.visitors import MemoryVisitors
from simulator.state.steps import Begun, Known, Opened, Opening, Start


class MemoryState:
    """Every store, each bounded; see simulator.state.protocols for what they promise."""

    def __init__(self, bounds: Bounds = DEFAULT) -> None:
        self.sites = MemorySites(bounds.sites)
        self.clocks = MemoryClocks()
        self.activations = MemoryActivations(bounds.activations)
        self.used_tokens = MemoryUsedTokens(bounds.used_tokens)
        self.sessions = MemorySessions(bounds.sessions)
        self.visitors = MemoryVisitors(bounds.sessions)
        self.conversations = MemoryConversations(bounds.conversations)
        self.faults = MemoryFaults(bounds.faults)
        self.scenarios = MemoryScenarios()
        self.journal = MemoryJournal(bounds.attempts)
        self.logins = MemoryLogins(bounds.logins)
        self.events = MemoryEvents(bounds.waiting_events, bounds.remembered_events, bounds.streams)

    async def claim(self, owner: str) -> None:
        """Nobody else can reach it."""

    def stand_by(self, owner: str, sites: Sequence[Site]) -> None:  # noqa: ARG002 - the protocol's signature
        """Keep the sites of the set-up, however many; they are all that is there at the start."""
        self.sites.begin_with(sites)

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
        return Begun(known, attempt, opened, before, self.faults.are_armed(site_id))

    async def open(self, opening: Opening) -> Opened:
        """Keep the session, for its activation too, mark the token as used, and tell."""
        session = opening.session
        if await self.sites.get(session.site_id) is None:
            return "gone"
        if await self.activations.opened(session.site_id, opening.activation_id) != opening.seen:
            return "overtaken"
        if opening.is_new:
            await self.sessions.put(session)
        await self.activations.set_opened(session.site_id, opening.activation_id, session.session_id)
        if opening.token is not None:
            await self.used_tokens.add(session.site_id, opening.token)
        self.events.publish_kept(KeptSession(session, opening.now))
        return "armed" if self.faults.are_armed(session.site_id) else "open"

    async def record(self, attempt: Attempt) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""
        # Nobody can ask for the journal of a site that does not exist, so it must take no room.
        if await self.sites.get(attempt.site_id):
            self.events.publish_kept(self.journal.keep(attempt))
        else:
            await self.events.publish(attempt_event(attempt))
        run = await self.scenarios.get(attempt.site_id)
        return run is not None and run.is_running

    async def forget(self, site_id: str) -> None:
        """Forget what happened on a site; keep the site and its keys."""
        self.clocks.forget(site_id)
        self.activations.forget(site_id)
        self.used_tokens.forget(site_id)
        self.sessions.forget(site_id)
        self.visitors.forget(site_id)
        self.faults.forget(site_id)
        self.scenarios.forget(site_id)
        self.conversations.forget(site_id)
        await self.journal.clear(site_id)

    async def close(self) -> None:
        """End every listener's stream."""
        self.events.close()
