"""Every page of the documentation that is generated, or has a generated part."""

from collections.abc import Sequence
from pathlib import Path

from scripts.docs.mistakes_page import mistakes_page
from scripts.docs.regions import filled

ROOT = Path(__file__).resolve().parent.parent.parent
MISTAKES = ROOT / "docs" / "mistakes.md"
README = ROOT / "README.md"


def pages() -> Sequence[Path]:
    """Every page."""
    return README, *sorted({MISTAKES, *(ROOT / "docs").glob("*.md")})


def text_of(page: Path) -> str:
    """The page's whole text as it should be."""
    return mistakes_page() if page == MISTAKES else filled(page.read_text("utf-8"))
