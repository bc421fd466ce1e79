"""How an attempt lies in memory: as bytes, and what it shares with others once for all of them."""

from typing import Any, Generic, TypeVar

import msgspec

from simulator.core.attempt import Attempt
from simulator.core.event import Event, attempt_event
from simulator.core.verdict import CheckJson, VerdictJson

Checks = tuple[CheckJson, ...]
Key = TypeVar("Key")
_MOST_SHARED = 1000
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Any]).decode


class KeptAttempt(msgspec.Struct, gc=False):
    """What a filter looks at, what is this attempt's own, and what it has in common with others."""

    status: int
    accepted: bool
    code: str | None
    user_id: str | None
    activation_id: str | None
    own: bytes
    common: bytes
    checks: Checks | None

    def event(self) -> Event:
        """What listeners hear of it."""
        return attempt_event(unpacked(self))


class _Known(Generic[Key]):
    """Equal things become one. Forgets all of them at the bound; what is kept keeps what it has."""

    def __init__(self) -> None:
        self._known: dict[Any, Key] = {}

    def one(self, name: Any, thing: Key) -> Key:
        """The thing of this name that came first."""
        if len(self._known) >= _MOST_SHARED:
            self._known.clear()
        return self._known.setdefault(name, thing)


class Keeper:
    """Packs and unpacks; it knows what attempts have in common."""

    def __init__(self) -> None:
        self._commons: _Known[bytes] = _Known()
        self._unremarkable: _Known[Checks] = _Known()

    def pack(self, attempt: Attempt) -> KeptAttempt:
        """What is kept of the attempt."""
        verdict, laps, checks = attempt.verdict, attempt.checks_ms, None
        names, times = (None, None) if laps is None else (tuple(laps), tuple(laps.values()))
        common: tuple[Any, ...] = (
            attempt.site_id,
            attempt.kind,
            attempt.reason,
            attempt.brand_key,
            attempt.iadvize_key,
            names,
        )
        own: tuple[Any, ...] = (
            attempt.id,
            attempt.at,
            attempt.attempt,
            attempt.fault,
            attempt.session_id,
            attempt.token,
            attempt.duration_ms,
            times,
        )
        if verdict is not None:
            checks = self._checks(verdict["checks"])
            common += (verdict["accepted"], verdict["code"], verdict["reason"], verdict["issuer"])
            common += (verdict["jweHeader"], verdict["jwsHeader"])
            own += (verdict["alsoFound"], verdict["visitorData"], verdict["expiresAt"], verdict["claims"])
            if verdict["userId"] != attempt.user_id:
                own += (verdict["userId"],)
        said = _encode(common)
        return KeptAttempt(
            attempt.status,
            attempt.accepted,
            attempt.code,
            attempt.user_id,
            attempt.activation_id,
            # A copy, as what msgspec hands out was grown and then cut, and holds the room of both.
            bytes(memoryview(_encode(own))),
            self._commons.one(said, said),
            checks,
        )

    def _checks(self, checks: list[CheckJson]) -> Checks:
        if any([check["code"] for check in checks]):  # noqa: C419 - a generator takes longer for so few
            return tuple(checks)
        # By identity: what they say is long, and the same few are made once.
        return self._unremarkable.one(tuple(map(id, checks)), tuple(checks))


def unpacked(kept: KeptAttempt) -> Attempt:
    """The attempt again."""
    site_id, kind, reason, brand_key, iadvize_key, names, *judged = _decode(kept.common)
    attempt_id, at, attempt, fault, session_id, token, duration_ms, laps, *found = _decode(kept.own)
    return Attempt(
        attempt_id,
        at,
        site_id,
        kind,
        kept.activation_id,
        attempt,
        kept.status,
        kept.accepted,
        kept.code,
        reason,
        kept.user_id,
        fault,
        session_id,
        token,
        _verdict(kept, judged, found) if judged else None,
        duration_ms,
        None if names is None else dict(zip(names, laps, strict=True)),
        brand_key,
        iadvize_key,
    )


def _verdict(kept: KeptAttempt, judged: list[Any], found: list[Any]) -> VerdictJson:
    accepted, code, reason, issuer, jwe_header, jws_header = judged
    also_found, visitor_data, expires_at, claims, *user_id = found
    return {
        "accepted": accepted,
        "code": code,
        "reason": reason,
        "checks": list(kept.checks or ()),
        "alsoFound": also_found,
        "userId": user_id[0] if user_id else kept.user_id,
        "visitorData": visitor_data,
        "issuer": issuer,
        "expiresAt": expires_at,
        "jweHeader": jwe_header,
        "jwsHeader": jws_header,
        "claims": claims,
    }
