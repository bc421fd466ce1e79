from collections.abc import Iterator

import pytest

from tests.wire.chat_world import ChatWorld
from tests.wire.world import World


@pytest.fixture
def world() -> Iterator[World]:
    """A simulator with the site "harbour", whose brand signs with the forge's key."""
    with World() as fresh:
        fresh.have_site()
        yield fresh


@pytest.fixture
def bare() -> Iterator[World]:
    """A simulator without any site."""
    with World() as fresh:
        yield fresh


@pytest.fixture
def chat() -> Iterator[ChatWorld]:
    """A simulator with the project "desk" of Chat for JSM, whose backend signs with the forge's secret key."""
    with ChatWorld() as fresh:
        fresh.have_project()
        yield fresh
