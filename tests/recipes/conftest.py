from collections.abc import Callable

import pytest

from tests.recipes.runtimes import RUNTIMES, Seen


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Seen]:
    """What came of a language's recipes; each language runs once."""
    outcomes: dict[str, Seen] = {}

    def of(language: str) -> Seen:
        if language not in outcomes:
            outcomes[language] = RUNTIMES[language](tmp_path_factory.mktemp(language))
        return outcomes[language]

    return of
