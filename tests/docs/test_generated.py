"""The committed documentation is what the program says today."""

from pathlib import Path

import pytest

from scripts.docs.pages import pages, text_of


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_generated_parts_of_a_page_are_up_to_date(page: Path) -> None:
    assert page.read_text("utf-8") == text_of(page), f"{page.name} has drifted: run `make docs`"
