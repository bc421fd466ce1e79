"""The fixture jsm_chat: a project of Chat for JSM for one test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from simulator import ChatProject, Server, SimulatorError
from simulator.pytest_plugin.stories import watched

_MARKER = "jsm_chat"


@contextmanager
def opened(request: pytest.FixtureRequest, server: Server) -> Iterator[ChatProject]:
    """The project of one test, as its markers want it."""
    try:
        project = server.chat_project(**_fields(request.node))
    except SimulatorError as problem:
        pytest.fail(f"{_MARKER}: {problem}", pytrace=False)
    with watched(request.node, _MARKER, project):
        yield project


def _fields(node: pytest.Item) -> Any:
    """What the test's markers say of its project; the nearest wins."""
    fields: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers(_MARKER))):
        if marker.args:
            pytest.fail(f"@pytest.mark.{_MARKER} takes fields by name, not {marker.args!r}", pytrace=False)
        fields |= marker.kwargs
    return fields
