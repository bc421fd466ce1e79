"""The outermost layer: journals each attempt with what really leaves."""

import logging
import time
from typing import Protocol

import msgspec
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.core.activation import Accepted, AuthenticationOption, Disrupted, Exhausted, Outcome, Refused
from simulator.core.attempt import RENEWAL, Attempt, fingerprint
from simulator.core.verdict import Verdict, VerdictJson, verdict_json
from simulator.state.fresh_id import fresh_id
from simulator.state.protocols import State
from simulator.state.unavailable import Unavailable

_LOG = logging.getLogger(__name__)
_KEY = "observation"
_MICROSECONDS = 1_000_000
_NO_ANSWER = 0  # the connection was reset before an answer was complete


class Observation(msgspec.Struct, frozen=True):
    """What a route tells about the attempt that it answers."""

    kind: str
    site_id: str
    activation_id: str | None
    option: AuthenticationOption
    outcome: Outcome


def observe(request: Request, observation: Observation) -> None:
    """Leave an observation for the recorder."""
    request.scope[_KEY] = observation


class Stage(Protocol):
    """Who plays scenarios."""

    async def answered(self, site_id: str, *, accepted: bool, renewal: bool) -> None:
        """An attempt on the site was answered."""


class Recorder:
    """Wraps the whole application. ``stage`` hears of each attempt once it is journaled."""

    def __init__(self, app: ASGIApp, state: State, stage: Stage) -> None:
        self._app = app
        self._state = state
        self._stage = stage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; journal it where a route observed an attempt."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self.watch(self._app, scope, receive, send, time.perf_counter())

    async def watch(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, began: float) -> None:
        """Pass a request that began at that moment on to an application, and journal what really leaves."""
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                await self.journal(scope, status, began)
            await send(message)

        try:
            await app(scope, receive, watched)
        finally:
            await self.journal(scope, status, began)

    async def journal(self, scope: Scope, status: int, began: float) -> None:
        """Journal an attempt, once: before its answer is whole, so that whoever has it finds its attempt there."""
        observation: Observation | None = scope.pop(_KEY, None)
        if observation is None or isinstance(observation.outcome, Exhausted):
            return
        attempt = _attempt(observation, observation.outcome, status, time.perf_counter() - began)
        try:
            if await self._state.record(attempt):
                await self._stage.answered(attempt.site_id, accepted=attempt.accepted, renewal=attempt.kind == RENEWAL)
        except Unavailable as error:
            # The answer stands: what it acknowledges was kept before.
            _LOG.warning("An attempt is missing in the journal of %s: %s", attempt.site_id, error.message)


def _attempt(observation: Observation, outcome: Accepted | Refused | Disrupted, status: int, seconds: float) -> Attempt:
    fault = outcome.fault
    verdict, shown = None, None
    if not isinstance(outcome, Disrupted) and outcome.verdict:
        verdict = outcome.verdict
        shown = _redacted(verdict, explained=outcome.explained)
    token = observation.option.token
    return Attempt(
        id=fresh_id(),
        at=outcome.now,
        site_id=observation.site_id,
        kind=observation.kind,
        activation_id=observation.activation_id,
        attempt=outcome.retry.attempt if isinstance(outcome, Refused) else outcome.attempt,
        status=_NO_ANSWER if fault and fault.name == "connection-reset" else status,
        accepted=isinstance(outcome, Accepted),
        code=verdict.code if verdict else None,
        reason=verdict.reason if verdict else None,
        user_id=verdict.user_id if verdict else outcome.user_id if isinstance(outcome, Disrupted) else None,
        fault=fault.name if fault else None,
        session_id=outcome.session.session_id if isinstance(outcome, Accepted) else None,
        token=fingerprint(token) if token else None,
        verdict=shown,
        duration_ms=int(seconds * _MICROSECONDS) / 1000,
        checks_ms={name: int(lap * _MICROSECONDS) / 1000 for name, lap in verdict.seconds.items()} if verdict else None,
        brand_key=verdict.signing_key if verdict else None,
        iadvize_key=verdict.encryption_key if verdict else None,
    )


def _redacted(verdict: Verdict, *, explained: bool) -> VerdictJson:
    shown = verdict_json(verdict)
    return shown if explained else {**shown, "claims": None, "visitorData": None}
