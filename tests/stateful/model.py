"""What a simulator must be after whatever was asked of it: a model without keys, HTTP or storage.

Times are epoch seconds on a site's clock, which stands still until somebody moves it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

WIRE = {"server-error": 500, "rate-limited": 429, "bad-gateway": 502, "malformed-response": 200}
LATE = "slow"
FORCED = {"token-expired": "token_expired", "website-not-set-up": "website_not_set_up"}
OPEN_SESSION = {"session-expired": "expired", "session-revoked": "revoked"}
RENEWAL = "renewal-refused"
FAULTS = (*WIRE, LATE, *FORCED, *OPEN_SESSION, RENEWAL)
OF_ACTIVATIONS = {*WIRE, LATE, *FORCED}


@dataclass
class Fault:
    """An armed failure mode, with what is left of its counts."""

    name: str
    times: int | None
    user: str | None
    after: int

    def shown(self) -> dict[str, object]:
        return {"name": self.name, "times": self.times, "userId": self.user, "delayMs": 0, "after": self.after}


@dataclass
class Session:
    """A session of a user."""

    user: str
    expires_at: float
    ended: str | None = None
    failed: int = 0

    def state(self, now: float) -> str:
        return self.ended or ("expired" if now >= self.expires_at else "active")


@dataclass
class Activation:
    """How often one was tried, and the session that it opened."""

    attempts: int = 0
    session: str | None = None


@dataclass(frozen=True)
class Attempt:
    """A line of the journal."""

    kind: str
    status: int
    accepted: bool
    attempt: int
    fault: str | None
    codes: frozenset[str | None]


@dataclass
class Expected:
    """What must be answered; ``opens`` says what happens to sessions: nothing, a new one, or this one goes on."""

    status: int
    codes: frozenset[str | None] = frozenset({None})
    accepted: bool = False
    goes_on: str | None = None


@dataclass
class Site:
    """One site: its rules, its keys with the times until which each is taken, and what happened on it."""

    now: float
    current_key: str
    retries: int = 3
    lifetime: float = 3600.0
    is_enabled: bool = True
    retiring: dict[str, float] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sessions: dict[str, Session] = field(default_factory=dict)
    activations: dict[str, Activation] = field(default_factory=dict)
    journal: list[Attempt] = field(default_factory=list)
    visitors: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """A reset: what happened is gone, and what was set up stays."""
        for happened in (self.faults, self.sessions, self.activations, self.journal, self.visitors):
            happened.clear()

    def rotate(self, key: str, overlap: float) -> None:
        replaced = self.current_key
        self.current_key = key
        self.retiring.pop(key, None)
        if replaced != key:
            self.retiring[replaced] = self.now + overlap

    def natural(self, key: str) -> frozenset[str | None]:
        """The codes that a fresh token by that key may be refused with; None where it is accepted."""
        if not self.is_enabled:
            return frozenset({"authentication_disabled"})
        if key == self.current_key or self.now < self.retiring.get(key, self.now):
            return frozenset({None})
        return frozenset({"signature_mismatch", "signature_of_other_site"})

    def take(self, names: set[str], user: str | None) -> str | None:
        """The failure mode that strikes; each that matches has met the request, the first that strikes ends it."""
        for fault in list(self.faults):
            if fault.name not in names or fault.user not in (None, user):
                continue
            if fault.after:
                fault.after -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
            return fault.name
        return None

    def strike(self, session: Session) -> None:
        """Let failure modes of sessions hit one."""
        name = self.take(set(OPEN_SESSION), session.user)
        if name == "session-expired" and session.ended is None:
            session.expires_at = self.now
        elif name == "session-revoked":
            session.ended = session.ended or "revoked"

    def active(self) -> Iterator[Session]:
        return (session for session in list(self.sessions.values()) if session.state(self.now) == "active")

    def activate(self, activation_id: str, user: str, key: str) -> Expected:
        """One attempt; the session that it opens is told by ``opened``."""
        activation = self.activations.setdefault(activation_id, Activation())
        if activation.attempts > self.retries:
            return Expected(409)
        activation.attempts += 1
        natural = self.natural(key)
        fault = self.take(OF_ACTIVATIONS, user)
        if fault in WIRE:
            return self._told("activation", Expected(WIRE[fault]), activation.attempts, fault)
        codes = frozenset({FORCED[fault]}) | natural if fault in FORCED else natural
        if fault in FORCED:
            codes -= {None}
        if None not in codes:
            return self._told("activation", Expected(401, codes), activation.attempts, fault)
        goes_on = self._going_on(activation, user)
        return self._told("activation", Expected(200, accepted=True, goes_on=goes_on), activation.attempts, fault)

    def _going_on(self, activation: Activation, user: str) -> str | None:
        """The session of an earlier attempt that was answered in vain; another user's ends."""
        if activation.session is None or self.sessions[activation.session].ended:
            return None
        before = self.sessions[activation.session]
        if before.user == user:
            return activation.session
        before.ended = "closed"
        return None

    def opened(self, activation_id: str, user: str, session_id: str) -> None:
        self.visitors.add(user)
        self.activations[activation_id].session = session_id
        session = self.sessions.setdefault(session_id, Session(user, 0))
        session.expires_at, session.failed = self.now + self.lifetime, 0
        self.strike(session)

    def renew(self, session_id: str, user: str, key: str) -> Expected:
        """One attempt at a renewal."""
        session = self.sessions.get(session_id)
        if session is None:
            return Expected(404)
        if session.ended:
            return Expected(409)
        fault = self.take({RENEWAL}, session.user)
        natural = self.natural(key)
        codes = natural if natural != {None} or user == session.user else frozenset({"user_id_changed"})
        if fault:
            codes = (codes | {"renewal_refused"}) - {None}
        if None in codes:
            session.expires_at, failed, session.failed = self.now + self.lifetime, session.failed, 0
            return self._told("renewal", Expected(200, accepted=True), failed + 1, fault)
        session.failed += 1
        return self._told("renewal", Expected(401, codes), session.failed, fault)

    def refused_renewal(self, session_id: str, code: str | None) -> None:
        """A renewal was refused; for good where it is another user's token, or too often."""
        session = self.sessions[session_id]
        if code == "user_id_changed" or session.failed > self.retries:
            session.ended = "closed"

    def end(self, session_id: str, how: str) -> int:
        session = self.sessions.get(session_id)
        if session is None:
            return 404
        session.ended = session.ended or how
        return 204

    def _told(self, kind: str, expected: Expected, attempt: int, fault: str | None) -> Expected:
        codes = expected.codes if not (fault in WIRE and kind == "activation") else frozenset({None})
        self.journal.append(Attempt(kind, expected.status, expected.accepted, attempt, fault, codes))
        return expected
