"""What was seen of an endpoint: answers, and the tokens in them."""

from dataclasses import dataclass, field
from typing import Literal

Who = Literal["user", "other", "nobody"]
OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``at`` is the epoch time of its last byte, ``seconds`` how long it took to get there.

    ``followed`` are the addresses that redirects within the origin led to, ``stopped_at`` is the one that was not
    followed.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0
    at: float = 0
    followed: tuple[str, ...] = ()
    stopped_at: str | None = None

    def header(self, name: str) -> str | None:
        """The header's values, joined as RFC 9110 joins them; None where it was not sent."""
        values = [value for key, value in self.headers if key.lower() == name]
        return ", ".join(values) if values else None

    @property
    def is_ok(self) -> bool:
        """Whether the status is one of success."""
        return self.status in OK


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there was none; ``kind`` is a variant of the catalogue's ``no_answer``."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Found:
    """The token of an answer, or why there is none: a variant of the catalogue's ``token_absent``, with its facts."""

    token: str | None = field(default=None, repr=False)
    problem: str | None = None
    seen: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """One request for a token and what came of it. ``origin`` is the foreign one that it claimed to come from."""

    who: Who
    answer: Answer | NoAnswer
    found: Found = Found()
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything that was seen. ``samples`` are in the order in which they were asked for.

    ``logins`` are the answers to the login requests; the last sample of the user was made after a login anew where
    ``signed_in_again`` says so.
    """

    samples: tuple[Sample, ...] = ()
    foreign: tuple[Sample, ...] = ()
    signed_out: Sample | None = None
    logins: tuple[tuple[Who, Answer | NoAnswer], ...] = ()
    signed_in_again: bool = False
    seconds: float = 0
