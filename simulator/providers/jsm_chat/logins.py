"""One login of the widget: judge the token, find or create its customer, open a session."""

import uuid

import msgspec
from msgspec.structs import replace

from simulator.core.activation import Accepted, Disrupted, Refused, Retry
from simulator.core.conversation import conversation_json
from simulator.core.event import session_event
from simulator.core.fault import ACTIVATION, CUSTOMER, WIRE, Fault
from simulator.core.session import Session, closed
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat.customers import Customers
from simulator.providers.jsm_chat.judge import Judge, fingerprint
from simulator.providers.jsm_chat.sessions import ChatSessions

_ONLY_ONE = Retry(1, 0, 0)  # that the widget retries by itself is nowhere documented
_UNKNOWN_PROJECT = Site("")


class Logins(msgspec.Struct, frozen=True):
    """Logs customers in."""

    judge: Judge
    sessions: ChatSessions
    customers: Customers

    async def log_in(self, site_id: str, token: str | None, session_id: str | None) -> Accepted | Refused | Disrupted:
        """What comes of one login; ``session_id`` is the widget's session until now, which a new one ends."""
        verdict = await self.judge.verdict(site_id, token)
        now = await self.judge.now(site_id)
        project = await self.judge.project(site_id)
        if project is None:
            return Refused(verdict, _ONLY_ONE, _UNKNOWN_PROJECT.explains, now)
        fault = await self._fault(site_id, verdict, now)
        if fault and fault.mode.replaces_answer:
            return Disrupted(fault, 1, now, verdict.user_id)
        if fault and fault.mode.refusal:
            verdict = await self.judge.verdict(site_id, token, forced=fault.mode.refusal)
        if not verdict.accepted:
            return Refused(verdict, _ONLY_ONE, project.explains, now, fault)
        accepted = await self._opened(project, verdict, token or "", session_id)
        if await self.judge.project(site_id) is None:  # removed meanwhile; nothing was kept
            return Refused(await self.judge.verdict(site_id, token), _ONLY_ONE, _UNKNOWN_PROJECT.explains, now)
        return replace(accepted, fault=fault)

    async def _fault(self, site_id: str, verdict: Verdict, now: float) -> Fault | None:
        pending = verdict.accepted and await self.customers.is_pending(site_id, verdict, now)
        points = (WIRE, ACTIVATION, CUSTOMER) if pending else (WIRE, ACTIVATION)
        return await self.judge.state.faults.take(site_id, points, verdict.user_id)

    async def _opened(self, project: Site, verdict: Verdict, token: str, before: str | None) -> Accepted:
        state, site_id = self.judge.state, project.site_id
        now = await self.judge.now(site_id)
        customer = await self.customers.of(site_id, verdict, now)
        await state.used_tokens.add(site_id, fingerprint(token))
        if before is not None:
            await self.sessions.end(site_id, before, closed)
        session = Session(
            session_id=str(uuid.uuid4()),
            site_id=site_id,
            visitor_id=customer.visitor_id,
            user_id=customer.user_id,
            device_id=None,
            identity="",
            opened_at=now,
            expires_at=now + project.session_lifetime_seconds,
        )
        await state.sessions.put(session)
        await state.events.publish(session_event(session, now))
        await self.sessions.strike(session)
        ticket = await state.conversations.ongoing(site_id, customer.visitor_id)
        shown = None if ticket is None else conversation_json(ticket)
        return Accepted(session, customer, shown, now, 1, project.explains, verdict)
