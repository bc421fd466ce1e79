"""The fixture iadvize: a site of iAdvize's for one test."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from simulator.pytest_plugin import options
from simulator.pytest_plugin.stories import watched

if TYPE_CHECKING:
    from simulator import IAdvizeSite, Server


@pytest.fixture
def iadvize(request: pytest.FixtureRequest, iadvize_server: "Server") -> Iterator["IAdvizeSite"]:
    """A fresh site on the simulator (simulator.IAdvizeSite), this test's own: mint and judge tokens, activate, fail."""
    from simulator import SimulatorError  # noqa: PLC0415 - only those who use the fixture pay for it

    try:
        site = iadvize_server.site(**_fields(request.node))
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
    from simulator.providers.iadvize.recipes.languages import BACKENDS  # noqa: PLC0415 - as above

    if given == "all":
        return BACKENDS
    wanted = tuple(name.strip() for name in given.split(","))
    unknown = next((name for name in wanted if name not in BACKENDS), None)
    if unknown is not None:
        known = ", ".join((*BACKENDS, "all"))
        pytest.fail(f"--iadvize-language: there is no {unknown!r}; known are {known}.", pytrace=False)
    return wanted
