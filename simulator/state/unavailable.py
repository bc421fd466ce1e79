"""What is wrong when the state cannot be had just now."""


class Unavailable(Exception):
    """The state cannot be reached or written; ``code`` is stable, and the text says what is wrong and what helps."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
