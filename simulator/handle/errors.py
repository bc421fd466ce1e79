"""What can go wrong while a handle is used."""

from simulator.core.verdict import VerdictJson


class SimulatorError(Exception):
    """The simulator could not do what it was asked: the text says why, ``code`` is stable where there is one."""

    def __init__(self, message: str, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class TokenRejected(AssertionError):
    """A token is not what a test wants it to be. The text is the explanation; ``verdict`` is what it explains."""

    def __init__(self, text: str, verdict: VerdictJson) -> None:
        super().__init__(text)
        self.verdict = verdict
