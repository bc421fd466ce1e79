"""One entry of a site's journal: an activation, a renewal or a login that was tried, and what came of it."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import TypedDict

import msgspec

from simulator.core.verdict import VerdictJson

ACTIVATION = "activation"
RENEWAL = "renewal"
LOGIN = "login"


@lru_cache(maxsize=1)  # asked for several times in a row: was it used, it is used now, it was tried
def fingerprint(token: str) -> str:
    """What tells equal tokens from others without being one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Attempt(msgspec.Struct, frozen=True, gc=False):
    """What happened, without the token: ``token`` is a fingerprint by which equal ones can be told.

    ``at`` is epoch seconds on the site's clock, ``status`` the HTTP status that left (0: the connection was
    reset), ``duration_ms`` real time, ``checks_ms`` the part of it that each check of the token took. ``brand_key``
    and ``iadvize_key`` are thumbprints of the keys that the token was made with, as far as they are known.
    """

    id: str
    at: float
    site_id: str
    kind: str
    activation_id: str | None
    attempt: int
    status: int
    accepted: bool
    code: str | None = None
    reason: str | None = None
    user_id: str | None = None
    fault: str | None = None
    session_id: str | None = None
    token: str | None = None
    verdict: VerdictJson | None = None
    duration_ms: float | None = None
    checks_ms: Mapping[str, float] | None = None
    brand_key: str | None = None
    iadvize_key: str | None = None


class AttemptJson(TypedDict):
    """An attempt at an activation, a renewal or a login; ``status`` is 0 where the connection was reset.

    ``durationMs`` and ``checksMs``, by check, are real time. ``brandKey`` and ``iadvizeKey`` are the thumbprints of the
    keys that the token was signed with and encrypted for, or null where that could not be told.
    """

    id: str
    at: float
    siteId: str
    kind: str
    activationId: str | None
    attempt: int
    status: int
    accepted: bool
    code: str | None
    reason: str | None
    userId: str | None
    fault: str | None
    sessionId: str | None
    token: str | None
    verdict: VerdictJson | None
    durationMs: float | None
    checksMs: dict[str, float] | None
    brandKey: str | None
    iadvizeKey: str | None


def attempt_json(attempt: Attempt) -> AttemptJson:
    """The attempt under its public names."""
    return {
        "id": attempt.id,
        "at": attempt.at,
        "siteId": attempt.site_id,
        "kind": attempt.kind,
        "activationId": attempt.activation_id,
        "attempt": attempt.attempt,
        "status": attempt.status,
        "accepted": attempt.accepted,
        "code": attempt.code,
        "reason": attempt.reason,
        "userId": attempt.user_id,
        "fault": attempt.fault,
        "sessionId": attempt.session_id,
        "token": attempt.token,
        "verdict": attempt.verdict,
        "durationMs": attempt.duration_ms,
        "checksMs": None if attempt.checks_ms is None else dict(attempt.checks_ms),
        "brandKey": attempt.brand_key,
        "iadvizeKey": attempt.iadvize_key,
    }
