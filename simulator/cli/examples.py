"""The examples at the end of a command's help."""


def examples(*lines: str) -> str:
    """The lines as they stand; click rewraps all but what follows its mark, a backspace."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
