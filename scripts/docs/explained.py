"""What `explain` prints for a mistake, and the list of mistakes."""

from scripts.docs.markdown import fenced
from scripts.docs.program import output


def explained(code: str, language: str) -> list[str]:
    """The command that makes the mistake and has it explained, and what it prints."""
    command = f"iadvize-simulator mint --mistake {code} | iadvize-simulator explain - --language {language}"
    shown = output(("mint", "--mistake", code), ("explain", "{}", "--language", language))
    return ["<!-- exits with 1 -->", *fenced("sh", command), "", "<!-- prints -->", *fenced("text", shown)]


def mistakes_listed() -> list[str]:
    """All of them, as the command lists them."""
    return fenced("text", output(("mistakes",)))
