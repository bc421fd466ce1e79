"""What becomes of a session after a login: logged out, expired, ended from outside. There is no renewal."""

from collections.abc import Callable

import msgspec

from simulator.core.activation import Accepted
from simulator.core.conversation import conversation_json
from simulator.core.event import session_event
from simulator.core.fault import OPEN_SESSION
from simulator.core.session import ACTIVE, Session, closed, expired, has_ended, revoked, state_of
from simulator.core.visitor import Visitor
from simulator.providers.jsm_chat.judge import Judge


class ChatSessions(msgspec.Struct, frozen=True):
    """The life of sessions."""

    judge: Judge

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now, with the customer's ongoing ticket; None where there is none."""
        state = self.judge.state
        if await self.judge.project(site_id) is None:
            return None
        session = await state.sessions.get(site_id, session_id)
        if session is None:
            return None
        now = await self.judge.now(site_id)
        customer = await state.visitors.get(site_id, session.visitor_id)
        known = customer or Visitor(session.visitor_id, site_id, now, now, session.user_id)
        ticket = None if has_ended(session) else await state.conversations.ongoing(site_id, session.visitor_id)
        shown = None if ticket is None else conversation_json(ticket)
        return Accepted(session, known, shown, now, 1)

    async def log_out(self, site_id: str, session_id: str) -> bool:
        """Close the session; False where there is none. Closing an ended one changes nothing."""
        return await self.judge.project(site_id) is not None and await self.end(site_id, session_id, closed)

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End the session from outside; False where there is none."""
        return await self.end(site_id, session_id, revoked)

    async def strike_open(self, site_id: str) -> None:
        """Let an armed failure mode of sessions hit those that are active, the oldest first."""
        state = self.judge.state
        now = await self.judge.now(site_id)
        every = await state.sessions.page(site_id, None, await state.sessions.count(site_id))
        for session in reversed(every):
            if state_of(session, now) == ACTIVE:
                await self.strike(session)

    async def strike(self, session: Session) -> None:
        """Let an armed failure mode of sessions hit this one."""
        fault = await self.judge.state.faults.take(session.site_id, (OPEN_SESSION,), session.user_id)
        if fault is not None:
            await self.end(session.site_id, session.session_id, expired if fault.name == "session-expired" else revoked)

    async def end(self, site_id: str, session_id: str, change: Callable[[Session, float], Session]) -> bool:
        """Change the session as it is now, and tell whoever listens; False where there is none."""
        now = await self.judge.now(site_id)
        changed = await self.judge.state.sessions.change(site_id, session_id, lambda latest: change(latest, now))
        if changed is None:
            return False
        await self.judge.state.events.publish(session_event(changed, now))
        return True
