"""One attempt of a tag to sign a visitor in: count it, judge it, open the session."""

from typing import ClassVar

from msgspec.structs import replace

from simulator.core.activation import Accepted, ActivationRequest, Disrupted, Exhausted, Outcome, Refused, Retry
from simulator.core.attempt import fingerprint
from simulator.core.conversation import Conversation, ConversationJson, conversation_json
from simulator.core.discreet import Discreet
from simulator.core.fault import ACTIVATION, MISMATCH, OPEN_SESSION, WIRE, Fault
from simulator.core.session import Session, closed, expired, has_ended, renewed, revoked
from simulator.core.site import Site, retry_delay_ms
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.providers.iadvize import PROVIDER, identity
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.session_change import change_session
from simulator.providers.iadvize.visitors import nobody, visitor_of
from simulator.state.fresh_id import fresh_id
from simulator.state.protocols import State
from simulator.state.steps import Begun, Opening, Start

_UNKNOWN_SITE = Site("")  # its defaults count the attempts at a site that does not exist


class Activations(Discreet, frozen=True):
    """Activates visitors. ``secret`` signs the identities."""

    unseen: ClassVar = ("secret",)

    judge: Judge
    secret: bytes
    conversations: Conversations

    async def activate(self, request: ActivationRequest) -> Outcome:
        """What comes of one attempt. Documented: one attempt and three retries; each number is the site's."""
        begun = await self.judge.state.begin(self._start(request))
        if begun is None or begun.known.site is None:
            return await self._nowhere(request)
        if begun.attempt is None:
            return Exhausted("activation_exhausted")
        if not request.option.is_anonymous:
            return await self._judged(begun.known.site, request, begun, begun.attempt)
        fault = await self.judge.state.faults.take(request.site_id, (WIRE,), None) if begun.is_armed else None
        if fault and fault.mode.replaces_answer:
            return Disrupted(fault, begun.attempt, self._now(begun), None)
        accepted = await self._opened(begun.known.site, request, begun, None)
        if accepted is None:
            return await self._nowhere(request)
        return replace(accepted, fault=fault) if fault else accepted

    def _start(self, request: ActivationRequest) -> Start:
        token, said = request.option.token, request.identity
        return Start(
            PROVIDER,
            request.site_id,
            request.activation_id,
            fingerprint(token) if token and not request.option.is_anonymous else None,
            identity.session_id_in(said, request.site_id, self.secret) if said else None,
        )

    def _now(self, begun: Begun) -> float:
        return begun.known.clock.now(self.judge.real_now())

    async def _nowhere(self, request: ActivationRequest) -> Outcome:
        """An attempt at a site that does not exist. All such share one row of counts, so that they take no room."""
        key = fingerprint(f"{request.site_id} {request.activation_id}")
        attempt = await self.judge.state.activations.count("", key, _UNKNOWN_SITE.retries + 1)
        if attempt is None:
            return Exhausted("activation_exhausted")
        verdict = await self.judge.verdict_for(request.site_id, None, request.option.token)
        return refused(None, verdict, attempt, await self.judge.now(request.site_id))

    async def _judged(self, site: Site, request: ActivationRequest, begun: Begun, attempt: int) -> Outcome:
        token = request.option.token
        verdict = self.judge.verdict_by(begun.known, site.site_id, token)
        fault = await self._fault(begun, site, verdict.user_id) if begun.is_armed else None
        if fault and fault.mode.replaces_answer:
            return Disrupted(fault, attempt, self._now(begun), verdict.user_id)
        if fault and fault.mode.refusal:
            verdict = self.judge.verdict_by(begun.known, site.site_id, token, forced=fault.mode.refusal)
        if not verdict.accepted:
            outcome: Accepted | Refused | None = refused(site, verdict, attempt, self._now(begun))
        else:
            outcome = await self._opened(site, request, begun, verdict)
        if outcome is None:
            return await self._nowhere(request)
        return replace(outcome, fault=fault) if fault else outcome

    async def _fault(self, begun: Begun, site: Site, user_id: str | None) -> Fault | None:
        before = _going_on(begun.before)
        mismatch = before is not None and before.user_id not in (None, user_id)
        points = (WIRE, ACTIVATION, MISMATCH) if mismatch else (WIRE, ACTIVATION)
        return await self.judge.state.faults.take(site.site_id, points, user_id)

    async def _opened(
        self, site: Site, request: ActivationRequest, begun: Begun, verdict: Verdict | None
    ) -> Accepted | None:
        """The session, opened or continued; None where the site was removed meanwhile.

        An attempt that another one of its activation overtook begins anew.
        """
        state = self.judge.state
        while True:
            accepted, is_new = (
                await self._anonymous(request, begun)
                if verdict is None
                else await self._secured(site, request, begun, verdict)
            )
            session = accepted.session
            token = request.option.token if verdict else None
            opened = await state.open(
                Opening(
                    session,
                    is_new,
                    request.activation_id,
                    begun.opened,
                    fingerprint(token) if token else None,
                    accepted.now,
                )
            )
            if opened == "gone":
                return None
            if opened == "armed":
                await strike(state, session, accepted.now)
            if opened != "overtaken":
                return accepted
            begun = await self._overtaken(request, begun)

    async def _overtaken(self, request: ActivationRequest, begun: Begun) -> Begun:
        state = self.judge.state
        opened = await state.activations.opened(request.site_id, request.activation_id)
        before = await state.sessions.get(request.site_id, opened) if opened else begun.before
        return replace(begun, opened=opened, before=before)

    async def _secured(
        self, site: Site, request: ActivationRequest, begun: Begun, verdict: Verdict
    ) -> tuple[Accepted, bool]:
        now = self._now(begun)
        visitor, is_new = await visitor_of(self.judge.state, site.site_id, verdict, now)
        end = now + site.session_lifetime_seconds
        before = _going_on(begun.before)
        session, source = None, None
        if before and before.user_id == visitor.user_id:
            session = await self._continued(before, request, now, end)
        elif before:
            source = await self._left_behind(before, request, begun, now)
        source = source or await self.conversations.of_nobody(site.site_id, request.conversation_id)
        fresh = session or self._signed(self._fresh(request, visitor, now, end, request.ext_id))
        conversation = None
        if source or not is_new:  # who was never seen has none
            conversation = await self.conversations.carry_over(visitor, source, secured=request.ext_id is None)
        accepted = Accepted(fresh, visitor, _shown(conversation), now, begun.attempt or 0, site.explains, verdict)
        return accepted, session is None

    async def _anonymous(self, request: ActivationRequest, begun: Begun) -> tuple[Accepted, bool]:
        now = self._now(begun)
        before = _going_on(begun.before)
        session = before if before and _is_own_anonymous(before, request) else None
        visitor = await self._nobody(request.site_id, session, request, now)
        if before and before.visitor_id != visitor.visitor_id:
            await self._left_behind(before, request, begun, now)
            session = None
        fresh = session or self._signed(self._fresh(request, visitor, now, None))
        conversation = await self.conversations.of_visitor(visitor)
        return Accepted(fresh, visitor, _shown(conversation), now, begun.attempt or 0), session is None

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

    async def _left_behind(
        self, before: Session, request: ActivationRequest, begun: Begun, now: float
    ) -> Conversation | None:
        """Close the session that this tab had until now, and return what an anonymous one talked about.

        Another user's session that is merely named by the identity stays as it is.
        """
        state = self.judge.state
        own = _is_own_anonymous(before, request)
        if own or before.session_id == begun.opened:
            await change_session(state, before, now, lambda latest: closed(latest, now))
        return await state.conversations.ongoing(request.site_id, before.visitor_id) if own else None

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


async def strike(state: State, session: Session, now: float) -> None:
    """Let an armed failure mode of sessions hit this one."""
    fault = await state.faults.take(session.site_id, (OPEN_SESSION,), session.user_id)
    if fault is None:
        return
    end = expired if fault.name == "session-expired" else revoked
    await change_session(state, session, now, lambda latest: end(latest, now))


def _going_on(session: Session | None) -> Session | None:
    """The session, where it can still go on."""
    return None if session is None or has_ended(session) else session


def _is_own_anonymous(session: Session, request: ActivationRequest) -> bool:
    return session.user_id is None and session.device_id == request.device_id


def _shown(conversation: Conversation | None) -> ConversationJson | None:
    return None if conversation is None else conversation_json(conversation)


def refused(site: Site | None, verdict: Verdict, attempt: int, now: float) -> Refused:
    """The refusal of one attempt, with what the tag may still do."""
    rules = site or _UNKNOWN_SITE
    retry = Retry(attempt, max(rules.retries + 1 - attempt, 0), retry_delay_ms(rules.retry_delays_ms, attempt))
    return Refused(verdict, retry, rules.explains, now)
