"""The state in this process's memory, gone with it."""

from collections.abc import Sequence

from simulator.core.site import Site
from simulator.settings.bounds import DEFAULT, Bounds
from simulator.state.memory.activations import MemoryActivations
from simulator.state.memory.clocks import MemoryClocks
from simulator.state.memory.conversations import MemoryConversations
from simulator.state.memory.events import MemoryEvents
from simulator.state.memory.faults import MemoryFaults
from simulator.state.memory.journal import MemoryJournal
from simulator.state.memory.logins import MemoryLogins
from simulator.state.memory.scenarios import MemoryScenarios
from simulator.state.memory.sessions import MemorySessions
from simulator.state.memory.sites import MemorySites
from simulator.state.memory.used_tokens import MemoryUsedTokens
from simulator.state.memory.visitors import MemoryVisitors


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

    def stand_by(self, owner: str, sites: Sequence[Site]) -> None:
        """Memory loses nothing."""

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
