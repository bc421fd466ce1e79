"""The verdict on one token: what was looked at, in order, and what was seen."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, TypedDict

import msgspec

Outcome = Literal["passed", "failed", "warning", "skipped"]
PASSED: Final = "passed"
FAILED: Final = "failed"
WARNING: Final = "warning"
SKIPPED: Final = "skipped"


class Check(msgspec.Struct, frozen=True, gc=False):
    """One step of a verification; ``found`` and ``expected`` are JSON values."""

    name: str
    outcome: Outcome
    message: str
    code: str | None = None
    hint: str | None = None
    found: Any = None
    expected: Any = None


class Unremarkable(tuple[Check, ...]):  # noqa: SLOT001 - what is made once is kept in it
    """Checks of which nothing can be said, shared by all verdicts that have them."""

    @cached_property
    def json(self) -> tuple["CheckJson", ...]:
        """The checks under their public names, made once."""
        return tuple(map(check_json, self))


class AlsoFound(msgspec.Struct, frozen=True, gc=False):
    """Something wrong besides what the checks' codes already say."""

    check: str
    code: str
    message: str
    hint: str


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """Everything that can be said of one token. ``expires_at`` is in epoch seconds.

    ``seconds`` is the real time that each check took, where somebody measured it. ``signing_key`` and
    ``encryption_key`` are thumbprints of the keys that the token was made with, as far as they are known.
    """

    accepted: bool
    code: str | None
    reason: str | None
    checks: tuple[Check, ...]
    also_found: tuple[AlsoFound, ...] = ()
    user_id: str | None = None
    visitor_data: dict[str, Any] | None = None
    issuer: str | None = None
    expires_at: float | None = None
    jwe_header: dict[str, Any] | None = None
    jws_header: dict[str, Any] | None = None
    claims: dict[str, Any] | None = None
    signing_key: str | None = None
    encryption_key: str | None = None
    seconds: Mapping[str, float] = msgspec.field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        """Whether the same is said; how long it took does not count."""
        return isinstance(other, Verdict) and all(getattr(self, name) == getattr(other, name) for name in _SAID)

    __hash__ = None  # type: ignore[assignment] # headers and claims have none either

    @property
    def decisive(self) -> Check | None:
        """The first failed check."""
        return next((check for check in self.checks if check.outcome == FAILED), None)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """The checks that passed with a remark."""
        return tuple(check for check in self.checks if check.outcome == WARNING)


_SAID = tuple(name for name in Verdict.__struct_fields__ if name != "seconds")


class CheckJson(TypedDict):
    """One step of a verification."""

    name: str
    outcome: Outcome
    code: str | None
    message: str
    hint: str | None
    found: Any
    expected: Any


class AlsoFoundJson(TypedDict):
    """Something wrong besides what the checks' codes already say."""

    check: str
    code: str
    message: str
    hint: str


class VerdictJson(TypedDict):
    """The verdict on a token; ``code`` is that of the first failed check, ``reason`` what iAdvize would have said."""

    accepted: bool
    code: str | None
    reason: str | None
    checks: list[CheckJson]
    alsoFound: list[AlsoFoundJson]
    userId: str | None
    visitorData: dict[str, Any] | None
    issuer: str | None
    expiresAt: float | None
    jweHeader: dict[str, Any] | None
    jwsHeader: dict[str, Any] | None
    claims: dict[str, Any] | None


def check_json(check: Check) -> CheckJson:
    """A check under its public names. One that nothing can be said of is made once, for all verdicts that have it."""
    if check.code is None:
        return _unremarkable(check.name, check.outcome, check.message)
    return {
        "name": check.name,
        "outcome": check.outcome,
        "code": check.code,
        "message": check.message,
        "hint": check.hint,
        "found": check.found,
        "expected": check.expected,
    }


@lru_cache(maxsize=256)
def _unremarkable(name: str, outcome: Outcome, message: str) -> CheckJson:
    return {
        "name": name,
        "outcome": outcome,
        "code": None,
        "message": message,
        "hint": None,
        "found": None,
        "expected": None,
    }


def checks_json(checks: tuple[Check, ...]) -> list[CheckJson]:
    """Checks under their public names."""
    return list(checks.json) if isinstance(checks, Unremarkable) else [check_json(check) for check in checks]


def verdict_json(verdict: Verdict) -> VerdictJson:
    """The verdict under its public names: the one shape that HTTP, GraphQL, the command line and Python share."""
    return {
        "accepted": verdict.accepted,
        "code": verdict.code,
        "reason": verdict.reason,
        "checks": checks_json(verdict.checks),
        "alsoFound": [
            {"check": also.check, "code": also.code, "message": also.message, "hint": also.hint}
            for also in verdict.also_found
        ],
        "userId": verdict.user_id,
        "visitorData": verdict.visitor_data,
        "issuer": verdict.issuer,
        "expiresAt": verdict.expires_at,
        "jweHeader": verdict.jwe_header,
        "jwsHeader": verdict.jws_header,
        "claims": verdict.claims,
    }
