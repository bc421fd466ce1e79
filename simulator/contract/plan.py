"""What shall be asked of a token endpoint."""

from dataclasses import dataclass, field

from simulator.contract.bounds import (
    DEFAULT_INTERVAL_SECONDS,
    DEFAULT_SAMPLES,
    DEFAULT_SLOW_SECONDS,
    DEFAULT_TIMEOUT_SECONDS,
)

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; what is in it may be secret, so it never shows itself."""

    url: str
    method: str = "GET"
    headers: Headers = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)

    def with_headers(self, *headers: tuple[str, str]) -> "Request":
        """The same with further headers, each in place of its namesake."""
        names = {name.lower() for name, _ in headers}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in names)
        return Request(self.url, self.method, (*kept, *headers), self.body)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks for tokens, after a login where there is one."""

    token: Request
    login: Request | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall be asked. ``signed_out`` is the user's request without what signs in.

    ``token_path`` is dotted, ``sent_signed_out`` names the headers of the user's that stay in ``signed_out``, and
    ``ca_file`` holds further certificates to trust.
    """

    user: Person
    signed_out: Request
    other: Person | None = None
    token_path: str | None = None
    samples: int = DEFAULT_SAMPLES
    interval_seconds: float = DEFAULT_INTERVAL_SECONDS
    wait_seconds: float = 0
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    slow_seconds: float = DEFAULT_SLOW_SECONDS
    sent_signed_out: tuple[str, ...] = ()
    ca_file: str | None = None

    @property
    def signs_in(self) -> bool:
        """Whether anything tells the user's request from one that is not signed in."""
        return self.user.login is not None or self.signed_out != self.user.token
