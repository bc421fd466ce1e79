"""A project of Chat for JSM as Python code holds it."""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict, Unpack

from simulator.core.conversation import ConversationJson, MessageJson
from simulator.core.session import SessionJson
from simulator.core.verdict import VerdictJson
from simulator.handle.channel import Channel, Unanswered, ask, error_of, send
from simulator.handle.errors import SimulatorError
from simulator.handle.fields import nested
from simulator.handle.judging import JudgingSite

__tracebackhide__ = True  # pytest shows the test's own line, and not how its request was sent

PROVIDER = "jsm-chat"
_EMAIL = "jane.doe@example.com"
_LOST = "Auto-login failed: there was no readable answer"
_RESET = 0  # as in the journal
_SAID = (200, 401)


class ProjectOptions(TypedDict, total=False):
    """What can be said of a project; docs/jsm-chat.md tells of each, and of what holds unless it is given."""

    site_id: str
    name: str
    authentication_enabled: bool
    secret_key: str | None
    session_lifetime_seconds: float
    verdicts: Literal["explained", "opaque"]
    leeway_seconds: float
    require_exp: bool


class ReporterJson(TypedDict):
    """A customer: who was logged in, and who reports a ticket."""

    email: str | None
    displayName: str | None


class LostJson(TypedDict):
    """What came where a failure mode took the answer's place; ``status`` 0: the connection was reset."""

    status: int
    text: str


class LoginJson(TypedDict):
    """The answer to a login: the session and its customer; refused, ``message``; or lost, with ``instead``."""

    session: NotRequired[SessionJson]
    customer: NotRequired[ReporterJson]
    ticket: NotRequired[ConversationJson | None]
    message: NotRequired[str]
    explanation: NotRequired[VerdictJson]
    instead: NotRequired[LostJson]


class ReportedJson(TypedDict):
    """A ticket with its reporter."""

    id: str
    summary: str
    reporter: ReporterJson
    state: str
    openedAt: float
    messages: list[MessageJson]


def project_fields(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the control API takes them."""
    return {"provider": PROVIDER, **nested(options, ProjectOptions)}


class ChatProject(JudgingSite):
    """A project on a simulator: makes tokens, judges them, logs customers in, and tells what happened."""

    _provider = PROVIDER

    def __init__(self, url: str, channel: Channel, site_id: str, secret_key: str | None) -> None:
        super().__init__(url, channel, site_id)
        self._secret_key = secret_key

    @property
    def widget_url(self) -> str:
        """The address of the widget, for the script element of a page."""
        return f"{self.url}/chat-widget.js?project={self.site_id}"

    @property
    def secret_key(self) -> str:
        """The secret key, with which a backend signs tokens for this project."""
        if self._secret_key is None:
            raise SimulatorError(
                f'the secret key of "{self.site_id}" is not at hand: a simulator hands one out when it generates it'
            )
        return self._secret_key

    def change(self, **options: Unpack[ProjectOptions]) -> None:
        """Change fields of the project; those left out stay."""
        self._ask("PUT", "", nested(options, ProjectOptions))
        if "secret_key" in options:
            self._secret_key = options["secret_key"]

    def rotate(self, *, overlap_seconds: float = 0) -> str:
        """Generate another secret key and return it; the one before is taken for so many seconds more."""
        told = self._ask("POST", "/rotations", {"overlapSeconds": overlap_seconds}).json()
        secret: str = told["secretKey"]
        self._secret_key = secret
        return secret

    def mint(
        self,
        email: str = _EMAIL,
        *,
        display_name: str | None = None,
        lifetime_seconds: float | None = None,
        claims: Mapping[str, Any] | None = None,
        mistake: str | None = None,
    ) -> str:
        """A token as a right backend makes it, on the project's clock; or with a mistake of its catalogue."""
        order = {
            "userId": email,
            "displayName": display_name,
            "lifetimeSeconds": lifetime_seconds,
            "claims": claims,
            "mistake": mistake,
        }
        minted = self._ask("POST", "/tokens", {name: value for name, value in order.items() if value is not None})
        token: str = minted.json()["token"]
        return token

    def log_in(self, token: str | None, *, session_id: str | None = None) -> LoginJson:
        """The answer to one login, as the widget would make it; a refusal is an answer, too."""
        path = "/chat-widget/logins"
        try:
            reply = send(self._channel, "POST", path, {"siteId": self.site_id, "token": token, "sessionId": session_id})
        except Unanswered as error:
            return {"message": _LOST, "instead": {"status": _RESET, "text": str(error)}}
        try:
            answer: LoginJson = reply.json()
        except ValueError:
            return {"message": _LOST, "instead": {"status": reply.status, "text": reply.text}}
        if reply.status in _SAID:
            return answer
        raise error_of(f"POST {path}", reply)

    def log_out(self, session_id: str) -> None:
        """What the widget's ``logout`` sends."""
        ask(self._channel, "DELETE", f"/chat-widget/sessions/{session_id}?siteId={self.site_id}")

    def write(self, session_id: str, text: str) -> None:
        """A customer's message, which opens a ticket where none is open."""
        body = {"siteId": self.site_id, "text": text}
        ask(self._channel, "POST", f"/chat-widget/sessions/{session_id}/messages", body)

    def tickets(self) -> list[ReportedJson]:
        """The tickets with their reporters, newest first."""
        found: list[ReportedJson] = self._ask("GET", "/tickets").json()["tickets"]
        return found
