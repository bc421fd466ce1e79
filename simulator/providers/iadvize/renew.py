"""What becomes of a session after it was opened: renewed, logged out, revoked."""

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace

from simulator.core.activation import Accepted, AuthenticationOption, Exhausted, Outcome, Refused
from simulator.core.attempt import fingerprint
from simulator.core.conversation import conversation_json
from simulator.core.discreet import Discreet
from simulator.core.fault import RENEWAL
from simulator.core.session import (
    ACTIVE,
    Session,
    closed,
    has_ended,
    renewal_refused,
    renewed,
    revoked,
    state_of,
)
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.providers.iadvize import identity
from simulator.providers.iadvize.activate import refused, strike
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.session_change import change_session
from simulator.providers.iadvize.visitors import visitor_of


class Sessions(Discreet, frozen=True):
    """The life of sessions. ``secret`` signs the identities."""

    unseen: ClassVar = ("secret",)

    judge: Judge
    secret: bytes

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now; None where there is none."""
        session = await self._session(site_id, session_id)
        return None if session is None else await self._standing(session)

    async def renew(self, site_id: str, session_id: str, option: AuthenticationOption) -> Outcome | None:
        """What comes of one attempt at renewal; None where there is no such session."""
        state = self.judge.state
        site = await state.sites.get(site_id)
        session = await state.sessions.get(site_id, session_id)
        if session is None or site is None:
            return None
        now = await self.judge.now(site_id)
        if has_ended(session):
            return Exhausted(f"session_{state_of(session, now)}")
        if session.user_id is None:
            return Exhausted("session_anonymous")
        user_id = session.user_id
        fault = await state.faults.take(site_id, (RENEWAL,), user_id)
        token = None if option.is_anonymous else option.token
        verdict = await self.judge.verdict_for(
            site_id, site, token, expected_user=user_id, forced=fault.mode.refusal if fault else None
        )
        if not verdict.accepted:
            refusal = await self._refused(site, session, verdict, now)
            return replace(refusal, fault=fault) if isinstance(refusal, Refused) else refusal
        end = now + site.session_lifetime_seconds
        kept = await change_session(state, session, now, lambda latest: self._signed(renewed(latest, end)))
        if kept is None or has_ended(kept):
            return Exhausted(f"session_{state_of(kept, now)}") if kept else None
        await state.used_tokens.add(site_id, fingerprint(token or ""))
        await visitor_of(state, site_id, verdict, now)
        accepted = await self._standing(kept, verdict, explained=site.explains)
        return replace(accepted, attempt=session.failed_renewals + 1)

    async def log_out(self, site_id: str, session_id: str) -> bool:
        """Close the session; False where there is none. Closing an ended one changes nothing."""
        return await self._end(site_id, session_id, closed)

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End the session from outside; False where there is none."""
        return await self._end(site_id, session_id, revoked)

    async def strike(self, site_id: str) -> None:
        """Let an armed failure mode of sessions hit those that are active, the oldest first."""
        state = self.judge.state
        now = await self.judge.now(site_id)
        every = await state.sessions.page(site_id, None, await state.sessions.count(site_id))
        for session in reversed(every):
            if state_of(session, now) == ACTIVE:
                await strike(state, session, now)

    async def _refused(self, site: Site, session: Session, verdict: Verdict, now: float) -> Outcome | None:
        for_good = verdict.code == "user_id_changed"

        def fail(latest: Session) -> Session:
            return renewal_refused(latest, now, site.retries, for_good=for_good)

        kept = await change_session(self.judge.state, session, now, fail)
        if kept is None:
            return None
        outcome = refused(site, verdict, kept.failed_renewals, await self.judge.now(site.site_id))
        return replace(outcome, retry=replace(outcome.retry, remaining=0)) if for_good else outcome

    async def _session(self, site_id: str, session_id: str) -> Session | None:
        """The session, where its site is one of this provider's."""
        state = self.judge.state
        return await state.sessions.get(site_id, session_id) if await state.sites.get(site_id) else None

    async def _end(self, site_id: str, session_id: str, end: Callable[[Session, float], Session]) -> bool:
        session = await self._session(site_id, session_id)
        if session is None:
            return False
        now = await self.judge.now(site_id)
        return await change_session(self.judge.state, session, now, lambda latest: end(latest, now)) is not None

    async def _standing(self, session: Session, verdict: Verdict | None = None, *, explained: bool = True) -> Accepted:
        now = await self.judge.now(session.site_id)
        visitor = await self.judge.state.visitors.get(session.site_id, session.visitor_id)
        known = visitor or Visitor(session.visitor_id, session.site_id, now, now, session.user_id)
        ongoing = await self.judge.state.conversations.ongoing(session.site_id, session.visitor_id)
        conversation = None if has_ended(session) else ongoing  # whoever holds an ended session is nobody any more
        shown = None if conversation is None else conversation_json(conversation)
        return Accepted(session, known, shown, now, session.failed_renewals + 1, explained, verdict)

    def _signed(self, session: Session) -> Session:
        return replace(session, identity=identity.issue(session, self.secret))
