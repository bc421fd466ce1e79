"""What the tag in a page calls: activations and the sessions that they open."""

from typing import Annotated, Any, Final, Literal, NotRequired, Protocol, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.activation import (
    Accepted,
    ActivationRequest,
    AuthenticationOption,
    Disrupted,
    Exhausted,
    Outcome,
    Refused,
)
from simulator.core.attempt import ACTIVATION, RENEWAL
from simulator.core.conversation import ConversationJson
from simulator.core.session import SessionJson, session_json
from simulator.core.verdict import VerdictJson, verdict_json
from simulator.core.visitor import VisitorJson, visitor_json
from simulator.wire import bodies
from simulator.wire.answers import ErrorAnswer, JsonAnswer, WireError, not_found
from simulator.wire.disruptor import disrupt
from simulator.wire.operation import JSON, Operation
from simulator.wire.recorder import Observation, observe
from simulator.wire.trust import Trust

_NO_STORE = {"cache-control": "no-store"}
_TEXT: Final[dict[str, Any]] = {"text/plain": str}
_EXHAUSTED = {
    "activation_exhausted": "This activation has had its attempts; a new activate() starts a new one.",
    "session_closed": "The session is closed; a new activate() opens another.",
    "session_revoked": "The session was revoked; a new activate() opens another.",
    "session_anonymous": "An anonymous session has nothing to renew; a new activate() signs the visitor in.",
}


# Longer than any site's id, so that an unknown one still gets its explanation.
SiteName = Annotated[str, Meta(max_length=200)]


class OptionBody(msgspec.Struct, rename="camel"):
    """``authenticationOption`` as the page's provider returned it."""

    type: Literal["SECURED_AUTHENTICATION", "ANONYMOUS", "ANONYMOUS_AUTHENTICATION"]
    token: str | None = None


class ActivationBody(msgspec.Struct, rename="camel"):
    """One attempt at an activation."""

    site_id: SiteName
    activation_id: Annotated[str, Meta(min_length=1, max_length=200)]
    authentication_option: OptionBody
    identity: Annotated[str, Meta(max_length=65_536)] | None = None
    device_id: Annotated[str, Meta(max_length=200)] | None = None
    ext_id: Annotated[str, Meta(max_length=1000)] | None = None
    conversation_id: Annotated[str, Meta(max_length=200)] | None = None


class RenewalBody(msgspec.Struct, rename="camel"):
    """One attempt at the renewal of a session."""

    site_id: SiteName
    authentication_option: OptionBody


class SiteQuery(msgspec.Struct, rename="camel"):
    """The site that a request without a body speaks of."""

    site_id: Annotated[str, Meta(min_length=1)]


class OptionJson(TypedDict):
    """The authentication option, as it was sent."""

    type: str
    token: str | None


class AuthenticationJson(TypedDict):
    """What a page is told; ``reason`` is there where it failed."""

    option: OptionJson
    status: Literal["authentication-success", "authentication-failure"]
    reason: NotRequired[str | None]


class AcceptedJson(TypedDict):
    """The session that stands, and whose it is."""

    authentication: AuthenticationJson
    session: SessionJson
    visitor: VisitorJson
    conversation: ConversationJson | None


class RetryJson(TypedDict):
    """Which attempt this was, how many remain, and how long to wait before the next."""

    attempt: int
    remaining: int
    delayMs: int


class RefusedJson(TypedDict):
    """A refusal; its explanation is left out where the site's verdicts are opaque, and for strangers."""

    authentication: AuthenticationJson
    retry: RetryJson
    explanation: NotRequired[VerdictJson]


class RenewedJson(TypedDict):
    """The session with its later end."""

    session: SessionJson


class StandingJson(TypedDict):
    """The session as it stands, and the conversation that is ongoing."""

    session: SessionJson
    conversation: ConversationJson | None


NO_SESSION: Final = {404: "There is no such session on that site."}
# What failure modes put in an answer's place, beside a 200 that breaks off.
DISTURBED: Final = {429: _TEXT, 500: _TEXT | {JSON: ErrorAnswer}, 502: {"text/html": str}, 504: _TEXT}


class Activates(Protocol):
    """Who decides about activations."""

    async def activate(self, request: ActivationRequest) -> Outcome:
        """What comes of one attempt."""


class KeepsSessions(Protocol):
    """Who decides about sessions that are open."""

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now."""

    async def renew(self, site_id: str, session_id: str, option: AuthenticationOption) -> Outcome | None:
        """What comes of one attempt at renewal."""

    async def log_out(self, site_id: str, session_id: str) -> bool:
        """Close the session; False where there is none."""


class TagRoutes:
    """The routes below ``/tag``."""

    def __init__(self, activations: Activates, sessions: KeepsSessions, trust: Trust) -> None:
        self._activations = activations
        self._sessions = sessions
        self._trust = trust

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sessions/{session_id}"
        return [
            Operation(
                "POST",
                "/activations",
                self.activate,
                body=ActivationBody,
                answers={200: AcceptedJson, 401: RefusedJson, **DISTURBED},
                errors={409: "This activation has had its attempts."},
            ),
            Operation(
                "PUT",
                path,
                self.renew,
                body=RenewalBody,
                answers={200: RenewedJson, 401: RefusedJson},
                errors={409: "The session is closed, revoked or anonymous.", **NO_SESSION},
            ),
            Operation("GET", path, self.show, query=SiteQuery, answers={200: StandingJson}, errors=NO_SESSION),
            Operation("DELETE", path, self.log_out, query=SiteQuery, answers={204: None}, errors=NO_SESSION),
        ]

    async def activate(self, request: Request) -> Response:
        """One attempt at an activation: open a session, continue one, or hear why not."""
        body = await bodies.parse(request, ActivationBody)
        option = AuthenticationOption(body.authentication_option.type, body.authentication_option.token)
        outcome = await self._activations.activate(
            ActivationRequest(
                body.site_id,
                body.activation_id,
                option,
                body.identity,
                body.device_id,
                body.ext_id,
                body.conversation_id,
            )
        )
        observe(request, Observation(ACTIVATION, body.site_id, body.activation_id, option, outcome))
        if isinstance(outcome, (Accepted, Disrupted)) and outcome.fault:
            disrupt(request, outcome.fault)
        return _answer(outcome, option, explains=self._explains(outcome, request))

    async def renew(self, request: Request) -> Response:
        """One attempt at a renewal, with a fresh token: same session, later end."""
        body = await bodies.parse(request, RenewalBody)
        option = AuthenticationOption(body.authentication_option.type, body.authentication_option.token)
        session_id = request.path_params["session_id"]
        outcome = await self._sessions.renew(body.site_id, session_id, option)
        if outcome is None:
            raise not_found("session", session_id)
        observe(request, Observation(RENEWAL, body.site_id, None, option, outcome))
        if isinstance(outcome, Accepted):
            return JsonAnswer(RenewedJson(session=session_json(outcome.session, outcome.now)), headers=_NO_STORE)
        return _answer(outcome, option, explains=self._explains(outcome, request))

    async def show(self, request: Request) -> Response:
        """The session as it stands, with its ongoing conversation."""
        standing = await self._sessions.get(site_id_of(request), request.path_params["session_id"])
        if standing is None:
            raise not_found("session", request.path_params["session_id"])
        session = session_json(standing.session, standing.now)
        return JsonAnswer(StandingJson(session=session, conversation=standing.conversation), headers=_NO_STORE)

    async def log_out(self, request: Request) -> Response:
        """Log out: close the session."""
        session_id = request.path_params["session_id"]
        if not await self._sessions.log_out(site_id_of(request), session_id):
            raise not_found("session", session_id)
        return Response(status_code=204, headers=_NO_STORE)

    def _explains(self, outcome: Outcome, request: Request) -> bool:
        return isinstance(outcome, Refused) and outcome.explained and self._trust.explains_to(request.scope)


def site_id_of(request: Request) -> str:
    """The site that a request without a body speaks of."""
    return bodies.query(request, SiteQuery).site_id


def _answer(outcome: Outcome, option: AuthenticationOption, *, explains: bool) -> JsonAnswer:
    if isinstance(outcome, Exhausted):
        raise WireError(409, outcome.why, _EXHAUSTED[outcome.why])
    if isinstance(outcome, Disrupted):
        return JsonAnswer(None, 500)  # the disruptor puts the failure in its place
    given = OptionJson(type=option.type, token=option.token)
    if isinstance(outcome, Refused):
        return JsonAnswer(_refusal(outcome, given, explains=explains), 401, headers=_NO_STORE)
    body: AcceptedJson = {
        "authentication": {"option": given, "status": "authentication-success"},
        "session": session_json(outcome.session, outcome.now),
        "visitor": visitor_json(outcome.visitor),
        "conversation": outcome.conversation,
    }
    return JsonAnswer(body, headers=_NO_STORE)


def _refusal(outcome: Refused, given: OptionJson, *, explains: bool) -> RefusedJson:
    retry = outcome.retry
    body: RefusedJson = {
        "authentication": {"option": given, "status": "authentication-failure", "reason": outcome.verdict.reason},
        "retry": {"attempt": retry.attempt, "remaining": retry.remaining, "delayMs": retry.delay_ms},
    }
    if explains:
        body["explanation"] = verdict_json(outcome.verdict)
    return body
