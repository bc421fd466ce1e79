"""One attempt of a tag to sign a visitor in: count it, judge it, open the session."""

from dataclasses import dataclass, replace

from simulator.core.activation import Accepted, ActivationRequest, Disrupted, Exhausted, Outcome, Refused, Retry
from simulator.core.attempt import fingerprint
from simulator.core.conversation import Conversation, ConversationJson, conversation_json
from simulator.core.event import SESSION, Event
from simulator.core.fault import ACTIVATION, MISMATCH, OPEN_SESSION, WIRE, Fault
from simulator.core.session import Session, closed, expired, has_ended, renewed, revoked, session_json
from simulator.core.site import Site, retry_delay_ms
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.providers.iadvize import identity
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.session_change import change_session
from simulator.providers.iadvize.visitors import nobody, visitor_of
from simulator.state.fresh_id import fresh_id
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
        attempt = await self._count(site or _UNKNOWN_SITE, request)
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

    async def _count(self, site: Site, request: ActivationRequest) -> int | None:
        """The number of this attempt. Sites that do not exist share one row of counts, so that they take no room."""
        asked = site is not _UNKNOWN_SITE
        key = request.activation_id if asked else fingerprint(f"{request.site_id} {request.activation_id}")
        return await self.judge.state.activations.count(site.site_id, key, site.retries + 1)

    async def _judged(self, site: Site, request: ActivationRequest, attempt: int) -> Outcome:
        token = request.option.token
        verdict = await self.judge.verdict_for(site.site_id, site, token)
        fault = await self._fault(site, request, verdict.user_id)
        if fault and fault.mode.replaces_answer:
            return Disrupted(fault, attempt, await self.judge.now(site.site_id), verdict.user_id)
        if fault and fault.mode.refusal:
            verdict = await self.judge.verdict_for(site.site_id, site, token, forced=fault.mode.refusal)
        if not verdict.accepted:
            outcome: Accepted | Refused = await refused(self.judge, site.site_id, site, verdict, attempt)
        else:
            outcome = await self._secured(site, request, verdict, attempt)
        return replace(outcome, fault=fault) if fault else outcome

    async def _fault(self, site: Site, request: ActivationRequest, user_id: str | None) -> Fault | None:
        before = await self._earlier(request)
        mismatch = before is not None and before.user_id not in (None, user_id)
        points = (WIRE, ACTIVATION, MISMATCH) if mismatch else (WIRE, ACTIVATION)
        return await self.judge.state.faults.take(site.site_id, points, user_id)

    async def _secured(self, site: Site, request: ActivationRequest, verdict: Verdict, attempt: int) -> Accepted:
        state = self.judge.state
        now = await self.judge.now(site.site_id)
        visitor = await visitor_of(state, site.site_id, verdict, now)
        await state.used_tokens.add(site.site_id, fingerprint(request.option.token or ""))
        end = now + site.session_lifetime_seconds
        before = await self._earlier(request)
        session, source = None, None
        if before and before.user_id == visitor.user_id:
            session = await self._continued(before, request, now, end)
        elif before:
            source = await self._left_behind(before, request, now)
        source = source or await self.conversations.of_nobody(site.site_id, request.conversation_id)
        if session is None:
            session = self._signed(self._fresh(request, visitor, now, end, request.ext_id))
            await state.sessions.put(session)
        conversation = await self.conversations.carry_over(visitor, source, secured=request.ext_id is None)
        accepted = Accepted(session, visitor, _shown(conversation), now, attempt, site.explains, verdict)
        return await self._opened(request, accepted)

    async def _anonymous(self, site: Site, request: ActivationRequest, attempt: int) -> Accepted:
        state = self.judge.state
        now = await self.judge.now(site.site_id)
        before = await self._earlier(request)
        session = before if before and _is_own_anonymous(before, request) else None
        visitor = await self._nobody(site.site_id, session, request, now)
        if before and before.visitor_id != visitor.visitor_id:
            await self._left_behind(before, request, now)
            session = None
        if session is None:
            session = self._signed(self._fresh(request, visitor, now, None))
            await state.sessions.put(session)
        conversation = await self.conversations.of_visitor(visitor)
        return await self._opened(request, Accepted(session, visitor, _shown(conversation), now, attempt))

    async def _nobody(self, site_id: str, own: Session | None, request: ActivationRequest, now: float) -> Visitor:
        """The anonymous visitor: the device's own; one that a link names, unless that would cost a conversation."""
        state = self.judge.state
        visitor = await state.visitors.get(site_id, own.visitor_id) if own else None
        if visitor and await self.conversations.of_visitor(visitor):
            return visitor
        linked = await self.conversations.of_nobody(site_id, request.conversation_id)
        found = await state.visitors.get(site_id, linked.visitor_id) if linked else None
        return found or visitor or await nobody(state, site_id, now)

    async def _continued(self, before: Session, request: ActivationRequest, now: float, end: float) -> Session | None:
        """The earlier session with a later end; None where it ended in the same moment."""

        def go_on(latest: Session) -> Session:
            return self._signed(replace(renewed(latest, end), ext_id=request.ext_id))

        kept = await change_session(self.judge.state, before, now, go_on)
        return None if kept is None or has_ended(kept) else kept

    async def _left_behind(self, before: Session, request: ActivationRequest, now: float) -> Conversation | None:
        """Close the session that this tab had until now, and return what an anonymous one talked about.

        Another user's session that is merely named by the identity stays as it is.
        """
        state = self.judge.state
        own = _is_own_anonymous(before, request)
        if own or before.session_id == await state.activations.opened(request.site_id, request.activation_id):
            await change_session(state, before, now, lambda latest: closed(latest, now))
        return await state.conversations.ongoing(request.site_id, before.visitor_id) if own else None

    async def _opened(self, request: ActivationRequest, accepted: Accepted) -> Accepted:
        state = self.judge.state
        session = accepted.session
        await state.activations.set_opened(request.site_id, request.activation_id, session.session_id)
        await state.events.publish(Event(request.site_id, SESSION, session_json(session, accepted.now)))
        await strike(state, session, accepted.now)
        return accepted

    def _signed(self, session: Session) -> Session:
        return replace(session, identity=identity.issue(session, self.secret))

    def _fresh(
        self,
        request: ActivationRequest,
        visitor: Visitor,
        now: float,
        expires_at: float | None,
        ext_id: str | None = None,
    ) -> Session:
        return Session(
            session_id=fresh_id(),
            site_id=request.site_id,
            visitor_id=visitor.visitor_id,
            user_id=visitor.user_id,
            device_id=request.device_id,
            identity="",
            opened_at=now,
            expires_at=expires_at,
            ext_id=ext_id,
        )

    async def _earlier(self, request: ActivationRequest) -> Session | None:
        """The session that can still go on: an earlier attempt's of this activation, or the identity's."""
        state = self.judge.state
        session_id = await state.activations.opened(request.site_id, request.activation_id)
        if session_id is None and request.identity:
            session_id = identity.session_id_in(request.identity, request.site_id, self.secret)
        session = await state.sessions.get(request.site_id, session_id) if session_id else None
        return None if session is None or has_ended(session) else session


async def strike(state: State, session: Session, now: float) -> None:
    """Let an armed failure mode of sessions hit this one."""
    fault = await state.faults.take(session.site_id, (OPEN_SESSION,), session.user_id)
    if fault is None:
        return
    end = expired if fault.name == "session-expired" else revoked
    await change_session(state, session, now, lambda latest: end(latest, now))


def _is_own_anonymous(session: Session, request: ActivationRequest) -> bool:
    return session.user_id is None and session.device_id == request.device_id


def _shown(conversation: Conversation | None) -> ConversationJson | None:
    return None if conversation is None else conversation_json(conversation)


async def refused(judge: Judge, site_id: str, site: Site | None, verdict: Verdict, attempt: int) -> Refused:
    """The refusal of one attempt, with what the tag may still do."""
    rules = site or _UNKNOWN_SITE
    retry = Retry(attempt, max(rules.retries + 1 - attempt, 0), retry_delay_ms(rules.retry_delays_ms, attempt))
    return Refused(verdict, retry, rules.explains, await judge.now(site_id))
