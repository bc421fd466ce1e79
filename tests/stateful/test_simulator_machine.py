"""In whatever order a simulator is asked over HTTP, it is what a model of it is: sites, keys, clocks, failure modes,
activations with their retries, renewals, logouts, the journal, the visitors and the events.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.state.opening import open_state
from tests import forge
from tests.redis import redis_server
from tests.stateful.doors import AsgiDoor, Door, SocketDoor
from tests.stateful.model import FAULTS, OPEN_SESSION, Fault, Session, Site
from tests.stateful.runs import run_of

NAMES = st.sampled_from(["north", "north", "north", "south", "west"])  # most happens at one place
USERS = st.sampled_from(["jane", "john"])
KEYS = ("brand", "other-brand", "shop")
KEY = st.sampled_from(KEYS)
ACTIVATIONS = st.sampled_from(["a", "b", "c", "d", "e", "f"])
MUCH = 20  # attempts, before anybody makes it all undone
NOWHERE = 4  # attempts that an activation at no site has


class SimulatorLife(RuleBasedStateMachine):
    """Each rule asks the simulator and its model, and holds the answer to what the model expects."""

    door: Door

    def make(self) -> Door:
        return AsgiDoor()

    def __init__(self) -> None:
        super().__init__()
        self.door = self.make()
        self.sites: dict[str, Site] = {}
        self.nowhere: Counter[tuple[str, str]] = Counter()
        self.attempts: Counter[str] = Counter()
        _, listed = self.door.ask("GET", "/_simulator/sites")
        self.others = {site["siteId"] for site in listed["sites"]}

    def teardown(self) -> None:
        self.door.close()

    def control(self, method: str, path: str, status: int, body: object = None) -> Any:
        got, answer = self.door.ask(method, f"/_simulator{path}", body)
        assert got == status, (method, path, got, answer)
        return answer

    # Sites

    @initialize()
    def two_sites(self) -> None:
        for name in ("north", "south"):
            self._make(name, "brand", is_put=True)
            for user in ("jane", "john"):
                self._activate(name, user, user, "brand")

    def _make(self, name: str, key: str, *, is_put: bool) -> None:
        keys = {"brandPublicKeys": [forge.key(key).public_pem()]}
        known = self.sites.get(name)
        if is_put:
            self.control("PUT", f"/sites/{name}", 200 if known else 201, keys)
            if known:
                known.current_key, known.retiring = key, {}
        else:
            self.control("POST", "/sites", 409 if known else 201, {"siteId": name, **keys})
        if known is None:
            self.sites[name] = Site(forge.NOW, key)
            self._stop_clock(name, forge.NOW)

    @rule(name=NAMES, key=KEY, is_put=st.booleans())
    def make_a_site(self, name: str, key: str, *, is_put: bool) -> None:
        self._make(name, key, is_put=is_put)

    @precondition(lambda self: self.attempts.total() > MUCH)
    @rule(name=NAMES, what=st.sampled_from(["remove", "reset", "reset-all"]))
    def forget(self, name: str, what: str) -> None:
        if what == "remove":
            self.control("DELETE", f"/sites/{name}", 204 if self.sites.pop(name, None) else 404)
        elif what == "reset-all":
            self.control("POST", "/reset", 204)
            self._forgotten(list(self.sites))
        else:
            self.control("POST", f"/sites/{name}/reset", 204 if name in self.sites else 404)
            self._forgotten([name] if name in self.sites else [])

    def _forgotten(self, names: list[str]) -> None:
        for name in names:
            self.sites[name].forget()
            self._stop_clock(name, self.sites[name].now)  # a reset goes back to real time

    def _change(self, name: str, **fields: Any) -> None:
        answer = self.control("PUT", f"/sites/{name}", 200, fields)
        assert {field: answer[field] for field in fields} == fields

    @rule(
        name=NAMES,
        retries=st.integers(0, 3),
        lifetime=st.sampled_from([60, 3600]),
        is_enabled=st.sampled_from([True, True, False]),
    )
    def change_a_site(self, name: str, retries: int, lifetime: int, *, is_enabled: bool) -> None:
        if name in self.sites:
            self._change(name, retries=retries, sessionLifetimeSeconds=lifetime, authenticationEnabled=is_enabled)
            site = self.sites[name]
            site.retries, site.lifetime, site.is_enabled = retries, float(lifetime), is_enabled

    # Clocks

    def _stop_clock(self, name: str, at: float) -> None:
        assert self.control("PUT", f"/sites/{name}/clock", 200, {"frozenAt": at}) == {"now": at, "frozen": True}
        self.sites[name].now = at

    @rule(name=NAMES, seconds=st.sampled_from([1.0, 59.0, 60.0, 3600.0]))
    def advance(self, name: str, seconds: float) -> None:
        self._advance(name, seconds)

    def _advance(self, name: str, seconds: float) -> None:
        if name in self.sites:
            self.sites[name].now += seconds
            answer = self.control("PUT", f"/sites/{name}/clock", 200, {"advanceSeconds": seconds})
            assert answer == {"now": self.sites[name].now, "frozen": True}

    # Keys

    @rule(name=NAMES, key=KEY, overlap=st.sampled_from([0, 60, 3600]))
    def rotate(self, name: str, key: str, overlap: int) -> None:
        self._rotate(name, key, overlap)

    def _rotate(self, name: str, key: str, overlap: int) -> None:
        body = {"key": "brand", "overlapSeconds": overlap, "brandPublicKey": forge.key(key).public_pem()}
        answer = self.control("POST", f"/sites/{name}/rotations", 201 if name in self.sites else 404, body)
        if name in self.sites:
            site = self.sites[name]
            assert len(answer["replaced"]) == (site.current_key != key)
            site.rotate(key, overlap)

    @rule(name=NAMES, key=KEY, overlap=st.sampled_from([60, 3600]), late=st.integers(-1, 1), is_replaced=st.booleans())
    def come_late_with_the_old_key(self, name: str, key: str, overlap: int, late: int, *, is_replaced: bool) -> None:
        """A backend goes on with the key that was rotated away, around the end of the overlap."""
        if name not in self.sites:
            return
        site = self.sites[name]
        old = site.current_key
        self._change(name, authenticationEnabled=True)
        site.is_enabled = True
        self._rotate(name, key, overlap)
        if is_replaced:
            self._make(name, key, is_put=True)
        self._advance(name, float(overlap + late))
        self._activate(name, f"fresh-{self.attempts.total()}", "jane", old)

    # Failure modes

    @rule(
        name=NAMES,
        fault=st.sampled_from(FAULTS),
        times=st.none() | st.integers(1, 2),
        user=st.none() | USERS,
        after=st.integers(0, 1),
    )
    def arm(self, name: str, fault: str, times: int | None, user: str | None, after: int) -> None:
        body = {"name": fault, "times": times, "userId": user, "after": after, "delayMs": 0}
        self.control("POST", f"/sites/{name}/faults", 201 if name in self.sites else 404, body)
        if name in self.sites:
            site = self.sites[name]
            site.faults.append(Fault(fault, times, user, after))
            if fault in OPEN_SESSION:
                for session in site.active():
                    site.strike(session)

    @rule(name=NAMES, fault=st.none() | st.sampled_from(FAULTS))
    def disarm(self, name: str, fault: str | None) -> None:
        site = self.sites.get(name)
        if fault is None:
            self.control("DELETE", f"/sites/{name}/faults", 204 if site else 404)
            if site:
                site.faults.clear()
            return
        is_armed = site is not None and any(one.name == fault for one in site.faults)
        self.control("DELETE", f"/sites/{name}/faults/{fault}", 204 if is_armed else 404)
        if site:
            site.faults = [one for one in site.faults if one.name != fault]

    # The tag

    def _option(self, name: str, user: str, key: str) -> dict[str, str]:
        now = self.sites[name].now if name in self.sites else forge.NOW
        token = forge.token(forge.claims(user_id=user, exp=now + 60), signer=forge.key(key))
        return {"type": "SECURED_AUTHENTICATION", "token": token}

    def _key(self, name: str, data: st.DataObject) -> str:
        """Any key; most often one that the site has or had."""
        site = self.sites.get(name)
        own = [site.current_key, site.current_key, *site.retiring, *site.retiring] if site else []
        return data.draw(st.sampled_from([*own, *KEYS]), label="key")

    @rule(name=NAMES, user=USERS, data=st.data())
    def sign_in(self, name: str, user: str, data: st.DataObject) -> None:
        self._activate(name, f"fresh-{self.attempts.total()}", user, self._key(name, data))

    @rule(name=NAMES, activation=ACTIVATIONS, users=st.lists(USERS, min_size=1, max_size=3), data=st.data())
    def activate(self, name: str, activation: str, users: list[str], data: st.DataObject) -> None:
        """Attempts of one activation, as where answers get lost on their way."""
        key = self._key(name, data)
        for user in users:
            self._activate(name, activation, user, key)

    def _activate(self, name: str, activation: str, user: str, used: str) -> None:
        site = self.sites.get(name)
        option = self._option(name, user, used)
        body = {"siteId": name, "activationId": activation, "authenticationOption": option}
        if site is None:
            self._activate_nowhere(name, activation, body)
            return
        expected = site.activate(activation, user, used)
        status, answer = self.door.ask("POST", "/tag/activations", body)
        assert status == expected.status, (answer, expected)
        self.attempts[name] += status != 409
        if expected.accepted:
            session = answer["session"]
            assert (session["userId"], session["state"]) == (user, "active")
            assert (session["id"] in site.sessions) == (expected.goes_on is not None)
            assert session["id"] == (expected.goes_on or session["id"])
            site.opened(activation, user, session["id"])
        elif status == 401:
            attempts = site.activations[activation].attempts
            assert (answer["retry"]["attempt"], answer["retry"]["remaining"]) == (attempts, site.retries + 1 - attempts)
            assert answer["explanation"]["code"] in expected.codes

    def _activate_nowhere(self, name: str, activation: str, body: dict[str, Any]) -> None:
        status, answer = self.door.ask("POST", "/tag/activations", body)
        if self.nowhere[name, activation] == NOWHERE:
            assert status == 409
            return
        self.nowhere[name, activation] += 1
        self.attempts[name] += 1
        assert status == 401
        assert answer["explanation"]["code"] == "site_unknown"
        assert answer["retry"]["attempt"] == self.nowhere[name, activation]

    def _some(self, name: str, data: st.DataObject) -> str:
        known = list(self.sites[name].sessions) if name in self.sites else []
        return data.draw(st.sampled_from(known or ["no-session"]), label="session")

    @rule(
        name=NAMES,
        how=st.sampled_from(["right", "wrong", "any", "by another user"]),
        times=st.integers(1, 4),
        data=st.data(),
    )
    def renew(self, name: str, how: str, times: int, data: st.DataObject) -> None:
        session_id, site = self._some(name, data), self.sites.get(name)
        own = site.current_key if site else KEYS[0]
        keys = {"wrong": [key for key in KEYS if key != own], "any": [*(site.retiring if site else ()), *KEYS]}
        key = data.draw(st.sampled_from(keys.get(how, [own])), label="key")
        user = data.draw(USERS, label="user") if how == "by another user" else None
        for _ in range(times):
            self._renew(name, session_id, user, key)

    def _renew(self, name: str, session_id: str, user: str | None, used: str) -> None:
        site = self.sites.get(name)
        whose = site.sessions.get(session_id, Session("jane", 0)).user if site else "jane"
        body = {"siteId": name, "authenticationOption": self._option(name, user or whose, used)}
        status, answer = self.door.ask("PUT", f"/tag/sessions/{session_id}", body)
        if site is None:
            assert status == 404
            return
        expected = site.renew(session_id, user or whose, used)
        assert status == expected.status, (answer, expected)
        self.attempts[name] += status in (200, 401)
        if status == 401:
            code = answer["explanation"]["code"]
            assert code in expected.codes
            site.refused_renewal(session_id, code)

    @rule(name=NAMES, is_revoked=st.booleans(), data=st.data())
    def end(self, name: str, *, is_revoked: bool, data: st.DataObject) -> None:
        session_id, site = self._some(name, data), self.sites.get(name)
        path = (
            f"/_simulator/sites/{name}/sessions/{session_id}"
            if is_revoked
            else f"/tag/sessions/{session_id}?siteId={name}"
        )
        status, _ = self.door.ask("DELETE", path)
        assert status == (site.end(session_id, "revoked" if is_revoked else "closed") if site else 404)

    # What holds at any time

    @invariant()
    def the_sites_are_those_that_were_made(self) -> None:
        listed = {site["siteId"] for site in self.control("GET", "/sites", 200)["sites"]}
        assert listed == self.others | set(self.sites)

    @invariant()
    def every_clock_stands_where_it_was_put(self) -> None:
        for name, site in self.sites.items():
            assert self.control("GET", f"/sites/{name}/clock", 200) == {"now": site.now, "frozen": True}

    @invariant()
    def sessions_are_in_the_state_that_follows(self) -> None:
        for name, site in self.sites.items():
            told = self.control("GET", f"/sites/{name}/sessions", 200)
            assert told["total"] == len(site.sessions)
            assert {one["id"]: (one["userId"], one["state"], one["expiresAt"]) for one in told["sessions"]} == {
                session_id: (session.user, session.state(site.now), session.expires_at)
                for session_id, session in site.sessions.items()
            }

    @invariant()
    def the_journal_tells_each_attempt_once(self) -> None:
        for name, site in self.sites.items():
            told = self.control("GET", f"/sites/{name}/attempts", 200)
            assert told["total"] == len(site.journal) == len(told["attempts"])
            for one, expected in zip(told["attempts"], reversed(site.journal), strict=True):
                assert (one["kind"], one["status"], one["accepted"], one["attempt"], one["fault"]) == (
                    expected.kind,
                    expected.status,
                    expected.accepted,
                    expected.attempt,
                    expected.fault,
                )
                assert one["code"] in expected.codes

    @invariant()
    def failure_modes_have_their_counts(self) -> None:
        for name, site in self.sites.items():
            assert self.control("GET", f"/sites/{name}/faults", 200)["faults"] == [one.shown() for one in site.faults]

    @invariant()
    def a_user_is_one_visitor(self) -> None:
        for name, site in self.sites.items():
            told = self.control("GET", f"/sites/{name}/visitors", 200)
            assert told["total"] == len(site.visitors)


class OverASocket(SimulatorLife):
    """The same over a socket, where the stream of events is heard as well."""

    door: SocketDoor

    def make(self) -> Door:
        return SocketDoor()

    def teardown(self) -> None:
        try:
            heard = Counter(site for site, kind in self.door.heard(self._end) if kind == "attempt")
            assert {name: heard[name] for name in ("north", "south", "west")} == {
                name: self.attempts[name] for name in ("north", "south", "west")
            }
        finally:
            super().teardown()

    def _end(self) -> None:
        self.control("PUT", "/sites/the-end", 201, {})
        self.control("PUT", "/sites/the-end/clock", 200, {"frozenAt": 1})


class InAFile(SimulatorLife):
    """The same with the state in SQLite, in a file for each run."""

    folder: "TemporaryDirectory[str]"

    def make(self) -> Door:
        self.folder = TemporaryDirectory()
        return AsgiDoor(open_state(f"sqlite:///{self.folder.name}/state.db"))

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


class InRedis(SimulatorLife):
    """The same with the state in Redis, under keys of its own for each run."""

    url: str

    def make(self) -> Door:
        return AsgiDoor(open_state(f"{self.url}?prefix={uuid.uuid4().hex}:"))


@pytest.fixture(scope="module", autouse=True)
def _redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        InRedis.url = server.url
        yield


SimulatorLife.TestCase.settings = run_of(30, 40)
TestSimulatorLife = SimulatorLife.TestCase
OverASocket.TestCase.settings = run_of(4, 40)
TestOverASocket = OverASocket.TestCase
InAFile.TestCase.settings = run_of(10, 40, share=5)
TestInAFile = InAFile.TestCase
InRedis.TestCase.settings = run_of(5, 40, share=10)
TestInRedis = InRedis.TestCase
