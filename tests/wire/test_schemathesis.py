"""Schemathesis reads the description of the API and tries to catch the server at not keeping to it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import CheckNode

from simulator.core.attempt import ACTIVATION, Attempt
from simulator.core.conversation import Conversation
from simulator.core.fault import Fault
from simulator.core.session import Session
from simulator.core.site import Site
from simulator.core.visitor import Visitor
from simulator.providers.iadvize.site_keys import with_key_pair
from simulator.settings import Settings
from tests import forge
from tests.wire.world import SITE, USER, World

CONFIG = Path(__file__).parent / "schemathesis.toml"
# Schemathesis calls in from no address, and under this name.
SETTINGS = Settings(allowed_hosts=("testserver",), trust_callers=True)
PATIENT = 1_000_000  # renewals that are refused close no session
SITES = (SITE, "forgetful", "doomed", "changing", "travelling", "failing", "mending", "playing", "turning")
SESSIONS = ("standing", "leaving", "renewing", "talking", "revoked")

CHAT_SESSIONS = ("chatting", "signing-off")


def furnish(world: World) -> None:
    """What the configuration names."""
    for site_id in SITES:
        world.run(
            world.state.sites.put(with_key_pair(Site(site_id, retries=PATIENT), forge.key("brand").private_pem()))
        )
    visitor = Visitor("visitor", SITE, world.now, world.now, USER)
    world.run(world.state.visitors.put(visitor))
    for session_id in SESSIONS:
        session = Session(session_id, SITE, "visitor", USER, None, "", world.now, world.now + 3600)
        world.run(world.state.sessions.put(session))
    world.run(world.state.journal.append(Attempt("tried", world.now, SITE, ACTIVATION, "a", 1, 200, accepted=True)))
    world.run(world.state.faults.arm("mending", Fault("armed", "server-error")))
    world.run(world.state.conversations.open(Conversation("talk", SITE, "visitor", "chat", world.now, secured=True)))
    desk = Site("desk", provider="jsm-chat", verification_keys=(forge.CHAT_SECRET,))
    world.run(world.state.sites.put(desk))
    for session_id in CHAT_SESSIONS:
        session = Session(session_id, "desk", "customer", USER, None, "", world.now, world.now + 3600)
        world.run(world.state.sessions.put(session))


def configuration(world: World) -> SchemathesisConfig:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    config["dictionaries"]["good-tokens"] = {"values": [world.token()]}
    config["dictionaries"]["tokens"] = {"values": [world.token(), world.token("customer-0043"), world.token(exp=1)]}
    config["dictionaries"]["chat-tokens"] = {"values": [forge.chat_token(), forge.chat_token(secret="another")]}
    form = {"grant_type": "password", "username": "ada@bank.example", "password": "secret"}
    bearer = world.ask("POST", "/oauth2/token", data=form).json()["access_token"]
    config["auth"] = {"openapi": {"accessToken": {"bearer": bearer}}}
    return SchemathesisConfig.from_dict(config)


@dataclass
class Findings:
    """What came of a run: problems, and which operations had an answer that is no error."""

    problems: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    succeeded: set[str] = field(default_factory=set)

    def hear(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.NonFatalError):
            self.problems[f"{event.label}: {event.value!r}"] = ""
        elif isinstance(event, events.FatalError):
            self.problems[repr(event.exception)] = ""
        elif isinstance(event, events.ScenarioFinished):
            for case_id, checks in event.recorder.checks.items():
                self._hear_answer(event, case_id)
                for check in checks:
                    self._hear_check(event, check)

    def _hear_answer(self, event: events.ScenarioFinished, case_id: str) -> None:
        label = event.recorder.cases[case_id].value.operation.label
        answer = event.recorder.interactions[case_id].response
        self.asked.add(label)
        if answer and answer.status_code < 300:
            self.succeeded.add(label)

    def _hear_check(self, event: events.ScenarioFinished, check: CheckNode) -> None:
        if check.status != Status.SUCCESS and check.failure_info:
            failure = check.failure_info.failure
            name = f"{event.phase.value}, {event.recorder.label}, {check.name}: {failure.title}"
            self.problems.setdefault(name, f"{failure.message}\n{check.failure_info.code_sample}")


def test_schemathesis_finds_nothing() -> None:
    findings = Findings()
    with World(SETTINGS) as world:
        furnish(world)
        schema = schemathesis.openapi.from_asgi("/_simulator/openapi.json", world.app, config=configuration(world))
        for event in from_schema(schema).execute():
            findings.hear(event)
    assert not findings.problems, "\n\n".join(f"{name}\n{text}" for name, text in findings.problems.items())
    assert len(findings.asked) > 30
    assert findings.asked == findings.succeeded
