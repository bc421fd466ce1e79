from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.contract.reading import read_plan
from simulator.contract.report import Report
from simulator.contract.run import run_contract
from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key
from tests import forge
from tests.contract.backend import Backend, serving

Tested = Callable[..., Report]
SIGNED_IN = {"header": ["Cookie: session=jane"], "other_header": ["Cookie: session=john"], "interval": "0"}


@pytest.fixture
def tested(tmp_path: Path) -> Tested:
    """Tests a backend, for the site of the forge's brand; no time between samples unless told."""
    site = Site("shop", verification_keys=(forge.key("brand").public_pem(),))
    key = load_private_key(forge.key("simulator").private_pem())

    def run(backend: Backend, path: str = "/chat-token", known: frozenset[str] = frozenset(), **given: Any) -> Report:
        with serving(backend) as address:
            told = SIGNED_IN | {"token_url": address + path} | given
            if "login_url" in told:
                told["login_url"] = address + told["login_url"]
            return run_contract(read_plan(told, tmp_path), "shop", key, (site,), known)

    return run
