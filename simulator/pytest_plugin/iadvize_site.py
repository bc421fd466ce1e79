"""The fixture iadvize: a site of iAdvize's for one test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from simulator import IAdvizeSite, Server, SimulatorError
from simulator.providers.iadvize.recipes.languages import BACKENDS
from simulator.pytest_plugin import options
from simulator.pytest_plugin.stories import watched


@contextmanager
def opened(request: pytest.FixtureRequest, server: Server) -> Iterator[IAdvizeSite]:
    """The site of one test, as its markers and the options want it."""
    try:
        site = server.site(**_fields(request.node))
    except SimulatorError as problem:
        pytest.fail(f"iadvize: {problem}", pytrace=False)
    site.fix_languages = _languages(request.config)
    with watched(request.node, "iadvize", site):
        yield site


def _fields(node: pytest.Item) -> Any:
    """What the test's markers say of its site; the nearest wins."""
    fields: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers("iadvize"))):
        if marker.args:
            pytest.fail(f"@pytest.mark.iadvize takes fields by name, as retries=1, not {marker.args!r}", pytrace=False)
        fields |= marker.kwargs
    return fields


def _languages(config: pytest.Config) -> Sequence[str]:
    given = options.text(config, "language")
    if given is None:
        return ("python",)
    if given == "all":
        return BACKENDS
    wanted = tuple(name.strip() for name in given.split(","))
    unknown = next((name for name in wanted if name not in BACKENDS), None)
    if unknown is not None:
        known = ", ".join((*BACKENDS, "all"))
        pytest.fail(f"--iadvize-language: there is no {unknown!r}; known are {known}.", pytrace=False)
    return wanted
