"""One attempt of a tag to sign a visitor in: count it, judge it, open the session."""

import uuid
from dataclasses import dataclass, replace

from simulator.core.activation import Accepted, ActivationRequest, Disrupted, Exhausted, Outcome, Refused, Retry
from simulator.core.conversation import Conversation, conversation_json
from simulator.core.event import SESSION, Event
from simulator.core.fault import ACTIVATION, MISMATCH, OPEN_SESSION, WIRE, Fault
from simulator.core.session import Session, closed, expired, has_ended, renewed, revoked, session_json
from simulator.core.site import Site, retry_delay_ms
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.providers.iadvize import identity
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.judge import Judge, fingerprint
from simulator.state.protocols import State

_UNKNOWN_SITE = Site("")  # its defaults count the attempts at a site that does not exist


@dataclass(frozen=True, slots=True)
class Activations:
    """Activates visitors. ``secret`` signs the identities."""

    judge: Judge
    secret: bytes
    conversations: Conversations

    async def activate(self, request: ActivationRequest) -> Outcome:
        """What comes of one attempt. Documented: one attempt and three retries; each number is the site's."""
        state = self.judge.state
        site = await state.sites.get(request.site_id)
        limit = (site or _UNKNOWN_SITE).retries + 1
        attempt = await state.activations.count(request.site_id, request.activation_id, limit)
        if attempt is None:
            return Exhausted("activation_exhausted")
        if site is None:
            verdict = await self.judge.verdict_for(request.site_id, None, request.option.token)
            return await refused(self.judge, request.site_id, None, verdict, attempt)
        if request.option.is_anonymous:
            fault = await state.faults.take(site.site_id, (WIRE,), None)
            if fault and fault.mode.replaces_answer:
                return Disrupted(fault, attempt, await self.judge.now(site.site_id), None)
            return replace(await self._anonymous(site, request, attempt), fault=fault)
        return await self._judged(site, request, attempt)

    async def _judged(self, site: Site, request: ActivationRequest, attempt: int) -> Outcome:
        token = request.option.token
        verdict = await self.judge.verdict_for(site.site_id, site, token)
        fault = await self._fault(site, request, verdict.user_id)
        if fault and fault.mode.replaces_answer:
            return Disrupted(fault, attempt, await self.judge.now(site.site_id), verdict.user_id)
        if fault and fault.mode.refusal:
            verdict = await self.judge.verdict_for(site.site_id, site, token, forced=fault.mode.refusal)
        if not verdict.accepted:
            return replace(await refused(self.judge, site.site_id, site, verdict, attempt), fault=fault)
        return replace(await self._secured(site, request, verdict, attempt), fault=fault)

    async def _fault(self, site: Site, request: ActivationRequest, user_id: str | None) -> Fault | None:
        before = await self._earlier(request)
        mismatch = before is not None and before.user_id not in (None, user_id)
        points = (WIRE, ACTIVATION, MISMATCH) if mismatch else (WIRE, ACTIVATION)
        return await self.judge.state.faults.take(site.site_id, points, user_id)

    async def _secured(self, site: Site, request: ActivationRequest, verdict: Verdict, attempt: int) -> Accepted:
        state = self.judge.state
        now = await self.judge.now(site.site_id)
        visitor = await self._visitor(site, verdict, now)
        await state.used_tokens.add(site.site_id, fingerprint(request.option.token or ""))
        before = await self._earlier(request)
        source = await self.conversations.of_nobody(site.site_id, request.conversation_id)
        if before and before.user_id == visitor.user_id:
            session = renewed(before, now + site.session_lifetime_seconds)
        else:
            if before and _is_own_anonymous(before, request):
                source = source or await state.conversations.ongoing(site.site_id, before.visitor_id)
                await state.sessions.put(closed(before, now))
            session = self._fresh(request, visitor, now, now + site.session_lifetime_seconds)
        session = replace(session, identity=identity.issue(session, self.secret), ext_id=request.ext_id)
        conversation = await self.conversations.carry_over(visitor, source, secured=request.ext_id is None)
        accepted = Accepted(session, visitor, _shown(conversation), now, attempt, site.explains, verdict)
        return await self._opened(request, accepted)

    async def _anonymous(self, site: Site, request: ActivationRequest, attempt: int) -> Accepted:
        now = await self.judge.now(site.site_id)
        before = await self._earlier(request)
        linked = await self.conversations.of_nobody(site.site_id, request.conversation_id)
        if before and not _is_own_anonymous(before, request):
            before = None
        known = linked.visitor_id if linked else before.visitor_id if before else ""
        visitor = await self.judge.state.visitors.get(site.site_id, known)
        if visitor is None:
            visitor = Visitor(str(uuid.uuid4()), site.site_id, now, now)
            await self.judge.state.visitors.put(visitor)
        if before is None or before.visitor_id != visitor.visitor_id:
            before = self._fresh(request, visitor, now, None)
            before = replace(before, identity=identity.issue(before, self.secret))
        conversation = await self.conversations.of_visitor(visitor)
        return await self._opened(request, Accepted(before, visitor, _shown(conversation), now, attempt))

    async def _opened(self, request: ActivationRequest, accepted: Accepted) -> Accepted:
        state = self.judge.state
        session = accepted.session
        await state.sessions.put(session)
        await state.activations.set_opened(request.site_id, request.activation_id, session.session_id)
        await state.events.publish(Event(request.site_id, SESSION, session_json(session, accepted.now)))
        await strike(state, session, accepted.now)
        return accepted

    def _fresh(self, request: ActivationRequest, visitor: Visitor, now: float, expires_at: float | None) -> Session:
        return Session(
            session_id=str(uuid.uuid4()),
            site_id=request.site_id,
            visitor_id=visitor.visitor_id,
            user_id=visitor.user_id,
            device_id=request.device_id,
            identity="",
            opened_at=now,
            expires_at=expires_at,
        )

    async def _earlier(self, request: ActivationRequest) -> Session | None:
        """The session that can still go on: an earlier attempt's of this activation, or the identity's."""
        state = self.judge.state
        session_id = await state.activations.opened(request.site_id, request.activation_id)
        if session_id is None and request.identity:
            session_id = identity.session_id_in(request.identity, request.site_id, self.secret)
        session = await state.sessions.get(request.site_id, session_id) if session_id else None
        return None if session is None or has_ended(session) else session

    async def _visitor(self, site: Site, verdict: Verdict, now: float) -> Visitor:
        fresh = Visitor(str(uuid.uuid4()), site.site_id, now, now, verdict.user_id, verdict.visitor_data or {})
        visitor = await self.judge.state.visitors.of_user(site.site_id, verdict.user_id or "", fresh)
        if verdict.visitor_data is not None and visitor.visitor_data != verdict.visitor_data:
            visitor = replace(visitor, visitor_data=verdict.visitor_data, updated_at=now)
            await self.judge.state.visitors.put(visitor)
        return visitor


async def strike(state: State, session: Session, now: float) -> None:
    """Let an armed failure mode of sessions hit this one."""
    fault = await state.faults.take(session.site_id, (OPEN_SESSION,), session.user_id)
    if fault is None:
        return
    end = expired if fault.name == "session-expired" else revoked
    changed = await state.sessions.change(session.site_id, session.session_id, lambda latest: end(latest, now))
    if changed is not None:
        await state.events.publish(Event(session.site_id, SESSION, session_json(changed, now)))


def _is_own_anonymous(session: Session, request: ActivationRequest) -> bool:
    return session.user_id is None and session.device_id == request.device_id


def _shown(conversation: Conversation | None) -> dict[str, object] | None:
    return None if conversation is None else conversation_json(conversation)


async def refused(judge: Judge, site_id: str, site: Site | None, verdict: Verdict, attempt: int) -> Refused:
    """The refusal of one attempt, with what the tag may still do."""
    rules = site or _UNKNOWN_SITE
    retry = Retry(attempt, max(rules.retries + 1 - attempt, 0), retry_delay_ms(rules.retry_delays_ms, attempt))
    return Refused(verdict, retry, rules.explains, await judge.now(site_id))
