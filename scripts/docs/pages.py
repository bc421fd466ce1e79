"""Every generated file of the documentation, by its path."""

from collections.abc import Iterator
from pathlib import Path

from scripts.docs.mistakes_page import mistakes_page

ROOT = Path(__file__).resolve().parent.parent.parent


def pages() -> Iterator[tuple[Path, str]]:
    """Each file with its whole text as it should be."""
    yield ROOT / "docs" / "mistakes.md", mistakes_page()
