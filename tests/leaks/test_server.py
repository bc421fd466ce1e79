"""No secret leaves a server but by the answers that are there to hand it over."""

import http.client
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.providers.iadvize import access_tokens, identity
from simulator.providers.iadvize.keys import load_private_key
from simulator.wire.trust import Trust
from tests import forge
from tests.leaks.search import Search
from tests.leaks.snoop import SITECUSTOMIZE
from tests.leaks.traffic import Asker
from tests.reliability.servers import PATIENCE, Running, serving

CONTROL_TOKEN = "a-control-token-that-nobody-may-see"
PASSWORD = "a-password-that-nobody-may-see"
STRANGER = {"host": "simulator.example"}


@dataclass(frozen=True, slots=True)
class Used:
    """A server that much was done with: its answers, its stream, its log and its objects."""

    search: Search
    owner: Asker
    stranger: Asker
    told: dict[str, str]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Used]:
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "sitecustomize.py").write_text(SITECUSTOMIZE)
    dumped = folder / "objects"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{Path(__file__).parents[2]}")
        patch.setenv("PYTHONASYNCIODEBUG", "1")
        patch.setenv("SNOOP", str(dumped))
        patch.setenv("IADVIZE_SIMULATOR_CONTROL_TOKEN", CONTROL_TOKEN)
        patch.setenv("IADVIZE_SIMULATOR_API_USERS", f"ada:{PASSWORD}")
        (folder / "simulator.toml").write_text(
            f'[[sites]]\nsiteId = "brought"\nbrandPrivateKey = """{forge.key("shop").private_pem()}"""\n'
            f'[[sites]]\nsiteId = "help"\nprovider = "jsm-chat"\nsecretKey = "{forge.CHAT_SECRET}"\n'
        )
        with serving(folder / "data", "--config", str(folder / "simulator.toml")) as server:
            yield _used(server, folder / "data", dumped)


def _used(server: Running, data_dir: Path, dumped: Path) -> Used:
    search = _known(data_dir)
    owner, stranger = Asker(server, host="localhost"), Asker(server, **STRANGER)
    stream = _Stream(server)
    names = _furnished(server, search)
    description = owner.ask("GET", "/_simulator/openapi.json")[1]
    stray = forge.key("stray").private_pem()
    search.add_key("a private key that somebody took for a public one", stray)
    odd = [
        *({}, [], "x", {"brandPublicKeys": [stray]}, {"brandPublicKeys": stray, stray: 1}, {"secretKey": [PASSWORD]}),
        *({"key": stray}, {"key": _jwk(stray)}, {"brandPublicKey": stray, "key": "brand"}, {"brandPrivateKey": stray}),
        {"token": CONTROL_TOKEN[:-1]},
    ]
    for names_of_a_site in names:
        owner.everything(description, names_of_a_site, odd)
        stranger.everything(description, names_of_a_site, odd)
        stranger.everything(description, {**names_of_a_site, "siteId": "nowhere"}, odd)
    for asker in (owner, stranger):
        form = f"grant_type=password&username=ada&password={PASSWORD}"
        for wrong in ("x", ""):
            asker.ask("POST", "/oauth2/token", form + wrong, **{"content-type": "application/x-www-form-urlencoded"})
        for query in ("{__schema{types{name}}}", '{visitors(projectId:"demo"){nodes{visitorId}}}', "{"):
            asker.ask("POST", "/graphql", {"query": query}, **{"content-type": "application/json"})
    told = {"the events": stream.rest(), "the objects": _objects(server, dumped)}
    told["the log"] = server.complained()
    return Used(search, owner, stranger, told)


def _known(data_dir: Path) -> Search:
    """The secrets that are there from the start."""
    search = Search()
    for file in data_dir.glob("*.pem"):
        search.add_key(file.name, file.read_text())
    for file in data_dir.glob("*.txt"):
        search.add_text(file.name, file.read_text().strip())
    search.add_key("a brand's key out of the configuration", forge.key("shop").private_pem())
    search.add_text("a secret key out of the configuration", forge.CHAT_SECRET)
    search.add_text("the control token", CONTROL_TOKEN)
    search.add_text("the cookie that stands for it", Trust(control_token=CONTROL_TOKEN).cookie())
    search.add_text("a password", PASSWORD)
    ours = load_private_key((data_dir / "iadvize-private-key.pem").read_text())
    search.add_bytes("what signs identities", identity.secret_of(ours))
    search.add_bytes("what signs access tokens", access_tokens.secret_of(ours))
    return search


def _furnished(server: Running, search: Search) -> list[dict[str, str]]:
    """What happens on a site of each system; its secrets become known. These answers may hold them."""
    made = server.ask("POST", "/_simulator/sites", {"siteId": "fresh"})[1]
    search.add_key("a brand's key that was handed out", made["brandPrivateKey"])
    for key in ("brand", "iadvize", "brand"):
        rotated = server.ask("POST", "/_simulator/sites/fresh/rotations", {"key": key, "overlapSeconds": 60})[1]
        if "brandPrivateKey" in rotated:
            search.add_key("a brand's key that was rotated", rotated["brandPrivateKey"])
    chat = server.ask("POST", "/_simulator/sites", {"siteId": "desk", "provider": "jsm-chat"})[1]
    search.add_text("a secret key that was handed out", chat["secretKey"])
    turned = server.ask("POST", "/_simulator/sites/desk/rotations", {"overlapSeconds": 60})[1]
    search.add_text("a secret key that was rotated", turned["secretKey"])
    known = []
    for site, path in (("fresh", "/tag/activations"), ("desk", "/chat-widget/logins")):
        known.append({"siteId": site})
        for mistake in (None, "token_expired", "signature_mismatch"):
            order = {"userId": "jane@shop.example", **({"mistake": mistake} if mistake else {})}
            token = server.ask("POST", f"/_simulator/sites/{site}/tokens", order)[1]["token"]
            option = {"type": "SECURED_AUTHENTICATION", "token": token}
            body = {"siteId": site, "activationId": str(mistake), "authenticationOption": option, "token": token}
            if site == "desk":
                body = {"siteId": site, "token": token}
            status, answer = server.ask("POST", path, body)
            assert status == (401 if mistake else 200), answer
            known[-1].setdefault("sessionId", answer.get("session", {}).get("id", ""))
        attempts = server.ask("GET", f"/_simulator/sites/{site}/attempts")[1]["attempts"]
        known[-1]["attemptId"] = attempts[0]["id"]
    return known


class _Stream:
    """Everything that happens from now on, to the end of what is known then."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self._connection.request("GET", "/_simulator/events", headers={"host": "localhost"})
        self._answer = self._connection.getresponse()

    def rest(self) -> str:
        self._server.ask("PUT", "/_simulator/sites/last", {"name": "the end of the stream"})
        self._server.ask("POST", "/_simulator/sites/last/scenarios", {"steps": [{"do": "say", "say": "it-ends-here"}]})
        heard: list[str] = []
        while not heard or "it-ends-here" not in heard[-1]:
            heard.append(self._answer.readline().decode())
            assert heard[-1], "the stream ended"
        self._connection.close()
        return "".join(heard)


def _objects(server: Running, dumped: Path) -> str:
    os.kill(server.process.pid, signal.SIGUSR1)
    deadline = time.monotonic() + PATIENCE
    while not dumped.exists():
        server.ask("GET", "/_simulator/health")
        assert time.monotonic() < deadline, server.complained()
    return dumped.read_text()


def _jwk(pem: str) -> Any:
    from jwcrypto.jwk import JWK  # noqa: PLC0415 - for this alone

    return json.loads(JWK.from_pem(pem.encode()).export_private())


def leaks(used: Used, places: dict[str, str]) -> list[str]:
    assert places
    return list(used.search.leaks(places))


def test_no_answer_to_the_owner_holds_a_secret_that_was_not_asked_for(used: Used) -> None:
    assert len(used.owner.heard) > 200
    assert leaks(used, used.owner.heard) == []


def test_no_answer_to_a_stranger_holds_a_secret(used: Used) -> None:
    assert len(used.stranger.heard) > 400
    assert leaks(used, used.stranger.heard) == []


def test_the_stream_of_events_holds_none(used: Used) -> None:
    assert "attempt" in used.told["the events"]
    assert leaks(used, {"the stream": used.told["the events"]}) == []


def test_a_log_that_tells_all_holds_none(used: Used) -> None:
    assert "DEBUG snoop all is told" in used.told["the log"]
    assert "DEBUG asyncio" in used.told["the log"]
    assert leaks(used, {"the log": used.told["the log"]}) == []


def test_no_object_of_the_server_shows_one(used: Used) -> None:
    shown = used.told["the objects"]
    for kind in ("Settings: ", "Site: ", "PrivateKey: ", "Trust: ", "MemoryState: "):
        assert kind in shown, kind
    assert leaks(used, dict(enumerate_lines(shown))) == []


def enumerate_lines(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines()):
        yield f"{number} {line[:300]}", line


def test_a_secret_in_any_encoding_is_found(used: Used) -> None:
    """The search itself: it must find what it is there for."""
    pem = forge.key("shop").private_pem()
    numbers = forge.key("shop").private.private_numbers()
    for text in (
        pem,
        json.dumps({"x": pem}),
        repr(pem.encode()),
        f"d={numbers.d}",
        f"{numbers.p:x}",
        json.dumps(_jwk(pem)),
        pem.replace("\n", "\r\n   "),
    ):
        assert used.search.found(text) == {"a brand's key out of the configuration"}, text[:200]
    assert used.search.found(forge.key("shop").public_pem()) == set()
    assert used.search.found(f"Bearer {CONTROL_TOKEN}") == {"the control token"}
