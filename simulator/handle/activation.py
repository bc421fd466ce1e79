"""One attempt at an activation or a renewal, as the tag makes it."""

from typing import Any, Literal, NotRequired, TypedDict

from simulator.core.conversation import ConversationJson
from simulator.core.session import SessionJson
from simulator.core.verdict import VerdictJson
from simulator.core.visitor import VisitorJson
from simulator.handle.channel import Channel, Unanswered, error_of, send

SECURED = "SECURED_AUTHENTICATION"
ANONYMOUS = "ANONYMOUS"
# Documented: what a page gets where iAdvize's side failed.
_SERVER_ERROR = "Failed to fetch authentication with a server error"
_RESET = 0  # as in the journal
_SAID_NO = (200, 401)


class OptionJson(TypedDict):
    """The authentication option that was sent."""

    type: str
    token: str | None


class AuthenticationJson(TypedDict):
    """What a page is told; ``reason`` where it failed."""

    option: OptionJson
    status: Literal["authentication-success", "authentication-failure"]
    reason: NotRequired[str]


class RetryJson(TypedDict):
    """Which attempt this was, and how many remain."""

    attempt: int
    remaining: int
    delayMs: int


class InsteadJson(TypedDict):
    """What came where a failure mode took the answer's place; ``status`` 0: the connection was reset."""

    status: int
    text: str


class ActivationJson(TypedDict):
    """The answer to an activation: accepted, with a session; refused, with ``retry``; or lost, with ``instead``."""

    authentication: AuthenticationJson
    session: NotRequired[SessionJson]
    visitor: NotRequired[VisitorJson]
    conversation: NotRequired[ConversationJson | None]
    retry: NotRequired[RetryJson]
    explanation: NotRequired[VerdictJson]
    instead: NotRequired[InsteadJson]


class RenewalJson(TypedDict):
    """The answer to a renewal: the session; or what an activation's refusal has."""

    session: NotRequired[SessionJson]
    authentication: NotRequired[AuthenticationJson]
    retry: NotRequired[RetryJson]
    explanation: NotRequired[VerdictJson]
    instead: NotRequired[InsteadJson]


def attempt(channel: Channel, method: str, path: str, body: dict[str, Any]) -> Any:
    """The parsed answer; one that cannot be read becomes the failure that a page is told. Raises SimulatorError."""
    try:
        reply = send(channel, method, path, body)
    except Unanswered as error:
        return _lost(body, _RESET, str(error))
    try:
        answer = reply.json()
    except ValueError:
        return _lost(body, reply.status, reply.text)
    if reply.status in _SAID_NO:
        return answer
    raise error_of(f"{method} {path}", reply)


def _lost(body: dict[str, Any], status: int, text: str) -> dict[str, Any]:
    return {
        "authentication": {
            "option": body["authenticationOption"],
            "status": "authentication-failure",
            "reason": _SERVER_ERROR,
        },
        "instead": {"status": status, "text": text},
    }
