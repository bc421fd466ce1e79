"""Every page of the documentation that is generated, or has a generated part."""

from collections.abc import Sequence
from pathlib import Path

from scripts.docs.chat_mistakes_page import chat_mistakes_page
from scripts.docs.mistakes_page import mistakes_page
from scripts.docs.regions import filled

ROOT = Path(__file__).resolve().parent.parent.parent
MISTAKES = ROOT / "docs" / "mistakes.md"
CHAT_MISTAKES = ROOT / "docs" / "jsm-chat-mistakes.md"
README = ROOT / "README.md"


def pages() -> Sequence[Path]:
    """Every page."""
    return README, *sorted({MISTAKES, CHAT_MISTAKES, *(ROOT / "docs").glob("*.md")})


def text_of(page: Path) -> str:
    """The page's whole text as it should be."""
    whole = {MISTAKES: mistakes_page, CHAT_MISTAKES: chat_mistakes_page}.get(page)
    return whole() if whole else filled(page.read_text("utf-8"))
