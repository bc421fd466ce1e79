from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]
# Schemathesis's plugin takes a second to load, and nobody here uses it.
FLAGS = ("-p", "no:schemathesis", "-W", "error")


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Runs pytest on the code in a process of its own, with the plugin as it is installed; warnings are errors."""

    def run(code: str, *flags: str) -> pytest.RunResult:
        pytester.makepyfile(code)
        return pytester.runpytest_subprocess(*FLAGS, *flags)

    return run
