"""What the widget of Chat for JSM calls: logins, the sessions that they open, and tickets. How it looks is chosen."""

from typing import Annotated, Final, NotRequired, Protocol, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.activation import Accepted, AuthenticationOption, Disrupted, Refused
from simulator.core.attempt import LOGIN
from simulator.core.conversation import Conversation, ConversationJson, conversation_json
from simulator.core.session import ACTIVE, Session, SessionJson, session_json, state_of
from simulator.core.verdict import VerdictJson, verdict_json
from simulator.core.visitor import Visitor
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError, not_found
from simulator.wire.disruptor import disrupt
from simulator.wire.operation import Operation
from simulator.wire.recorder import Observation, observe
from simulator.wire.tag import DISTURBED, NO_SESSION, SiteName, SiteQuery, site_id_of
from simulator.wire.trust import Trust

_NO_STORE = {"cache-control": "no-store"}
_OPTION = "JWT"  # the kind of option that the journal keeps; a login has no other
_NOT_NOW: Final = {409: "The session is not active.", **NO_SESSION}


class ChatLoginBody(msgspec.Struct, rename="camel"):
    """One login; ``sessionId`` is the widget's session until now."""

    site_id: SiteName
    token: Annotated[str, Meta(max_length=1_000_000)] | None = None
    session_id: Annotated[str, Meta(max_length=200)] | None = None


class TicketBody(msgspec.Struct, rename="camel"):
    """A customer's message."""

    site_id: SiteName
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]


class CustomerJson(TypedDict):
    """The customer whom the token named: the reporter of the tickets."""

    email: str | None
    displayName: str | None


class StandingLoginJson(TypedDict):
    """The session as it stands, whose it is, and the ticket that is open."""

    session: SessionJson
    customer: CustomerJson
    ticket: ConversationJson | None


class RefusedLoginJson(TypedDict):
    """A refusal: what the widget throws, and the verdict, left out where the project's verdicts are opaque."""

    message: str
    explanation: NotRequired[VerdictJson]


class SaidTicketJson(TypedDict):
    """The ticket with the message in it."""

    ticket: ConversationJson


class LogsIn(Protocol):
    """Who decides about logins."""

    async def log_in(self, site_id: str, token: str | None, session_id: str | None) -> Accepted | Refused | Disrupted:
        """What comes of one login."""


class ChatSessions(Protocol):
    """Who decides about sessions that are open."""

    async def get(self, site_id: str, session_id: str) -> Accepted | None:
        """The session as it stands now."""

    async def log_out(self, site_id: str, session_id: str) -> bool:
        """Close the session; False where there is none."""


class Tickets(Protocol):
    """Who carries tickets on."""

    async def say(self, session: Session, text: str) -> Conversation:
        """A customer's message."""

    async def close(self, session: Session) -> None:
        """Close the customer's open ticket."""


class ChatWidgetRoutes:
    """The routes below ``/chat-widget``."""

    def __init__(self, logins: LogsIn, sessions: ChatSessions, tickets: Tickets, trust: Trust) -> None:
        self._logins = logins
        self._sessions = sessions
        self._tickets = tickets
        self._trust = trust

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sessions/{session_id}"
        standing = {200: StandingLoginJson}
        said = {201: SaidTicketJson}
        return [
            Operation(
                "POST",
                "/logins",
                self.log_in,
                body=ChatLoginBody,
                answers={**standing, 401: RefusedLoginJson, **DISTURBED},
            ),
            Operation("GET", path, self.show, query=SiteQuery, answers=standing, errors=NO_SESSION),
            Operation("DELETE", path, self.log_out, query=SiteQuery, answers={204: None}, errors=NO_SESSION),
            Operation("POST", path + "/messages", self.say, body=TicketBody, answers=said, errors=_NOT_NOW),
            Operation("DELETE", path + "/ticket", self.close, query=SiteQuery, answers={204: None}, errors=_NOT_NOW),
        ]

    async def log_in(self, request: Request) -> Response:
        """One login with a token: open a session, or hear why not."""
        body = await bodies.parse(request, ChatLoginBody)
        outcome = await self._logins.log_in(body.site_id, body.token, body.session_id)
        observe(request, Observation(LOGIN, body.site_id, None, AuthenticationOption(_OPTION, body.token), outcome))
        if isinstance(outcome, Refused):
            return JsonAnswer(self._refusal(request, outcome), 401, headers=_NO_STORE)
        if outcome.fault:
            disrupt(request, outcome.fault)
        if isinstance(outcome, Disrupted):
            return JsonAnswer(None, 500)  # the disruptor puts the failure in its place
        return JsonAnswer(_standing(outcome), headers=_NO_STORE)

    async def show(self, request: Request) -> Response:
        """The session as it stands, with its customer's open ticket."""
        return JsonAnswer(_standing(await self._found(request, site_id_of(request))), headers=_NO_STORE)

    async def log_out(self, request: Request) -> Response:
        """Log out: close the session."""
        session_id = request.path_params["session_id"]
        if not await self._sessions.log_out(site_id_of(request), session_id):
            raise not_found("session", session_id)
        return Response(status_code=204, headers=_NO_STORE)

    async def say(self, request: Request) -> Response:
        """A message, which opens a ticket where none is open; only a session that is active may send one."""
        body = await bodies.parse(request, TicketBody)
        session = await self._active(request, body.site_id)
        ticket = await self._tickets.say(session, body.text)
        return JsonAnswer(SaidTicketJson(ticket=conversation_json(ticket)), 201, headers=_NO_STORE)

    async def close(self, request: Request) -> Response:
        """Close the open ticket, so that the next message opens another."""
        await self._tickets.close(await self._active(request, site_id_of(request)))
        return Response(status_code=204, headers=_NO_STORE)

    async def _found(self, request: Request, site_id: str) -> Accepted:
        session_id = request.path_params["session_id"]
        standing = await self._sessions.get(site_id, session_id)
        if standing is None:
            raise not_found("session", session_id)
        return standing

    async def _active(self, request: Request, site_id: str) -> Session:
        standing = await self._found(request, site_id)
        state = state_of(standing.session, standing.now)
        if state != ACTIVE:
            raise WireError(409, f"session_{state}", f"The session is {state}; log in again.")
        return standing.session

    def _refusal(self, request: Request, outcome: Refused) -> RefusedLoginJson:
        verdict = outcome.verdict
        reason = verdict.reason or ""
        if not (outcome.explained and self._trust.explains_to(request.scope)):
            return {"message": reason}
        why = verdict.decisive.message if verdict.decisive else ""
        return {"message": f"{reason}. {why}", "explanation": verdict_json(verdict)}


def _standing(standing: Accepted) -> StandingLoginJson:
    return {
        "session": session_json(standing.session, standing.now),
        "customer": customer_json(standing.visitor),
        "ticket": standing.conversation,
    }


def customer_json(customer: Visitor) -> CustomerJson:
    """The customer under public names; the address as the last token wrote it."""
    said = customer.visitor_data
    return {"email": said.get("email", customer.user_id), "displayName": said.get("displayName")}
