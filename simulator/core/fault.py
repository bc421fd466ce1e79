"""Failure modes: what each does, and when one strikes. The one table that the API, the console and the docs read."""

from collections.abc import Collection, Mapping
from typing import TypedDict

import msgspec
from msgspec.structs import replace

WIRE = "wire"
ACTIVATION = "activation"
RENEWAL = "renewal"
MISMATCH = "mismatch"
OPEN_SESSION = "session"
SCRIPT = "script"
CUSTOMER = "customer"
MAX_DELAY_MS = 60_000
DEFAULT_DELAY_MS = 2000


class Mode(msgspec.Struct, frozen=True):
    """One failure mode: where it strikes, what the tag sees, what the page gets, and what is done by whom.

    ``refusal`` is the code of the verdict that is forced; ``delays`` says that ``delayMs`` counts.
    """

    name: str
    point: str
    tag_sees: str
    page_gets: str
    refusal: str | None = None
    delays: bool = False

    @property
    def replaces_answer(self) -> bool:
        """Whether there is no right answer at all, so that nothing may have happened."""
        return self.point == WIRE and self.name != "slow"


_SERVER_ERROR = '"Failed to fetch authentication with a server error", after three retries'
_NOT_SET_UP = '"… the website is not correctly setup (null)", after three retries'

_ALL = (
    Mode("server-error", WIRE, "500, no readable answer", _SERVER_ERROR),
    Mode("bad-gateway", WIRE, "502 with a proxy's page", _SERVER_ERROR),
    Mode("gateway-timeout", WIRE, "504 after delayMs", _SERVER_ERROR, delays=True),
    Mode("rate-limited", WIRE, "429 with Retry-After", _SERVER_ERROR),
    Mode("slow", WIRE, "the right answer, delayMs late", "success, later", delays=True),
    Mode("connection-reset", WIRE, "the head of an answer, then a reset connection", _SERVER_ERROR),
    Mode("malformed-response", WIRE, "200 with JSON that breaks off", _SERVER_ERROR),
    Mode("website-not-set-up", ACTIVATION, "401", _NOT_SET_UP, "website_not_set_up"),
    Mode("brand-key-unknown", ACTIVATION, "401, as if the site had no key", _NOT_SET_UP, "brand_key_missing"),
    Mode("iadvize-key-rotated", ACTIVATION, "401, as if the key were another", _NOT_SET_UP, "key_unwrap_failed"),
    Mode("token-expired", ACTIVATION, "401, as if the token were late", _NOT_SET_UP, "token_expired"),
    Mode("session-expired", OPEN_SESSION, "its session expired", "nothing: the tag asks for a token and renews"),
    Mode("session-revoked", OPEN_SESSION, "its session revoked", "the tag stops, as after logout"),
    Mode("renewal-refused", RENEWAL, "401 to its renewal", "the tag stops after three retries", "renewal_refused"),
    Mode("visitor-mismatch", MISMATCH, "401, for an identity of another user", _NOT_SET_UP, "visitor_mismatch"),
    Mode("tag-unavailable", SCRIPT, "nothing: it never loads", "no iAdvize at all; the script's error event"),
)
MODES: Mapping[str, Mode] = {mode.name: mode for mode in _ALL}

_THROWS = "an exception: the simulator could not be reached, or gave no readable answer"
_NOT_ACCEPTED = 'an exception: "Auto-login failed: the token was not accepted"'
_PENDING = 'an exception: "… the customer is being created", until delayMs have passed since the first login'
_CHAT = (
    Mode("server-error", WIRE, "500, no readable answer", _THROWS),
    Mode("bad-gateway", WIRE, "502 with a proxy's page", _THROWS),
    Mode("gateway-timeout", WIRE, "504 after delayMs", _THROWS, delays=True),
    Mode("rate-limited", WIRE, "429 with Retry-After", _THROWS),
    Mode("slow", WIRE, "the right answer, delayMs late", "a login that takes longer", delays=True),
    Mode("connection-reset", WIRE, "the head of an answer, then a reset connection", _THROWS),
    Mode("malformed-response", WIRE, "200 with JSON that breaks off", _THROWS),
    Mode(
        "secret-key-rotated", ACTIVATION, "401, as if the secret key were another", _NOT_ACCEPTED, "signature_mismatch"
    ),
    Mode("token-expired", ACTIVATION, "401, as if the token were late", _NOT_ACCEPTED, "token_expired"),
    Mode("customer-pending", CUSTOMER, "401 for a new customer's logins", _PENDING, "customer_pending", delays=True),
    Mode("session-expired", OPEN_SESSION, "its session expired", "the widget is logged out"),
    Mode("session-revoked", OPEN_SESSION, "its session revoked", "the widget is logged out"),
    Mode("tag-unavailable", SCRIPT, "nothing: it never loads", "no chat-widget at all; the script's error event"),
)
# Those of Chat for JSM. A mode of the same name strikes at the same point and refuses alike.
CHAT_MODES: Mapping[str, Mode] = {mode.name: mode for mode in _CHAT}
EVERY_MODE: Mapping[str, Mode] = {**CHAT_MODES, **MODES}


class Fault(msgspec.Struct, frozen=True):
    """A failure mode that is armed. ``times`` and ``after`` are what is left of them; None strikes until removed.

    ``run_id`` names the run of a scenario that armed it.
    """

    fault_id: str
    name: str
    times: int | None = None
    user_id: str | None = None
    delay_ms: int = DEFAULT_DELAY_MS
    after: int = 0
    run_id: str | None = None

    @property
    def mode(self) -> Mode:
        """What it does."""
        return EVERY_MODE[self.name]

    @property
    def is_used_up(self) -> bool:
        """Whether it has struck as often as it was to."""
        return self.times is not None and self.times <= 0

    def matches(self, points: Collection[str], user_id: str | None) -> bool:
        """Whether it may strike at one of these points, for that user."""
        return self.mode.point in points and (self.user_id is None or self.user_id == user_id)

    def met(self) -> tuple["Fault", bool]:
        """The fault after a request that matches it, and whether it struck."""
        if self.after > 0:
            return replace(self, after=self.after - 1), False
        return self if self.times is None else replace(self, times=self.times - 1), True


class FaultJson(TypedDict):
    """An armed failure mode, with what is left of its counts."""

    name: str
    times: int | None
    userId: str | None
    delayMs: int
    after: int


def fault_json(fault: Fault) -> FaultJson:
    """The fault under its public names."""
    return {
        "name": fault.name,
        "times": fault.times,
        "userId": fault.user_id,
        "delayMs": fault.delay_ms,
        "after": fault.after,
    }
