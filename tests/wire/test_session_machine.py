"""In whatever order things are called: one session to a tab, no conversation lost, states that follow the clock."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.stateful.runs import run_of
from tests.wire.world import SITE, World

LIFETIME = 3600.0
USERS = st.sampled_from(["jane", "john"])


@dataclass
class Known:
    """What a session must be."""

    user: str | None
    expires_at: float | None
    ended: str | None = None
    failed: int = 0

    def state(self, now: float) -> str:
        if self.ended:
            return self.ended
        return "expired" if self.expires_at is not None and now >= self.expires_at else "active"


@dataclass
class Tab:
    """A page in one browser: what its storage holds, and the session that it has, whether it was told or not."""

    device: str
    identity: str | None = None
    session_id: str | None = None
    was_told: bool = True
    activation: str | None = None
    attempts: int = 0


class SessionLife(RuleBasedStateMachine):
    tabs = Bundle("tabs")

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.world.have_site()
        self.known: dict[str, Known] = {}
        self.opened: list[Tab] = []
        self.said: dict[str, int] = {}

    def teardown(self) -> None:
        self.world.__exit__(None, None, None)

    @property
    def now(self) -> float:
        return self.world.now + self.world.ahead

    @initialize(target=tabs)
    def first_tab(self) -> Tab:
        return self._tab()

    @rule(target=tabs)
    def another_tab(self) -> Tab:
        return self._tab()

    def _tab(self) -> Tab:
        tab = Tab(f"device-{len(self.opened)}")
        self.opened.append(tab)
        return tab

    @rule(tab=tabs, user=USERS, is_told=st.booleans())
    def sign_in(self, tab: Tab, user: str, *, is_told: bool) -> None:
        held = self.known.get(tab.session_id or "")
        if tab.was_told and held and held.ended is None and held.user not in (None, user):
            return  # a tag refuses to activate twice; the page logs out first
        answer = self._activate(tab, self.world.token(user))
        if answer is None or self._is_refused_for_good(tab, answer.status_code):
            return
        body = answer.json()
        self._opened(tab, body, user, is_told=is_told)
        self.known[body["session"]["id"]].expires_at = self.now + LIFETIME

    @rule(tab=tabs, is_told=st.booleans())
    def arrive(self, tab: Tab, *, is_told: bool) -> None:
        held = self.known.get(tab.session_id or "")
        if tab.was_told and held and held.ended is None and held.user is not None:
            return
        answer = self._activate(tab, None, "ANONYMOUS")
        if answer is not None and not self._is_refused_for_good(tab, answer.status_code):
            self._opened(tab, answer.json(), None, is_told=is_told)

    @rule(tab=tabs)
    def fail_to_sign_in(self, tab: Tab) -> None:
        before = self._all()
        answer = self._activate(tab, "no token")
        if answer is not None and not self._is_refused_for_good(tab, answer.status_code):
            assert answer.status_code == 401
            assert answer.json()["retry"] | {"delayMs": 0} == {
                "attempt": tab.attempts,
                "remaining": 4 - tab.attempts,
                "delayMs": 0,
            }
        assert self._all() == before

    def _activate(self, tab: Tab, token: str | None, kind: str = "SECURED_AUTHENTICATION") -> Any:
        if tab.activation is None:
            tab.activation, tab.attempts = self.world.activation_id(), 0
        tab.attempts += 1
        return self.world.activate(
            token, kind=kind, activationId=tab.activation, identity=tab.identity, deviceId=tab.device
        )

    def _is_refused_for_good(self, tab: Tab, status: int) -> bool:
        if tab.attempts <= 4:
            return False
        assert status == 409
        tab.activation = None
        if not tab.was_told:
            # Nobody was ever told of its session, so nobody can end it before its time.
            self.opened.append(Tab(tab.device, session_id=tab.session_id))
            tab.session_id, tab.was_told = None, True
        return True

    def _opened(self, tab: Tab, body: dict[str, Any], user: str | None, *, is_told: bool) -> None:
        session = body["session"]
        assert session["state"] == "active"
        assert session["userId"] == user
        before = self.known.get(tab.session_id or "")
        if before and tab.session_id != session["id"] and before.ended is None:
            before.ended = "closed"
        known = self.known.setdefault(session["id"], Known(user, None))
        assert known.ended is None
        known.failed = 0
        tab.session_id, tab.was_told = session["id"], is_told
        if is_told:
            tab.activation = None
            tab.identity = session["identity"]

    @rule(tab=tabs, user=USERS)
    def renew(self, tab: Tab, user: str) -> None:
        known = self.known.get(tab.session_id or "")
        if known is None or tab.session_id is None:
            return
        answer = self.world.renew(tab.session_id, self.world.token(user))
        if known.ended or known.user is None:
            assert answer.status_code == 409
        elif known.user == user:
            assert answer.status_code == 200
            known.expires_at, known.failed = self.now + LIFETIME, 0
            tab.identity = answer.json()["session"]["identity"]
        else:
            assert answer.status_code == 401
            known.ended = "closed"

    @rule(tab=tabs)
    def fail_to_renew(self, tab: Tab) -> None:
        known = self.known.get(tab.session_id or "")
        if known is None or tab.session_id is None:
            return
        answer = self.world.renew(tab.session_id, self.world.token(known.user, exp=self.now - 1))
        if known.ended or known.user is None:
            assert answer.status_code == 409
            return
        known.failed += 1
        assert answer.status_code == 401
        assert answer.json()["retry"]["attempt"] == known.failed
        if known.failed == 4:
            known.ended = "closed"

    @rule(tab=tabs, forget=st.booleans())
    def log_out(self, tab: Tab, *, forget: bool) -> None:
        if tab.session_id is None:
            return
        assert self.world.log_out(tab.session_id).status_code == 204
        known = self.known[tab.session_id]
        known.ended = known.ended or "closed"
        if forget:
            tab.identity = None

    @rule(tab=tabs)
    def revoke(self, tab: Tab) -> None:
        if tab.session_id is None:
            return
        assert self.world.revoke(tab.session_id).status_code == 204
        known = self.known[tab.session_id]
        known.ended = known.ended or "revoked"

    @rule(seconds=st.sampled_from([1.0, 1800.0, 3599.0, 3600.0, 86_400.0]))
    def time_passes(self, seconds: float) -> None:
        self.world.now += seconds

    @rule(seconds=st.sampled_from([-7200.0, -1.0, 3600.0]))
    def somebody_moves_the_clock(self, seconds: float) -> None:
        self.world.advance(seconds)

    @precondition(lambda self: self.known)
    @rule(tab=tabs)
    def say(self, tab: Tab) -> None:
        if tab.session_id is None:
            return
        answer = self.world.say(tab.session_id)
        if self.known[tab.session_id].state(self.now) != "active":
            assert answer.status_code == 409
            return
        conversation = answer.json()["conversation"]
        self.said[conversation["id"]] = len(conversation["messages"])

    @invariant()
    def every_state_follows_the_clock(self) -> None:
        states = {session["id"]: session["state"] for session in self._all()}
        assert states == {session_id: known.state(self.now) for session_id, known in self.known.items()}

    @invariant()
    def a_tab_has_one_session_that_is_not_over(self) -> None:
        alive = [session_id for session_id, known in self.known.items() if known.ended is None]
        assert len(alive) <= len(self.opened)
        assert set(alive) <= {tab.session_id for tab in self.opened}

    @invariant()
    def no_conversation_is_lost(self) -> None:
        listed = self.world.control("GET", f"/sites/{SITE}/conversations").json()["conversations"]
        assert {one["id"]: len(one["messages"]) for one in listed} == self.said
        assert {one["state"] for one in listed} <= {"open"}
        open_visitors = [one["visitorId"] for one in listed]
        assert len(open_visitors) == len(set(open_visitors))

    def _all(self) -> list[dict[str, Any]]:
        return self.world.sessions()


SessionLife.TestCase.settings = run_of(25, 30)
TestSessionLife = SessionLife.TestCase
