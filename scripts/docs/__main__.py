"""Writes the generated parts of the documentation: python -m scripts.docs."""

from scripts.docs.pages import ROOT, pages, text_of


def main() -> None:
    """Write what has changed and name it."""
    for page in pages():
        text = text_of(page)
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
