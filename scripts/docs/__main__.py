"""Writes the generated parts of the documentation: python -m scripts.docs."""

from scripts.docs.pages import ROOT, pages


def main() -> None:
    """Write what has changed and name it."""
    for path, text in pages():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
