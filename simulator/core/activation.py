"""What a tag asks for, and what may come of it."""

import msgspec

from simulator.core.conversation import ConversationJson
from simulator.core.fault import Fault
from simulator.core.session import Session
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor

SECURED = "SECURED_AUTHENTICATION"
ANONYMOUS_TYPES = ("ANONYMOUS", "ANONYMOUS_AUTHENTICATION")  # the docs' spelling, the boxed tag's


class AuthenticationOption(msgspec.Struct, frozen=True, gc=False):
    """What the page's provider returned."""

    type: str
    token: str | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is to be proved."""
        return self.type in ANONYMOUS_TYPES


class ActivationRequest(msgspec.Struct, frozen=True, gc=False):
    """One attempt at an activation. ``activation_id`` is the tag's, the same through its retries.

    ``conversation_id`` is the conversation that a link from another domain carries on.
    """

    site_id: str
    activation_id: str
    option: AuthenticationOption
    identity: str | None = None
    device_id: str | None = None
    ext_id: str | None = None
    conversation_id: str | None = None


class Retry(msgspec.Struct, frozen=True, gc=False):
    """Where a tag stands: this attempt (1 is the first), how many remain, how long to wait before the next."""

    attempt: int
    remaining: int
    delay_ms: int


class Accepted(msgspec.Struct, frozen=True, gc=False):
    """The session that stands, as of ``now`` on the site's clock; an anonymous one has no verdict."""

    session: Session
    visitor: Visitor
    conversation: ConversationJson | None
    now: float
    attempt: int
    explained: bool = True
    verdict: Verdict | None = None
    fault: Fault | None = None


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A refusal; ``explained`` says whether the one who asked may see the verdict."""

    verdict: Verdict
    retry: Retry
    explained: bool
    now: float
    fault: Fault | None = None


class Disrupted(msgspec.Struct, frozen=True, gc=False):
    """A failure mode took the answer's place, and nothing else happened."""

    fault: Fault
    attempt: int
    now: float
    user_id: str | None


class Exhausted(msgspec.Struct, frozen=True, gc=False):
    """Nothing was tried: the activation had its attempts, or the session has ended. ``why`` is a stable code."""

    why: str


Outcome = Accepted | Refused | Disrupted | Exhausted
