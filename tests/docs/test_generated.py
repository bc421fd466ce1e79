"""The committed documentation is what the program says today."""

from pathlib import Path

import pytest

from scripts.docs.pages import ROOT, pages


@pytest.mark.parametrize(("path", "text"), [pytest.param(*page, id=page[0].name) for page in pages()])
def test_a_generated_page_is_up_to_date(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} has drifted: run `make docs`"
