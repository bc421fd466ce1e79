"""The simulator of a test run: one for each process, one for all, or one that runs already."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import simulator
from simulator.pytest_plugin import options

_URL = "iadvize_url"
_CONTROL_TOKEN = "IADVIZE_SIMULATOR_CONTROL_TOKEN"  # noqa: S105 - a variable's name, the server's own
_CACHE = "iadvize-simulator"
_SHARED = pytest.StashKey[simulator.Server]()


@contextlib.contextmanager
def running(config: pytest.Config) -> Iterator[simulator.Server]:
    """The simulator of this process, as the options want it."""
    try:
        server = _started(config)
    except simulator.SimulatorError as problem:
        pytest.fail(f"iadvize_server: {problem}", pytrace=False)
    with contextlib.closing(server):
        yield server


def share(node: Any) -> None:
    """Start the shared simulator in the controlling process, where one is wanted, and tell a worker its address."""
    config: pytest.Config = node.config
    if not options.is_shared(config) or options.text(config, "url"):
        return
    if _SHARED not in config.stash:
        try:
            config.stash[_SHARED] = _started(config)
        except simulator.SimulatorError as problem:
            raise pytest.UsageError(f"--iadvize-shared: {problem}") from None
        config.add_cleanup(config.stash[_SHARED].close)
    node.workerinput[_URL] = config.stash[_SHARED].url


def _started(config: pytest.Config) -> simulator.Server:
    """Raises SimulatorError."""
    url = getattr(config, "workerinput", {}).get(_URL) or options.text(config, "url")
    if url:
        server = simulator.connect(url, control_token=os.environ.get(_CONTROL_TOKEN)).start()
        server.public_key()  # whoever is not there is named at once
        return server
    port, key = options.text(config, "port") or 0, options.path(config, "private-key")
    file, data_dir = options.path(config, "config"), options.path(config, "data-dir")
    kept = _cache(config) if data_dir is None and file is None else None
    if kept is not None:
        # A cache is to save time, and never a reason to fail: other users may own it, a disk may be full.
        with contextlib.suppress(simulator.SimulatorError):
            return simulator.serve(port=port, private_key=key, data_dir=kept).start()
    return simulator.serve(port=port, private_key=key, config=file, data_dir=data_dir).start()


def _cache(config: pytest.Config) -> Path | None:
    """Where keys are kept from one run to the next, so that a backend may be told them once."""
    cache = getattr(config, "cache", None)
    if cache is None:
        return None
    try:
        folder: Path = cache.mkdir(_CACHE)
    except OSError:
        return None
    return folder
