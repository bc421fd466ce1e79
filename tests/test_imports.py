"""What a start does not import, since it would take longer: each waits until somebody asks for it.

A name stands for all modules below it, too.
"""

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.settings import Settings
from simulator.starting_sites import starting_sites

# Nothing but the request for it loads any of this.
UNASKED = {
    "graphql",
    "httpx",
    "redis",
    "sqlite3",
    "strawberry",
    "trustme",
    "simulator.contract.run",
    "simulator.handle",
    "simulator.providers.iadvize.graphql.api",
    "simulator.pytest_plugin",
    "simulator.state.redis",
    "simulator.state.sqlite",
    "simulator.wire.openapi.document",
}
# The control API, scenarios, the second system, the making of tokens, certificates.
UNASKED_BY_A_PAGE = UNASKED | {
    "cryptography.x509",
    "jwcrypto",
    "simulator.app.chat",
    "simulator.app.control",
    "simulator.providers.iadvize.desk",
    "simulator.providers.iadvize.mint",
    "simulator.providers.iadvize.mistakes",
    "simulator.providers.jsm_chat.catalogue",
    "simulator.providers.jsm_chat.site_fields",
    "simulator.providers.jsm_chat.verify",
    "simulator.settings.tls",
    "simulator.wire.chat_widget",
    "simulator.wire.control",
    "simulator.wire.scenarios",
    "simulator.workers",
}
# The web framework, the pages, the verifier, the state. hashlib would load a second OpenSSL.
UNASKED_AT_THE_START = UNASKED_BY_A_PAGE | {
    "hashlib",
    "anyio",
    "starlette.applications",
    "starlette.requests",
    "starlette.responses",
    "starlette.routing",
    "simulator.app.tag",
    "simulator.providers.iadvize.activate",
    "simulator.providers.iadvize.catalogue",
    "simulator.providers.iadvize.verify",
    "simulator.state",
    "simulator.wire.graphql",
    "simulator.wire.own_pages",
    "simulator.wire.tag",
}
AT_THE_START = {"asyncio", "cryptography", "msgspec", "simulator.app", "uvicorn"}
FOR_A_PAGE = AT_THE_START | {"simulator.app.tag", "simulator.providers.iadvize.verify", "simulator.state.memory"}
# Help lists every command, and so looks at their flags.
FOR_HELP = {"click", "simulator.cli.commands", "simulator.settings.table"}


def imported(importtime: str) -> set[str]:
    """The modules that ``-X importtime`` lists."""
    return set(re.findall(r"^import time:.*\| +(\S+)$", importtime, re.MULTILINE))


def within(known: set[str], names: set[str]) -> set[str]:
    """Those of the modules that a name stands for."""
    return {module for module in known if any(module == name or module.startswith(f"{name}.") for name in names)}


def imported_by_serving(folder: Path, ask: Callable[[http.client.HTTPConnection], None]) -> set[str]:
    settings = Settings(data_dir=folder / "keys")
    starting_sites(settings, Keyring(settings, silently))  # makes the keys, as a first start does
    log = folder / "imports"
    command = [sys.executable, "-X", "importtime", "-m", "simulator", "serve", "--port", "0", "--data-dir"]
    with (
        log.open("w") as stream,
        subprocess.Popen([*command, str(folder / "keys")], stdout=subprocess.PIPE, stderr=stream, text=True) as server,
    ):
        try:
            port = re.search(r":(\d+)", server.stdout.readline() if server.stdout else "")
            assert port
            connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=30)
            ask(connection)
            connection.close()
        finally:
            server.terminate()
    return imported(log.read_text())


def health(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/_simulator/health")
    assert connection.getresponse().read().startswith(b'{"status":"ok"')


def as_a_page_does(connection: http.client.HTTPConnection) -> None:
    for path in ("/iadvize.js", "/client/tag.js"):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
    option = {"type": "SECURED_AUTHENTICATION", "token": "none"}
    body = {"siteId": "demo", "activationId": "a", "authenticationOption": option}
    connection.request("POST", "/tag/activations", json.dumps(body))
    assert connection.getresponse().status == 401


def test_help_imports_nothing_that_only_a_server_needs() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "simulator", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    known = imported(done.stderr)
    assert known >= FOR_HELP
    assert within(known, UNASKED_AT_THE_START | AT_THE_START | {"simulator.core", "starlette"}) == set()


def test_a_server_that_is_healthy_has_imported_nothing_that_nobody_asked_for(tmp_path: Path) -> None:
    known = imported_by_serving(tmp_path, health)
    assert known >= AT_THE_START
    assert within(known, UNASKED_AT_THE_START | {"simulator.contract"}) == set()


def test_a_page_s_requests_load_nothing_that_steers_or_belongs_to_another_system(tmp_path: Path) -> None:
    known = imported_by_serving(tmp_path, as_a_page_does)
    assert known >= FOR_A_PAGE
    assert within(known, UNASKED_BY_A_PAGE | {"simulator.contract"}) == set()
