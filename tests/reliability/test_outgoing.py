"""The server calls nobody."""

import os
from pathlib import Path

import pytest

from tests.reliability.servers import serving

# Python tells of every connection that is opened, whoever opens it, in a module that it imports at its start.
_TELL = """
import sys
def hear(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("OUTGOING", event, given, file=sys.stderr)
sys.addaudithook(hear)
"""


def test_it_calls_nobody_whatever_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "sitecustomize.py").write_text(_TELL)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'told'}{os.pathsep}{Path(__file__).parents[2]}")
    with serving(tmp_path / "data") as server:
        token = server.ask("POST", "/_simulator/sites/demo/tokens", {"userId": "u"})[1]["token"]
        option = {"type": "SECURED_AUTHENTICATION", "token": token}
        body = {"siteId": "demo", "activationId": "a", "authenticationOption": option}
        assert server.ask("POST", "/tag/activations", body)[0] == 200
        # Headers and keys that name an address: a verifier that follows them could be sent anywhere.
        key = {"kty": "RSA", "n": "AQAB", "e": "AQAB", "x5u": "http://192.0.2.1/", "jku": "http://192.0.2.1/"}
        assert server.ask("POST", "/_simulator/sites", {"brandPublicKeys": [key]})[0] == 422
        ask = {"query": "{ __typename }", "extensions": {"url": "http://192.0.2.1/"}}
        assert server.ask("POST", "/graphql", ask, **{"content-type": "application/json"})[0] == 200
        assert server.ask("GET", "/_simulator/mistakes")[0] == 200
        assert "OUTGOING" not in server.complained()
