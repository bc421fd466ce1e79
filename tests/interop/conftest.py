"""The other libraries, as fixtures that make a token from claims."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import forge

NODE = Path(__file__).parent / "node"


def run_node(*, make: list[dict[str, Any]] | None = None, opened: list[str] | None = None) -> dict[str, list[Any]]:
    """What the script in node/ answers."""
    if not (NODE / "node_modules" / "jose").is_dir():
        pytest.fail("jose is not installed: run `make node`, or `npm ci` in tests/interop/node")
    node = shutil.which("node")
    assert node, "Node.js 20 or later is needed"
    brand, simulator = forge.key("brand"), forge.key("simulator")
    request = {
        "brandPrivateKey": brand.private_pem(),
        "brandPublicKey": brand.public_pem(),
        "simulatorPrivateKey": simulator.private_pem(),
        "simulatorPublicKey": simulator.public_pem(),
        "simulatorJwk": simulator.public_jwk(),
        "make": make or [],
        "open": opened or [],
    }
    done = subprocess.run(
        [node, "tokens.js"],
        cwd=NODE,
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[Any]] = json.loads(done.stdout)
    return answer


@pytest.fixture
def node_jose() -> Callable[..., list[str]]:
    """Tokens that node's jose makes, one for each order."""
    return lambda *orders: run_node(make=list(orders))["made"]


@pytest.fixture
def node_jose_opens() -> Callable[..., list[Any]]:
    """What node's jose finds in each token."""
    return lambda *tokens: run_node(opened=list(tokens))["opened"]
